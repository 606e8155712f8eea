import { may, phases } from '../state/phases.ts';
import type { RunSlice } from '../state/slices/run.ts';
import { Icon } from './controls/icon.tsx';
import { count, duration, rate, rounded } from './format.ts';
import { useActions, useValue } from './app_context.ts';

/** The one bar that starts, pauses and stops, and says where the run stands; it is in every view. */
export function Transport() {
  const phase = useValue((state) => state.phase);
  const note = useValue((state) => state.note);
  const steps = useValue((state) => state.steps);
  return (
    <footer className="transport" aria-label="Training">
      <Buttons />
      <div className="progress">
        <progress value={steps?.step ?? 0} max={steps?.totalSteps ?? 1} aria-label="Steps of the run" />
        <p aria-live="polite">
          <strong>{phases[phase].words}</strong>
          {note === '' ? '' : ` · ${note}`}
        </p>
      </div>
      <Facts steps={steps} training={phase === 'running'} />
    </footer>
  );
}

function Buttons() {
  const phase = useValue((state) => state.phase);
  const working = useValue((state) => state.working);
  const noData = useValue((state) => state.dataset === null);
  const noDevice = useValue((state) => state.device.kind === 'none');
  const { run } = useActions();
  const resumes = may(phase, 'resume');
  const why = noDevice ? 'There is no GPU to train on' : noData ? 'Open a dataset first' : undefined;
  return (
    <div className="row">
      {may(phase, 'pause') ? (
        <button type="button" className="primary" onClick={() => void run.pause()}>
          <Icon name="pause" /> Pause
        </button>
      ) : (
        <button
          type="button"
          className="primary"
          disabled={working || noData || noDevice}
          title={why}
          onClick={() => void run.play()}
        >
          <Icon name="play" /> {resumes ? 'Resume' : 'Train'}
        </button>
      )}
      {resumes ? (
        <button type="button" disabled={working} onClick={() => void run.startAnew()}>
          New run
        </button>
      ) : (
        <button type="button" disabled={!may(phase, 'stop')} onClick={() => void run.stop()}>
          <Icon name="stop" /> Stop
        </button>
      )}
    </div>
  );
}

interface Fact {
  readonly name: string;
  readonly value: string;
  /** Not shown where there is little room. */
  readonly spare?: boolean;
}

function Facts({ steps, training }: { readonly steps: RunSlice['steps']; readonly training: boolean }) {
  if (steps === null) return null;
  const facts: readonly Fact[] = [
    { name: 'step', value: `${count(steps.step)} of ${count(steps.totalSteps)}` },
    { name: 'speed', value: `${rate(steps.positionsPerSecond)} positions/s` },
    { name: 'per step', value: `${rounded(steps.millisecondsPerStep)} ms`, spare: true },
    ...(training ? [{ name: 'at most left', value: duration(steps.secondsLeft) }] : []),
    ...(steps.skipped > 0 ? [{ name: 'skipped', value: `${count(steps.skipped)} steps` }] : []),
  ];
  return (
    <dl className="facts">
      {facts.map(({ name, value, spare = false }) => (
        <div key={name} className={spare ? 'spare' : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
