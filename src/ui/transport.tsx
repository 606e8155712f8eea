import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { isBusy, may, standingWords, type RunPhase } from '../state/phases.ts';
import type { StepFacts } from '../state/slices/run.ts';
import { experimentTrains, trainingPaper } from '../state/training_paper.ts';
import { otherTrainingWords } from '../worker/other_tabs.ts';
import { Icon } from './controls/icon.tsx';
import { Press } from './controls/press.tsx';
import { count, counted, duration, rate, rounded } from './format.ts';
import { newRunWords, playWords, type Standing } from './play_words.ts';
import { useActions, useValue } from './app_context.ts';
import { useTraining } from './controls/use_training.ts';

/** The one bar that starts, pauses and stops, and says where the run stands; it is in every view. */
export function Transport() {
  const bar = useBar();
  const phase = useValue((state) => state.phase);
  const elsewhere = useValue((state) => state.otherTraining !== null) && !isBusy(phase);
  const steps = useValue((state) => state.steps);
  const coded = useValue((state) => state.coded);
  const paper = useValue(trainingPaper);
  const idle = phase === 'idle' && !elsewhere;
  const look = paper !== null ? 'works' : idle ? 'idle' : may(phase, 'train') ? 'waits' : 'works';
  return (
    <footer ref={bar} className={`transport ${look}${elsewhere ? ' elsewhere' : ''}`} aria-label="Training">
      <Buttons />
      {paper === null ? (
        <Progress
          done={coded ?? steps?.step ?? 0}
          of={coded === null ? (steps?.totalSteps ?? 1) : 1}
          label={coded === null ? 'Steps of the run' : 'Codes of the items'}
        >
          <Stands elsewhere={elsewhere} />
        </Progress>
      ) : (
        <Progress done={paper.done} of={1} label="How far the experiment is">
          <p aria-live="polite" className="cut">
            <strong>{experimentTrains(paper.id)}</strong>
          </p>
        </Progress>
      )}
      <Facts steps={paper === null ? steps : null} training={phase === 'running'} />
      <Seed />
      <Keys />
    </footer>
  );
}

interface ProgressProps {
  readonly done: number;
  readonly of: number;
  readonly label: string;
  readonly children: ReactNode;
}

const Progress = ({ done, of, label, children }: ProgressProps) => (
  <div className="progress">
    <progress value={done} max={of} aria-label={label} />
    {children}
  </div>
);

/** Where the run on screen stands, or that of another tab. Cut where there is no room, so that the bar keeps its height. */
function Stands({ elsewhere }: { readonly elsewhere: boolean }) {
  const phase = useValue((state) => state.phase);
  const leaving = useValue((state) => state.leaving);
  const other = useValue((state) => state.otherTraining);
  const said = useValue((state) => state.note);
  const standing = elsewhere && other !== null ? otherTrainingWords(other) : standingWords(phase, leaving);
  const note = said === '' || elsewhere ? '' : ` · ${said}`;
  return (
    <p aria-live="polite" className="cut" title={`${standing}${note}`}>
      <strong>{standing}</strong>
      {note}
    </p>
  );
}

/** Tells the style how high the bar is: what sticks above it must not lie behind it. */
function useBar(): RefObject<HTMLElement | null> {
  const bar = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = bar.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty('--bar', `${element.offsetHeight}px`));
    observer.observe(element, { box: 'border-box' });
    return () => observer.disconnect();
  }, []);
  return bar;
}

/** While an import is open, nothing is trained on other data by one press: which data is meant is said on the buttons. */
function Buttons() {
  const phase = useValue((state) => state.phase);
  const replacing = useValue((state) => state.replacing);
  const importing = useValue((state) => state.importing !== null);
  const open = useValue((state) => state.dataset?.name);
  const experiment = useValue((state) => trainingPaper(state) !== null);
  if (experiment) return <Experiment />;
  if (replacing) return <Replace />;
  return importing && may(phase, 'train') && open !== undefined ? <Choice open={open} /> : <RunButtons />;
}

/** While the experiment of a paper trains, no run can begin; that can be ended from every view. */
function Experiment() {
  const { off, why } = useBlocked();
  const standing = useStanding();
  const { run, papers } = useActions();
  return (
    <div className="buttons choice">
      <button type="button" onClick={() => papers.cancel()}>
        <span className="cut">Cancel the experiment</span>
      </button>
      <Press off={off} title={why} onPress={() => run.play()}>
        <Icon name="play" /> <span className="cut">{playWords(standing)}</span>
      </Press>
    </div>
  );
}

/** What becomes of the paused run before another one begins. */
function Replace() {
  const working = useValue((state) => state.working);
  const { run } = useActions();
  return (
    <div className="buttons choice" role="group" aria-label="The paused run">
      <Press look="primary" off={working} onPress={() => run.replace('test')}>
        <span className="cut">Test and keep the paused run</span>
      </Press>
      <Press off={working} title="It can be brought back in Compare" onPress={() => run.replace('delete')}>
        Delete it
      </Press>
      <button type="button" autoFocus onClick={() => void run.replace('cancel')}>
        Cancel
      </button>
    </div>
  );
}

