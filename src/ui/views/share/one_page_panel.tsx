import { useActions, useValue } from '../../app_context.ts';
import { bytes } from '../../format.ts';
import { ModelInside, TitlesField, WeightsField, type FormProps } from './form_panels.tsx';

/** The model in a page of HTML that recommends by itself. */
export function OnePagePanel({ choice }: FormProps) {
  const offer = useValue((state) => state.offer);
  const { share } = useActions();
  return (
    <>
      <WeightsField choice={choice} />
      <TitlesField choice={choice} />
      <div className="share-made" aria-live="polite">
        {offer.kind === 'refused' ? <p className="notice danger">{offer.reason}</p> : null}
        {offer.kind === 'making' ? <p className="muted">Making the page…</p> : null}
        {offer.kind === 'page' ? (
          <p>
            <strong>{bytes(offer.bytes)}</strong> · HTML, of which the model’s file is {bytes(offer.modelBytes)}. It
            opens in any browser, also from a disk: search, a history and what would come next, without any network.
          </p>
        ) : null}
      </div>
      <div className="row">
        <button type="button" className="primary" disabled={offer.kind !== 'page'} onClick={() => share.save()}>
          Save the file
        </button>
      </div>
      <ModelInside choice={choice} />
    </>
  );
}
