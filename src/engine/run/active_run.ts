import { CancelledError, DeviceLostError, SnapshotError } from '../../core/errors.ts';
import type { Codes } from '../../events/codes.ts';
import type { Choices } from '../../runtime/tuning.ts';
import { parameterCount } from '../../train/graph.ts';
import { layerUpdates } from '../../train/health.ts';
import { halved } from '../../nn/optimizer.ts';
import { Run, type Ending, type RunHooks, type RunState } from '../../train/run.ts';
import type { TrainerState } from '../../train/trainer.ts';
import type { AdapterReport } from '../messages.ts';
import type { Listener, Phase, RunEvent, RunPace, ValidationPoint, Watched } from './messages.ts';
import type { Opened } from '../data/datasets.ts';
import type { Computing, GpuSessions } from '../gpu_session.ts';
import { PaceMeter } from './pace.ts';
import { asLoss, failureNote, left, setback, standing } from './run_endings.ts';
import { codePhase } from './code_phase.ts';
import type { CodedItems } from './item_codes.ts';
import { KeptStates } from './kept_states.ts';
import { fitLosses, hashesOf, startOf, stateDigest, type Hashes } from './run_state.ts';
import { sizeOf } from './sizing.ts';
import { StepProgress } from './step_progress.ts';
import { tested, validated, watchedNow, type Tested } from './tested.ts';
import { Wishes, type Wish } from './wishes.ts';
import { dismantle, preparedOn, setUp, type Blueprint, type Workbench } from './workbench.ts';

/** How often a run is set back before it gives up. */
const MOST_HALVINGS = 3;

export interface ActiveRunOptions {
  readonly watch: number;
  /** Whether its owner tests the baselines beside it. */
  readonly compare: boolean;
  readonly variants?: Choices;
  /** Key of the adapter that it was begun on, to end in its bits; none where it begins. */
  readonly adapter?: string;
  /** Called with every checkpoint; a SnapshotError is told and does not end the run. */
  keep(state: RunState, run: ActiveRun): Promise<void>;
  now(): number;
}

/** A run of this session, from its first step to its test: phases, events, recovery from a lost device. */
export class ActiveRun {
  readonly print: Blueprint;
  readonly opened: Opened;
  readonly curve: ValidationPoint[] = [];
  /** Training loss of every step so far; NaN where it was no number, or is not known any more. */
  readonly losses: number[] = [];
  phase: Phase = 'preparing';
  note = '';
  adapter: AdapterReport | null = null;
  variants: Choices = {};
  seconds = 0;
  tested: Tested | null = null;
  /** Of the items and what made them, for a model that knows them by codes; null until they were made. */
  coded: CodedItems | null = null;
  /** Of a run without codes whose steps all counted, so that somebody can verify it from there. */
  readonly kept = new KeptStates();
  state: RunState;
  /** User whose list is told at each validation, as an index into the validation targets. */
  watching: number;
  private readonly meter = new PaceMeter();
  private readonly wishes = new Wishes();
  private hashed: { readonly state: RunState; readonly hashes: Hashes } | null = null;
  private readonly sessions: GpuSessions;
  private readonly options: ActiveRunOptions;
  private listener: Listener = () => undefined;
  private began = 0;
  /** Step before which the run pauses by itself. */
  private until = Infinity;

  constructor(sessions: GpuSessions, print: Blueprint, opened: Opened, options: ActiveRunOptions, state?: RunState) {
    this.sessions = sessions;
    this.print = print;
    this.opened = opened;
    this.options = options;
    this.watching = Math.min(options.watch, print.split.validation.users.length - 1);
    this.state = state ?? startOf(print.graph, print.recipe.seed);
    if (options.variants !== undefined) this.variants = options.variants;
  }

  get codes(): Codes | null {
    return this.coded?.codes ?? null;
  }

  get parameters(): number {
    return parameterCount(this.print.graph.parameters);
  }

  /** After which epoch and step it had its best weights: the last ones before the first validation. */
  get weightsAt(): { readonly epoch: number; readonly step: number } {
    const { epoch, step } = this.curve.findLast(({ best }) => best) ?? this.state.position;
    return { epoch, step };
  }

