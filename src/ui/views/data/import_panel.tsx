import { useState } from 'react';
import type { Importing } from '../../../state/slices/data.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { bytes, count, rate } from '../../format.ts';
import { FileMatch } from './file_match.tsx';
import { Questions } from './questions.tsx';

/** Files between being dropped and being a dataset: looked at, matched, read. */
export function ImportPanel() {
  const importing = useValue((state) => state.importing);
  if (importing === null) return null;
  return (
    <Panel title={`Import ${importing.names.join(', ')}`} className="import">
      {importing.step === 'sniffing' ? <p role="status">Looking at the beginning of the file…</p> : null}
      {importing.step === 'reading' ? <Reading importing={importing} /> : null}
      {importing.step === 'matching' ? <Matching importing={importing} /> : null}
    </Panel>
  );
}

function Matching({ importing: { plan, lacks, failure } }: { readonly importing: Importing }) {
  const [accept, setAccept] = useState(false);
  const { data } = useActions();
  if (plan === null) return null;
  return (
    <>
      <p>
        This is what the columns seem to be. Correct what is wrong, then read the file; the file itself stays as it is.
      </p>
      {plan.files.map((file) => (
        <FileMatch key={file.name} file={file} alone={plan.files.length === 1} />
      ))}
      <Questions plan={plan} />
      {lacks.map((sentence) => (
        <p key={sentence} className="notice warning">
          {sentence}
        </p>
      ))}
      {failure === null ? null : (
        <div className="notice danger" role="alert">
          <div>
            <strong>The file was not imported</strong>
            <p className="message">{failure}</p>
            <label>
              <input type="checkbox" checked={accept} onChange={({ target }) => setAccept(target.checked)} /> Leave out
              every row that cannot be used, however many
            </label>
          </div>
        </div>
      )}
      <div className="row">
        <button
          type="button"
          className="primary"
          disabled={lacks.length > 0}
          onClick={() => void data.readFiles(accept)}
        >
          Read the file
        </button>
        <button type="button" onClick={() => void data.cancelImport()}>
          Cancel
        </button>
      </div>
    </>
  );
}

function Reading({ importing: { progress } }: { readonly importing: Importing }) {
  const { data } = useActions();
  return (
    <div className="reading">
      <progress value={progress?.bytes ?? 0} max={progress?.totalBytes ?? 1} aria-label="Reading" />
      <p role="status">
        {progress === null
          ? 'Reading…'
          : `${count(progress.rows)} rows · ${bytes(progress.bytes)} of ${bytes(progress.totalBytes)} · ${rate(progress.rowsPerSecond)} rows/s`}
      </p>
      <button type="button" onClick={() => void data.cancelImport()}>
        Cancel
      </button>
    </div>
  );
}
