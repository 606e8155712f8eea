import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Importing } from '../../../state/slices/data.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { bytes, count, duration, rate } from '../../format.ts';
import { CheckPanel } from './check_panel.tsx';
import { MatchPanel } from './match_panel.tsx';
import { Rail, type RailStep } from './rail.tsx';
import { RefusedPanel } from './refused_panel.tsx';
import { droppedNames } from './shown_files.ts';

/** Files between being dropped and being a dataset, in four steps: look, match, check, shape. */
export function ImportPanel() {
  const importing = useValue((state) => state.importing);
  const open = useValue((state) => state.dataset?.name);
  const box = useRef<HTMLDivElement>(null);
  useNewStep(box, importing?.step);
  if (importing === null) return null;
  return (
    <Panel title={`Import ${droppedNames(importing.names)}`} className="import">
      {importing.from === null || importing.step === 'fetching' ? null : (
        <p className="muted">Fetched from {importing.from}.</p>
      )}
      <Steps importing={importing} box={box} />
      <div ref={box} tabIndex={-1} className="import-step">
        <Step importing={importing} />
      </div>
      {open === undefined ? null : (
        <p className="muted">“{open}” stays open until you use the new data, and can be had back after that.</p>
      )}
    </Panel>
  );
}

/** Whoever listens, types or has scrolled away is taken along to each new step. */
function useNewStep(box: RefObject<HTMLDivElement | null>, step: Importing['step'] | undefined): void {
  useEffect(() => {
    const panel = box.current?.closest('.panel');
    const top = panel?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > innerHeight / 2) panel?.scrollIntoView();
    box.current?.focus({ preventScroll: true });
  }, [box, step]);
}

interface StepsProps {
  readonly importing: Importing;
  readonly box: RefObject<HTMLDivElement | null>;
}

/** The rail, and the way to each of its steps. */
function Steps({ importing, box }: StepsProps) {
  const [goal, setGoal] = useState<{ readonly to: RailStep } | null>(null);
  const { data } = useActions();
  const { step } = importing;
  useEffect(() => {
    const part = goal === null ? null : box.current?.querySelector<HTMLElement>(`[data-step=${goal.to}]`);
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  }, [box, goal, step]);
  const go = (to: RailStep): void => {
    setGoal({ to });
    const back = to === 'Look' || to === 'Match';
    if (back && step === 'reading') void data.cancelImport();
    else if (back && step === 'checked') data.backToColumns();
    else if (!back && step === 'matching') void data.readFiles();
  };
  return <Rail step={step} open={reachable(importing)} onGo={go} />;
}

/** Steps that can be gone to: back always, forward where nothing is open. */
function reachable({ step, plan, lacks, reading }: Importing): readonly RailStep[] {
  if (step === 'reading') return ['Look', 'Match', 'Check'];
  if (step === 'checked') return ['Look', 'Match', 'Check', 'Shape'];
  if (step !== 'matching' || plan === null) return [];
  if (reading !== null) return ['Look', 'Match', 'Check', 'Shape'];
  return lacks.length === 0 && plan.questions.length === 0 ? ['Look', 'Match', 'Check'] : ['Look', 'Match'];
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

const TYPED = 'textarea, input:not([type="checkbox"], [type="radio"], [type="range"])';

/** Ctrl+Z takes the last correction back, and Ctrl+Shift+Z or Ctrl+Y makes it again; a field that is typed in keeps its own. */
function Matching({ importing }: { readonly importing: Importing }) {
  const { data } = useActions();
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, shiftKey, target } = event;
    const letter = key.toLowerCase();
    const typed = target instanceof Element && target.matches(TYPED);
    if (!(ctrlKey || metaKey) || typed || (letter !== 'z' && letter !== 'y')) return;
    event.preventDefault();
    void (letter === 'y' || shiftKey ? data.redoEdit() : data.undoEdit());
  };
  return (
    <div className="import-step" onKeyDown={onKeyDown}>
      <MatchPanel importing={importing} />
    </div>
  );
}

function Waiting({ importing: { step, from, progress } }: { readonly importing: Importing }) {
  const { data } = useActions();
  const got = progress === null ? '' : ` ${bytes(progress.bytes)}`;
  const of = progress === null || progress.totalBytes === 0 ? '' : ` of ${bytes(progress.totalBytes)}`;
  return (
    <div className="reading">
      <p role="status">
        {step === 'fetching'
          ? `Fetching${from === null ? '' : ` from ${from}`}…${got}${of}`
          : 'Looking at the beginning of the file…'}
      </p>
      <button type="button" onClick={() => void data.cancelImport()}>
        Cancel
      </button>
    </div>
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