  get compares(): boolean {
    return this.options.compare;
  }

  /** From `begin` until `go` is done. */
  get inProgress(): boolean {
    return this.wishes.inProgress;
  }

  /** Pauses after the step in flight; a run that is not in progress has nothing to pause. */
  pause(): void {
    this.wishes.pause(this.adapter !== null);
  }

  /** Ends after the step in flight, or at once while it is set up. */
  stop(): void {
    this.wishes.stop();
  }

  /** Computed once for each state. */
  async hashes(): Promise<Hashes> {
    const { state } = this;
    if (this.hashed?.state === state) return this.hashed.hashes;
    const hashes = await hashesOf(state, this.codes);
    this.hashed = { state, hashes };
    return hashes;
  }

  /** Gives up what only training needs. A finished run is asked for its best weights and its hashes alone. */
  async retire(): Promise<void> {
    const hashes = await this.hashes();
    const none = new Float32Array(0);
    this.state = { ...this.state, parameters: none, firstMoment: none, secondMoment: none };
    this.hashed = { state: this.state, hashes };
  }

  tell(event: RunEvent): void {
    this.listener(event);
  }

  /** From now on the run is in progress: it tells `listener` what happens and hears pause and stop; `wish` stops it at once. */
  begin(listener: Listener, wish: Wish = 'run'): void {
    this.listener = listener;
    this.wishes.begin(wish);
  }

  /**
   * Trains from where the state stands until the run is finished, paused or stopped, or `steps` steps are made. One that is
   * left while it is set up stands where it stood; `adapter` is null where it never was set up.
   */
  async go(steps = Infinity): Promise<void> {
    this.until = this.state.position.step + steps;
    this.began = this.options.now();
    this.enter('preparing', '');
    try {
      await this.attempt().catch(async (error: unknown) => {
        if (!(await this.isLoss(error))) throw error;
        this.enter('recovering', `The graphics driver restarted. Going on from step ${this.state.position.step}.`);
        await this.attempt();
      });
    } catch (error) {
      if (error instanceof CancelledError) {
        const { phase, note } = left(this.adapter !== null, this.state.position);
        this.enter(phase, note);
        return;
      }
      const shown = (await this.isLoss(error)) ? asLoss(error) : error;
      this.enter('failed', failureNote(shown));
      throw shown;
    } finally {
      this.seconds = this.elapsed();
      this.wishes.end();
    }
  }

  /** How fast it went; null before it was timed. */
  get pace(): RunPace | null {
    const { times } = this.meter;
    if (times === null || this.adapter === null) return null;
    const { software } = this.adapter;
    const { stepWork, validationWork } = sizeOf(this.print, { software, choices: this.variants });
    return { ...times, stepWork, validationWork };
  }

  /** Whether a lost device is behind an error: compiling and measuring fail in their own words. */
  private async isLoss(error: unknown): Promise<boolean> {
    if (error instanceof CancelledError) return false;
    return error instanceof DeviceLostError || (await this.sessions.isLost());
  }

  /** Seconds of training so far while `go` is at work, its own included; `seconds` counts them once it is done. */
  elapsed(): number {
    return this.seconds + this.options.now() - this.began;
  }

  /** What computes it: as it began, whatever is asked to compute since. */
  get on(): Computing {
    return this.sessions.computingAs(this.adapter?.key ?? this.options.adapter ?? '');
  }

  private async attempt(): Promise<void> {
    const recorded = Object.keys(this.variants).length > 0 ? this.variants : undefined;
    const after = this.sessions.whenMeasured;
    const bench = await this.wishes.during(async (signal) => {
      const { on } = this;
      this.coded ??= await codePhase(this.print, this.sessions, {
        on,
        after,
        signal,
        tell: (event) => this.tell(event),
      });
      return setUp(this.sessions, this.print, this.codes, { recorded, on, after, signal });
    });
    this.adapter = bench.machine.report;
    this.variants = bench.machine.choices;
    this.tell({ kind: 'prepared', ...preparedOn(bench, this.print, this.state.position.step) });
    try {
      await this.trainOn(bench);
    } catch (error) {
      throw await bench.machine.meaning(error);
    } finally {
      dismantle(bench);
    }
  }

