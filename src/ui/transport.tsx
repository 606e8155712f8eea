import { may, phases } from '../state/phases.ts';
import type { RunSlice } from '../state/slices/run.ts';
import { Icon } from './controls/icon.tsx';
import { count, duration, rate, rounded } from './format.ts';
import { newRunWords, playWords, type Standing } from './play_words.ts';
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
      <div className="row end">
        <Facts steps={steps} training={phase === 'running'} />
        <Seed />
        <Keys />
      </div>
    </footer>
  );
}

function Buttons() {
  const phase = useValue((state) => state.phase);
  const working = useValue((state) => state.working);
  const noData = useValue((state) => state.dataset === null);
  const noDevice = useValue((state) => state.device.kind === 'none' || state.device.kind === 'lost');
  const standing = useStanding();
  const { run } = useActions();
  const resumes = may(phase, 'resume');
  const why = noDevice ? 'There is no GPU to train on' : noData ? 'Open a dataset first' : undefined;
  const blocked = working || noData || noDevice;
  return (
    <div className="row">
      {may(phase, 'pause') ? (
        <button type="button" className="primary" onClick={() => void run.pause()}>
          <Icon name="pause" /> Pause
        </button>
      ) : (
        <button type="button" className="primary" disabled={blocked} title={why} onClick={() => void run.play()}>
          <Icon name="play" /> {playWords(standing)}
        </button>
      )}
      <button
        type="button"
        disabled={blocked || !(may(phase, 'step') || may(phase, 'train'))}
        title={why ?? 'Makes one training step, then pauses'}
        onClick={() => void run.step()}
      >
        <Icon name="step" /> Step
      </button>
      {resumes ? (
        <button type="button" disabled={working} onClick={() => void run.startAnew()}>
          {newRunWords(standing)}
        </button>
      ) : (
        <button type="button" disabled={!may(phase, 'stop')} onClick={() => void run.stop()}>
          <Icon name="stop" /> Stop
        </button>
      )}
    </div>
  );
}

function useStanding(): Standing {
  const phase = useValue((state) => state.phase);
  const choice = useValue((state) => state.choice);
  const dataset = useValue((state) => state.dataset?.id ?? null);
  const trained = useValue((state) => state.trained);
  const sameSeed = useValue((state) => state.sameSeed);
  const models = useValue((state) => state.models);
  const training = useValue((state) => state.training);
  const card = models.find(({ name }) => name === choice.model);
  const usual = (name: string): string | undefined => {
    const values: Readonly<Record<string, unknown>> = { ...training?.defaults, ...card?.defaults };
    return name in values ? String(values[name]) : undefined;
  };
  return { phase, choice, dataset, trained, sameSeed, usual };
}

/** The same seed on the same GPU gives the same bits; another one shows how much is luck. */
function Seed() {
  const sameSeed = useValue((state) => state.sameSeed);
  const seed = useValue((state) => state.prepared?.recipe.seed ?? state.choice.seed);
  const { run } = useActions();
  return (
    <label className="check seed">
      <input type="checkbox" checked={sameSeed} onChange={({ target }) => run.keepSeed(target.checked)} />
      same seed <span className="muted">({seed})</span>
    </label>
  );
}

function Keys() {
  const { view } = useActions();
  return (
    <button type="button" className="icon keys" aria-label="Keys" title="Keys" onClick={() => view.showShortcuts(true)}>
      ?
    </button>
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
