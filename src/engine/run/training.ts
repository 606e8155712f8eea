import { CancelledError, SettingsError } from '../../core/errors.ts';
import { baselines } from '../../evaluate/baselines/registry.ts';
import { ActiveRun } from './active_run.ts';
import type { Id } from '../messages.ts';
import type {
  Listener,
  MoreEpochs,
  RecipeInput,
  RecoverOptions,
  RunEvent,
  RunSummary,
  TrainOptions,
} from './messages.ts';
import { Checkpoints } from './checkpoints.ts';
import { against, testBaselines, type BaselineTests } from './compared.ts';
import type { Datasets } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import { byRun, checkFree, type Holder } from './holder.ts';
import { checkKeepable, storedItems, tooLargeToKeep } from './keepable.ts';
import type { KeptDatasets } from '../data/kept_datasets.ts';
import type { Platform } from '../platform.ts';
import { completeRecipe } from './recipes.ts';
import type { Library } from './library.ts';
import { Resumption, type Resumed } from './resumption.ts';
import { knownLosses } from './run_state.ts';
import type { Runs, TrainedRun } from './runs.ts';
import { watch } from './watched.ts';
import { blueprint, type Blueprint } from './workbench.ts';

const silent: Listener = () => undefined;

/** Starts, pauses, resumes and recovers runs; one trains at a time. */
export class Training {
  private readonly platform: Platform;
  private readonly sessions: GpuSessions;
  private readonly datasets: Datasets;
  private readonly kept: KeptDatasets;
  private readonly runs: Runs;
  private readonly library: Library;
  private readonly checkpoints: Checkpoints;
  /** What checkpoints hold. */
  readonly held: Resumption;
  /** What has the device. */
  holder: Holder | null = null;
  /** Ends the comparison with baselines of the run that is trained last. */
  private comparing = new AbortController();

  constructor(
    platform: Platform,
    sessions: GpuSessions,
    datasets: Datasets,
    kept: KeptDatasets,
    runs: Runs,
    library: Library,
  ) {
    this.platform = platform;
    this.sessions = sessions;
    this.datasets = datasets;
    this.kept = kept;
    this.runs = runs;
    this.library = library;
    this.checkpoints = new Checkpoints(platform);
    this.held = new Resumption(this.checkpoints, datasets, kept, runs, library);
  }

  train(input: RecipeInput, listen: Listener = silent, options: TrainOptions = {}): Promise<RunSummary> {
    return this.alone(async () => {
      const { dataset, guessed } = this.datasets.get(input.dataset);
      const recipe = await completeRecipe(input, dataset, this.datasets.audit(input.dataset), guessed);
      const print = blueprint(recipe, this.datasets.split(input.dataset, recipe.protocol.split));
      const first = await this.checkedBefore(print, options);
      const run = this.prepare(print, input.dataset, options);
      await this.library.load();
      await this.kept.keep(this.datasets.get(input.dataset), true);
      return this.go(this.runs.add(run), run, listen, { steps: options.steps, first });
    });
  }

  /** What is said before the first step. @throws SettingsError where the finished run could not be saved */
  private async checkedBefore(print: Blueprint, { baselines: compare = true }: TrainOptions): Promise<RunEvent[]> {
    const items = await storedItems(print.split.dataset.catalogue);
    checkKeepable(print, items, this.platform);
    const note = tooLargeToKeep(print, items, compare ? baselines.length : 0);
    return note !== null && (await this.library.keeps()) ? [{ kind: 'note', note }] : [];
  }

  resume(id: Id, listen: Listener = silent): Promise<RunSummary> {
    return this.alone(() => this.go(id, this.waiting(id, 'resume'), listen));
  }

  step(id: Id, listen: Listener = silent): Promise<RunSummary> {
    return this.alone(() => this.go(id, this.waiting(id, 'step'), listen, { steps: 1 }));
  }

  /** The run, which must wait to be resumed. @throws SettingsError */
  private waiting(id: Id, what: 'resume' | 'step'): ActiveRun {
    const run = this.runs.get(id);
    if (!waits(run)) {
      throw new SettingsError(`${what}: ${id} is ${run.phase}, expected a paused run; pause it first`);
    }
    return run;
  }

  pause(id: Id): void {
    this.runs.get(id).pause();
  }

  /**
   * Ends a run in progress, which its own call then answers; tests one that waits to be resumed. Of a run that is tested
   * and still compared with baselines it ends that.
   */
  async stop(id: Id, listen: Listener = silent): Promise<RunSummary | null> {
    const run = this.runs.get(id);
    run.stop();
    if (this.holder?.run === id && run.tested !== null) this.comparing.abort();
    return waits(run) ? this.alone(() => this.go(id, run, listen, { wish: 'stop' })) : null;
  }

  recover(dataset: Id, listen: Listener = silent, options: RecoverOptions = {}): Promise<RunSummary> {
    return this.alone(async () => this.takeUp(await this.held.on(dataset), dataset, listen, options));
  }

  /** Trains the run that was over last for more epochs, as a run of its own. */
  goOn({ dataset, epochs }: MoreEpochs, listen: Listener = silent, options: RecoverOptions = {}): Promise<RunSummary> {
    return this.alone(async () => this.takeUp(await this.held.longerOn(dataset, epochs), dataset, listen, options));
  }