  private async trainOn(bench: Workbench): Promise<void> {
    let ending = await this.stretch(bench, '');
    while (ending === 'diverged' && this.state.position.halvings < MOST_HALVINGS) {
      const { position } = this.state;
      this.state = { ...this.state, position: { ...position, halvings: position.halvings + 1 } };
      ending = await this.stretch(bench, setback(this.state.position));
    }
    if (ending === 'finished' || ending === 'stopped') await this.test(bench);
    const { phase, note } = standing(ending, this.state.position);
    this.enter(phase, note);
  }

  /** Trains from where the state stands until the run is left; `note` says why it begins there. */
  private async stretch(bench: Workbench, note: string): Promise<Ending> {
    const { loss, plan } = this.print;
    const { step, skipped } = this.state.position;
    while ((this.curve.at(-1)?.step ?? 0) > step) this.curve.pop(); // they will be made again
    fitLosses(this.losses, step);
    this.kept.back(step);
    const progress = new StepProgress(this.print, { step, skipped, now: this.options.now() }, this.meter, (event) =>
      this.tell(event),
    );
    const run = new Run(bench.trainer, bench.batches, loss, plan, this.hooks(bench, progress), this.state);
    // Before the first step too: that takes the room which later checkpoints need, and a device may be lost before them.
    if (step === 0 || note !== '') await this.keep();
    if (step === 0) this.tell({ kind: 'watched', watched: await this.watched(bench, 0) });
    this.enter('running', note);
    const ending = await run.go();
    this.state = await run.state();
    progress.flush(this.options.now(), this.elapsed());
    return ending;
  }

  private hooks(bench: Workbench, progress: StepProgress): RunHooks {
    return {
      wish: (step) => this.wishes.before(step, this.until),
      now: () => this.options.now(),
      steps: (reports, { skipped }, prepared) => {
        for (const { loss } of reports) this.losses.push(loss);
        progress.listen(reports, skipped, prepared, this.options.now(), this.elapsed());
      },
      validate: (epoch, step, state) => this.validate(bench, progress, { epoch, step }, state),
      checkpoint: async (state) => {
        this.state = state;
        await this.keep();
      },
    };
  }

  /** Keeps the state; a run that cannot be kept goes on and says so. */
  private async keep(): Promise<void> {
    try {
      await this.options.keep(this.state, this);
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
      this.tell({ kind: 'note', note: `Training goes on, but it is not kept: ${error.message}` });
    }
  }

  private async validate(
    bench: Workbench,
    progress: StepProgress,
    at: { readonly epoch: number; readonly step: number },
    state: TrainerState,
  ): Promise<number> {
    const { graph, plan } = this.print;
    progress.flush(this.options.now(), this.elapsed());
    const asked = this.options.now();
    const found = await validated(this.print, bench.ranker);
    this.meter.validation(this.options.now() - asked);
    const best = this.curve.every((point) => found.ndcg10 > point.ndcg10);
    const point: ValidationPoint = {
      ...{ ...at, ...found, loss: progress.meanLoss, seconds: this.elapsed(), best },
      stateSha256: await stateDigest(state, at.step, this.codes),
    };
    const { skipped, halvings } = this.state.position;
    if (this.coded === null && skipped === 0 && halvings === 0) {
      this.kept.offer(this.curve.length, { ...state, step: at.step });
    }
    this.curve.push(point);
    const rate = halved(plan.rate, this.state.position.halvings);
    const health = progress.health(layerUpdates(graph, state, plan.optimizer, rate, at.step));
    this.tell({ kind: 'validation', point, health, watched: await this.watched(bench, at.step) });
    progress.reset(this.options.now());
    return found.ndcg10;
  }

  private watched(bench: Workbench, step: number): Promise<Watched> {
    return watchedNow(this.print, bench.ranker, this.opened.items, { step, index: this.watching });
  }

  private async test(bench: Workbench): Promise<void> {
    bench.trainer.load({ parameters: this.state.best });
    this.tested = await tested(this.print, bench.ranker);
  }

  private enter(phase: Phase, note: string): void {
    this.phase = phase;
    this.note = note;
    this.tell({ kind: 'phase', phase, note });
  }
}
