import { useId, useState } from 'react';
import { useActions, useValue } from '../../app_context.ts';
import { bytes, percent } from '../../format.ts';
import { PushPanel } from './push_panel.tsx';
import { ModelInside, ReceiptField, TitlesField, type FormProps } from './form_panels.tsx';

/** The model as a folder as the hub of Hugging Face has them. */
export function FolderPanel({ choice }: FormProps) {
  const offer = useValue((state) => state.offer);
  const { share } = useActions();
  return (
    <>
      <LicenceField choice={choice} />
      <TitlesField choice={choice} />
      <ReceiptField choice={choice} />
      <div className="share-made" aria-live="polite">
        {offer.kind === 'refused' ? <p className="notice danger">{offer.reason}</p> : null}
        {offer.kind === 'making' ? <p className="muted">Packing the folder: {percent(offer.done ?? 0)}…</p> : null}
        {offer.kind === 'folder' ? (
          <p>
            <strong>{bytes(offer.bytes)}</strong> · zip of <code>model.safetensors</code>, weights in single precision,{' '}
            <code>config.json</code> and the card <code>README.md</code>. Opened here again, by dropping it on the page,
            it is the same model to the bit.
          </p>
        ) : null}
      </div>
      <div className="row">
        <button type="button" className="primary" disabled={offer.kind !== 'folder'} onClick={() => share.save()}>
          Save the file
        </button>
      </div>
      <PushPanel />
      {offer.kind === 'folder' ? (
        <details>
          <summary>The card, as it is written</summary>
          <pre className="convert" tabIndex={0} aria-label="README.md">
            {offer.card}
          </pre>
        </details>
      ) : null}
      <ModelInside choice={choice} />
    </>
  );
}

/** Made anew once it is left, not at every letter. */
function LicenceField({ choice }: FormProps) {
  const [text, setText] = useState(choice.dataLicence);
  const { share } = useActions();
  const id = useId();
  const commit = (): void => {
    if (text.trim() !== choice.dataLicence) void share.choose({ dataLicence: text.trim() });
  };
  return (
    <div className="field">
      <label htmlFor={id}>Licence of the data</label>
      <input
        id={id}
        type="text"
        value={text}
        maxLength={200}
        placeholder="not stated"
        aria-describedby={`${id}-help`}
        onChange={({ target }) => setText(target.value)}
        onBlur={commit}
        onKeyDown={({ key }) => key === 'Enter' && commit()}
      />
      <small id={`${id}-help`}>Stands in the card as you state it, such as CC BY 4.0</small>
    </div>
  );
}
