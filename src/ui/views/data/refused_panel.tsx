import type { Importing } from '../../../state/slices/data.ts';
import type { FirstLines } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { FormatFields } from './format_fields.tsx';

/** No table of interactions was found: why, and ways on. */
export function RefusedPanel({ importing }: { readonly importing: Importing }) {
  const { names, formats, firstLines, failure } = importing;
  const { data } = useActions();
  const fetched = names.length === 1 && /^https?:/.test(names[0] ?? '');
  const address = fetched ? names[0] : undefined;
  return (
    <>
      <div className="notice danger" role="alert">
        <div>
          <strong>{fetched ? 'Nothing was fetched' : title(firstLines)}</strong>
          <p className="message">{failure ?? 'It was cancelled.'}</p>
        </div>
      </div>
      {fetched || firstLines.length === 0 ? null : (
        <>
          <p>If it is a table after all, say how it is written, or choose another file.</p>
          {firstLines.map((file) => (
            <section key={file.file} className="file" aria-label={file.file}>
              {firstLines.length === 1 ? null : <h3>{file.file}</h3>}
              <Beginning file={file} />
              <FormatFields
                value={formats.find((format) => format.file === file.file) ?? {}}
                guessed
                onChange={(change) => void data.readAs(file.file, change)}
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

function title(files: readonly FirstLines[]): string {
  if (files.length === 0) return 'Nothing could be read'; // also where what was typed is no address
  return files.some(({ openQuote }) => openQuote)
    ? 'A quote opens and never closes'
    : 'No table of who did what was found';
}

/** What stands in the file, and the quick way on where a quote is all that is wrong. */
function Beginning({ file: { file, lines, openQuote } }: { readonly file: FirstLines }) {
  const { data } = useActions();
  return (
    <>
      {openQuote ? (
        <button type="button" className="primary" onClick={() => void data.readAs(file, { quotes: false })}>
          Read quotes as ordinary characters
        </button>
      ) : null}
      {lines.length === 0 ? null : (
        <div className="first-lines" role="region" aria-label={`First lines of ${file}`} tabIndex={0}>
          <ol>
            {lines.map((line, i) => (
              <li key={i}>{line}</li>
            ))}
          </ol>
        </div>
      )}
    </>
  );
}