  private async takeUp(
    resumed: Resumed,
    dataset: Id,
    listen: Listener,
    { steps, ...options }: RecoverOptions,
  ): Promise<RunSummary> {
    const { print, coded, variants, adapter, state, curve, losses: last, seconds, watching } = resumed;
    const losses = knownLosses(last, state.position.step);
    const run = this.prepare(print, dataset, { watch: watching, ...options, variants, adapter }, state);
    run.coded = coded;
    await this.library.load();
    run.curve.push(...curve);
    for (const loss of losses) run.losses.push(loss);
    run.seconds = seconds;
    const id = this.runs.add(run);
    const watched = await watch(run, this.runs.model(id).reader, run.watching, {});
    return this.go(id, run, listen, { steps, first: [{ kind: 'earlier', validation: curve, losses, watched }] });
  }

  discard(): Promise<void> {
    return this.alone(() => this.checkpoints.discard(), 'discard');
  }

  settle(): Promise<void> {
    return this.alone(() => this.checkpoints.settle(), 'settle');
  }

  /** Takes a run off the list; one that waits is no longer offered after a reload either. */
  async forget(id: Id): Promise<void> {
    await this.library.forget(id);
    const run = this.waitingRun(id);
    if (run !== null && (await this.checkpoints.isOf(run))) await this.checkpoints.discard();
  }

  /** Brings a forgotten run back; one that waits is kept again, unless another one is. */
  async restore(id: Id): Promise<RunSummary> {
    const summary = await this.library.restore(id);
    const run = this.waitingRun(id);
    if (run !== null && this.holder === null && (await this.checkpoints.kept()) === null)
      await this.checkpoints.keep(run.state, run);
    return summary;
  }

  private waitingRun(id: Id): ActiveRun | null {
    const from = this.runs.find(id)?.from;
    return from !== undefined && 'run' in from && waits(from.run) ? from.run : null;
  }

  private prepare(
    print: Blueprint,
    dataset: Id,
    { watch = 0, variants, adapter, baselines: compare = true }: TrainOptions & { readonly adapter?: string },
    state?: ActiveRun['state'],
  ): ActiveRun {
    this.runs.forgetStates();
    const keep = (at: ActiveRun['state'], run: ActiveRun): Promise<void> => this.checkpoints.keep(at, run);
    const recorded = { ...(variants === undefined ? {} : { variants }), ...(adapter === undefined ? {} : { adapter }) };
    const options = { watch, compare, keep, now: () => this.platform.now(), ...recorded };
    return new ActiveRun(this.sessions, print, this.datasets.get(dataset), options, state);
  }

  private async go(
    id: Id,
    run: ActiveRun,
    listen: Listener,
    { steps, wish = 'run', first = [] }: Go = {},
  ): Promise<RunSummary> {
    this.holder = byRun(id);
    run.begin(listen, wish);
    for (const event of [{ kind: 'started', run: id } as const, ...first]) listen(event);
    const left = new AbortController();
    const baselines = (): Promise<BaselineTests> => testBaselines(run, listen, left.signal);
    const training = run
      .go(steps)
      .then(() => this.keep(id, run))
      .finally(() => {
        if (run.tested === null) left.abort(); // paused or failed: nothing to compare with
      });
    const meanwhile = run.compares && steps === undefined ? baselines() : null;
    this.comparing = left;
    await allOf(training, meanwhile ?? Promise.resolve());
    if (run.adapter === null) {
      this.runs.drop(id);
      throw new CancelledError(run.note);
    }
    if (run.tested !== null && run.compares) await this.compare(id, run, await (meanwhile ?? baselines()), left.signal);
    return this.runs.summarise(id);
  }

  /** Keeps a run as soon as it is tested: what it is compared with may take longer than anybody stays. */
  private async keep(id: Id, run: ActiveRun): Promise<void> {
    if (run.tested === null) return;
    // Where there is no room to say that it is over, it is not kept to be trained for longer.
    if (await this.library.keep(id)) await this.checkpoints.settle().catch(() => this.checkpoints.discard());
    await run.retire();
  }

  private async compare(id: Id, run: ActiveRun, compared: BaselineTests, signal: AbortSignal): Promise<void> {
    const { evaluations, failures } = compared;
    run.note = [run.note, ...failures].join(' ');
    Object.assign(this.runs.trained(id), {
      baselines: evaluations.map(({ name, title, evaluation }) => ({ name, title, metrics: evaluation.metrics })),
      versus: await against(run, compared, signal),
      baselineRanks: new Map(evaluations.map(({ name, evaluation }) => [name, evaluation.ranks])),
    } satisfies Partial<TrainedRun>);
    await this.library.keep(id);
  }

  /** Does `work` while nothing else has the device, from this moment on. @throws SettingsError where something has it */
  async alone<T>(work: () => Promise<T>, what = 'train', holder: Holder = byRun(null)): Promise<T> {
    checkFree(what, this.holder);
    this.holder = holder;
    try {
      return await work();
    } finally {
      this.holder = null;
    }
  }
}

/** How far a run goes: so many steps, to its end, or straight to its test. */
interface Go {
  readonly steps?: number | undefined;
  readonly wish?: 'run' | 'stop';
  /** Told when it has started. */
  readonly first?: readonly RunEvent[];
}

/** Whether a run stands still and can go on. */
const waits = ({ phase, inProgress }: ActiveRun): boolean => !inProgress && (phase === 'paused' || phase === 'failed');

/** Waits for all, whatever happens to one, so that nothing goes on unseen after a failure; then fails as the first did. */
async function allOf(...work: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}