/** The import that waits, or, on purpose, the data that is open beside it; a paused run may go on. */
function Choice({ open }: { readonly open: string }) {
  const phase = useValue((state) => state.phase);
  const blocked = useBlocked();
  const { run, view } = useActions();
  const toImport = (): void => {
    view.show('data');
    document.querySelector<HTMLElement>('.import-step')?.focus(); // where it is on screen already
  };
  return (
    <div className="buttons choice">
      {may(phase, 'resume') ? (
        <Press look="primary" off={blocked.off} onPress={() => run.play()}>
          <Icon name="play" /> Resume
        </Press>
      ) : null}
      <Press look={may(phase, 'resume') ? undefined : 'primary'} off={false} onPress={toImport}>
        <span className="cut">Finish the import first</span>
      </Press>
      <Press
        off={blocked.off}
        title={blocked.why ?? `Train on “${open}”, which is open`}
        onPress={() => run.trainBeside()}
      >
        <span className="cut">Train on “{open}”</span>
      </Press>
    </div>
  );
}

/** Whether no run can be started now, and why. */
function useBlocked(): { readonly off: boolean; readonly why: string | undefined } {
  const working = useValue((state) => state.working);
  const noData = useValue((state) => state.dataset === null);
  const noDevice = useValue((state) => state.device.kind === 'none' || state.device.kind === 'lost');
  const other = useValue((state) => state.otherTraining);
  const paper = useValue(trainingPaper);
  const elsewhere = other === null ? undefined : `${otherTrainingWords(other)}. One tab trains at a time`;
  const held = paper === null ? elsewhere : `${experimentTrains(paper.id)}. Cancel it first`;
  const why = noDevice ? 'There is no GPU to train on' : noData ? 'Open a dataset first' : held;
  return { off: working || noData || noDevice || other !== null || paper !== null, why };
}

function RunButtons() {
  const phase = useValue((state) => state.phase);
  const working = useValue((state) => state.working);
  const leaving = useValue((state) => state.leaving !== null);
  const { off: blocked, why } = useBlocked();
  const standing = useStanding();
  const { run } = useActions();
  const resumes = may(phase, 'resume');
  return (
    <div className="buttons">
      {may(phase, 'pause') ? (
        <Press look="primary" off={leaving} onPress={() => run.pause()}>
          <Icon name="pause" /> Pause
        </Press>
      ) : (
        <Press look="primary" off={blocked} title={why ?? playWords(standing)} onPress={() => run.play()}>
          <Icon name="play" /> <span className="cut">{playWords(standing)}</span>
        </Press>
      )}
      <Press off={blocked || !may(phase, 'step')} title={why ?? stepTitle(phase)} onPress={() => run.step()}>
        <Icon name="step" /> Step
      </Press>
      <Press
        off={leaving || !may(phase, 'stop') || (resumes && blocked)}
        title={(resumes ? why : undefined) ?? 'Ends the run and tests its best weights'}
        onPress={() => run.stop()}
      >
        <Icon name="stop" /> Stop
      </Press>
      {resumes && !working ? (
        <Press
          off={blocked}
          title={why ?? `${newRunWords(standing)}: asks first what becomes of the paused one`}
          onPress={() => run.startAnew()}
        >
          <span className="cut">{newRunWords(standing)}…</span>
        </Press>
      ) : null}
    </div>
  );
}

const stepTitle = (phase: RunPhase): string =>
  may(phase, 'step') || !may(phase, 'train')
    ? 'Makes one training step, then pauses'
    : 'This run is over. Start a new one and pause it to make single steps';

function useStanding(): Standing {
  const phase = useValue((state) => state.phase);
  const choice = useValue((state) => state.choice);
  const dataset = useValue((state) => state.dataset?.id ?? null);
  const trained = useValue((state) => state.trained);
  const sameSeed = useValue((state) => state.sameSeed);
  const models = useValue((state) => state.models);
  const training = useTraining();
  const card = models.find(({ name }) => name === choice.model);
  const usual = (name: string): string | undefined => {
    const setting = { ...training?.settings, ...card?.settings }[name];
    return setting === undefined ? undefined : String(setting.usual);
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
  /** Shown where there is room for it: "wide" needs more of it than "medium", and what says neither is always shown. */
  readonly room?: 'medium' | 'wide';
}

/** While it trains; afterwards the note beside it needs the room. */
const paceOf = (steps: StepFacts): Fact[] => [
  { name: 'speed', value: `${rate(steps.positionsPerSecond)} positions/s`, room: 'wide' },
  { name: 'per step', value: `${rounded(steps.millisecondsPerStep)} ms`, room: 'wide' },
  { name: 'at most left', value: duration(steps.secondsLeft) },
];

function Facts({ steps, training }: { readonly steps: StepFacts | null; readonly training: boolean }) {
  if (steps === null) return null;
  const facts: readonly Fact[] = [
    { name: 'step', value: `${count(steps.step)} of ${count(steps.totalSteps)}`, room: 'medium' },
    ...(training ? paceOf(steps) : []),
    ...(steps.skipped > 0 ? [{ name: 'skipped', value: counted(steps.skipped, 'step'), room: 'medium' } as const] : []),
  ];
  return (
    <dl className="facts">
      {facts.map(({ name, value, room }) => (
        <div key={name} className={room}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
