import type { Importing } from '../../../state/slices/data.ts';
import { useActions } from '../../app_context.ts';
import { FormatFields } from './format_fields.tsx';

/** No table of interactions was found: why, and ways on. */
export function RefusedPanel({ importing: { names, formats, failure } }: { readonly importing: Importing }) {
  const { data } = useActions();
  const fetched = names.length === 1 && /^https?:/.test(names[0] ?? '');
  const address = fetched ? names[0] : undefined;
  return (
    <>
      <div className="notice danger" role="alert">
        <div>
          <strong>{fetched ? 'Nothing was fetched' : 'No table of who did what was found'}</strong>
          <p className="message">{failure ?? 'It was cancelled.'}</p>
        </div>
      </div>
      {fetched ? null : (
        <>
          <p>If it is a table after all, say how it is written, or choose another file.</p>
          {names.map((name) => (
            <section key={name} className="file" aria-label={name}>
              {names.length === 1 ? null : <h3>{name}</h3>}
              <FormatFields
                value={formats.find(({ file }) => file === name) ?? {}}
                guessed
                onChange={(change) => void data.readAs(name, change)}
              />
            </section>
          ))}
        </>
      )}
      <div className="row">
        {address === undefined ? null : (
          <>
            <button type="button" className="primary" onClick={() => void data.importAddress(address)}>
              Try again
            </button>
            <a className="button" href={address} target="_blank" rel="noopener noreferrer">
              Open the address in a new tab
            </a>
          </>
        )}
        <button type="button" onClick={() => void data.cancelImport()}>
          Close
        </button>
      </div>
    </>
  );
}
