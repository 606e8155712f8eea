import { useEffect, useRef } from 'react';
import type { Importing, ImportStep } from '../../../state/slices/data.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { bytes, count, duration, rate } from '../../format.ts';
import { CheckPanel } from './check_panel.tsx';
import { FilePanel } from './file_panel.tsx';
import { MatchCards } from './match_cards.tsx';
import { Questions } from './questions.tsx';
import { RefusedPanel } from './refused_panel.tsx';

/** Files between being dropped and being a dataset, in four steps: look, match, check, shape. */
export function ImportPanel() {
  const importing = useValue((state) => state.importing);
  const open = useValue((state) => state.dataset?.name);
  const box = useRef<HTMLDivElement>(null);
  const step = importing?.step;
  // Whoever listens, types or has scrolled away is taken along to each new step.
  useEffect(() => {
    const panel = box.current?.closest('.panel');
    const top = panel?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > innerHeight / 2) panel?.scrollIntoView();
    box.current?.focus({ preventScroll: true });
  }, [step]);
  if (importing === null) return null;
  return (
    <Panel title={`Import ${importing.names.join(', ')}`} className="import">
      <Rail step={importing.step} />
      <div ref={box} tabIndex={-1} className="import-step">
        <Step importing={importing} />
      </div>
      {open === undefined ? null : (
        <p className="muted">“{open}” stays open until you use the new data, and can be had back after that.</p>
      )}
    </Panel>
  );
}

function Step({ importing }: { readonly importing: Importing }) {
  switch (importing.step) {
    case 'fetching':
    case 'sniffing':
      return <Waiting importing={importing} />;
    case 'refused':
      return <RefusedPanel importing={importing} />;
    case 'matching':
      return <Matching importing={importing} />;
    case 'reading':
      return <Reading importing={importing} />;
    default:
      return <CheckPanel importing={importing} />;
  }
}

const STEPS = ['Look', 'Match', 'Check', 'Shape'] as const;

/** Which of the steps are in front of the user. */
const current: Readonly<Record<ImportStep, readonly string[]>> = {
  fetching: ['Look'],
  sniffing: ['Look'],
  refused: ['Look'],
  matching: ['Look', 'Match'],
  reading: ['Check'],
  checked: ['Check', 'Shape'],
  opening: ['Shape'],
};

function Rail({ step }: { readonly step: ImportStep }) {
  return (
    <ol className="rail" aria-label="Steps of the import">
      {STEPS.map((name) => (
        <li key={name} aria-current={current[step].includes(name) ? 'step' : undefined}>
          {name}
        </li>
      ))}
    </ol>
  );
}

function Waiting({ importing: { step, progress } }: { readonly importing: Importing }) {
  const { data } = useActions();
  const got = progress === null ? '' : ` ${bytes(progress.bytes)}`;
  const of = progress === null || progress.totalBytes === 0 ? '' : ` of ${bytes(progress.totalBytes)}`;
  return (
    <div className="reading">
      <p role="status">{step === 'fetching' ? `Fetching…${got}${of}` : 'Looking at the beginning of the file…'}</p>
      <button type="button" onClick={() => void data.cancelImport()}>
        Cancel
      </button>
    </div>
  );
}

function Matching({ importing: { plan, lacks, failure } }: { readonly importing: Importing }) {
  const { data } = useActions();
  if (plan === null) return null;
  const alone = plan.files.length === 1;
  const open = plan.questions.length;
  return (
    <>
      {failure === null ? null : (
        <div className="notice danger" role="alert">
          <div>
            <strong>That did not work</strong>
            <p className="message">{failure}</p>
          </div>
        </div>
      )}
      {plan.files.map((file) => (
        <section key={file.name} className="file" aria-label={file.name}>
          <FilePanel file={file} alone={alone} />
          {file.role === 'ignored' ? null : <MatchCards file={file} keep={plan.keep} questions={plan.questions} />}
        </section>
      ))}
      <Questions plan={plan} />
      {lacks.map((sentence) => (
        <p key={sentence} className="notice warning">
          {sentence}
        </p>
      ))}
      <div className="row">
        <button
          type="button"
          className="primary"
          disabled={lacks.length > 0 || open > 0}
          onClick={() => void data.readFiles()}
        >
          Read the file
        </button>
        <button type="button" onClick={() => void data.cancelImport()}>
          Cancel
        </button>
        {open === 0 ? null : (
          <small>{open === 1 ? 'One question above is' : `${open} questions above are`} open.</small>
        )}
      </div>
    </>
  );
}

function Reading({ importing: { progress } }: { readonly importing: Importing }) {
  const { data } = useActions();
  return (
    <div className="reading">
      <progress value={progress?.bytes ?? 0} max={Math.max(1, progress?.totalBytes ?? 1)} aria-label="Reading" />
      <p>
        {progress === null ? 'Reading…' : `${bytes(progress.bytes)} of ${bytes(progress.totalBytes)}`}
        {progress === null ? null : (
          <span className="muted">
            {' '}
            · {count(progress.rows)} rows · {rate(progress.bytesPerSecond / 1e6)} MB/s
            {progress.bytesPerSecond === 0
              ? ''
              : ` · ${duration((progress.totalBytes - progress.bytes) / progress.bytesPerSecond)} left`}
          </span>
        )}
      </p>
      <p className="hidden" role="status">
        {progress === null
          ? 'Reading'
          : `${Math.floor((10 * progress.bytes) / Math.max(1, progress.totalBytes))}0 % read`}
      </p>
      <button type="button" onClick={() => void data.cancelImport()}>
        Cancel
      </button>
    </div>
  );
}
