import { lazy, Suspense, useState } from 'react';
import { useActions, useValue } from '../../app_context.ts';
import { bytes, count } from '../../format.ts';
import { Message } from '../../message.tsx';
import { carriers, LONG_LINK } from './apps.ts';

const QrCode = lazy(async () => ({ default: (await import('./qr_code.tsx')).QrCode }));

/** A link that was made: how long it is, who would cut it, and the button that copies it. */
export function LinkOffer() {
  const offer = useValue((state) => state.offer);
  const copied = useValue((state) => state.copied);
  const { share } = useActions();
  if (offer.kind === 'refused') {
    return (
      <div className="notice danger" role="alert">
        <Message text={offer.reason} />
      </div>
    );
  }
  if (offer.kind !== 'link') {
    return (
      <p className="muted" role="status">
        Making the link…
      </p>
    );
  }
  const { start, short, characters, bytes: size } = offer;
  const { carry, cut } = carriers(characters);
  return (
    <div className="share-made">
      <code className="share-link">{start}</code>
      <p>
        <strong>{count(characters)} characters</strong>
        {size > 0 ? ` · a file of ${bytes(size)}, packed` : ''}
        {characters > LONG_LINK ? ' · a long link: many apps cut it, a file is safer' : ''}
      </p>
      <ul className="share-apps" aria-label="Where the link fits">
        {carry.map(({ name }) => (
          <li key={name} className="fits">
            ✓ {name}
          </li>
        ))}
        {cut.map(({ name, limit }) => (
          <li key={name}>
            ✗ {name} <small>(up to {count(limit)})</small>
          </li>
        ))}
        <li className="note">
          Mail: {characters > LONG_LINK ? 'as text it may break; attach the file' : 'fits, best as formatted text'}
        </li>
      </ul>
      <div className="row">
        {characters > LONG_LINK ? (
          <button type="button" className="primary" onClick={() => void share.choose({ form: 'file' })}>
            Make it a file
          </button>
        ) : null}
        <button
          type="button"
          className={characters > LONG_LINK ? undefined : 'primary'}
          onClick={() => void share.copy()}
        >
          {characters > LONG_LINK ? 'Copy the link all the same' : 'Copy the link'}
        </button>
        <button type="button" onClick={() => share.save()}>
          Save as text
        </button>
        <span role="status">
          {copied === 'yes' ? 'Copied.' : copied === 'failed' ? 'The browser refused; save it as text instead.' : ''}
        </span>
      </div>
      {short === null ? null : <ForPhone link={short} />}
    </div>
  );
}

function ForPhone({ link }: { readonly link: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>QR code for a phone</summary>
      <Suspense fallback={<p className="muted">Drawing it…</p>}>{open ? <QrCode text={link} /> : null}</Suspense>
    </details>
  );
}
