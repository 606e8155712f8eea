import { DeviceLostError, SnapshotError } from '../core/errors.ts';
import { measureModel, rankModel, type ModelRanks } from '../evaluate/model_evaluation.ts';
import { meanAtCutoffs } from '../evaluate/ranking.ts';
import type { Choices } from '../runtime/tuning.ts';
import { parameterCount } from '../train/graph.ts';
import { layerUpdates } from '../train/health.ts';
import { beginning, Run, type Ending, type RunHooks, type RunState } from '../train/run.ts';
import { initialWeights, type TrainerState } from '../train/trainer.ts';
import type { AdapterReport, Listener, Metrics, Phase, RunEvent, RunPace, ValidationPoint, Watched } from './api.ts';
import type { Opened } from './datasets.ts';
import type { GpuSessions } from './gpu_session.ts';
import { PaceMeter } from './pace.ts';
import { sizeOf } from './sizing.ts';
import { StepProgress } from './step_progress.ts';
import { describeWatched, watchedQuery } from './watched.ts';
import { dismantle, setUp, type Blueprint, type Workbench } from './workbench.ts';

/** What a run found on the test targets with its best weights. */
export interface Tested {
  readonly metrics: Metrics;
  readonly ranks: ModelRanks;
}

export interface ActiveRunOptions {
  readonly watch: number;
  readonly variants?: Choices;
  /** Called with every checkpoint; a SnapshotError is told and does not end the run. */
  keep(state: RunState, run: ActiveRun): Promise<void>;
  now(): number;
}

/** A run of this session, from its first step to its test: phases, events, recovery from a lost device. */
export class ActiveRun {
  readonly print: Blueprint;
  readonly opened: Opened;
  readonly curve: ValidationPoint[] = [];
  phase: Phase = 'preparing';
  note = '';
  adapter: AdapterReport | null = null;
  variants: Choices = {};
  seconds = 0;
  tested: Tested | null = null;
  state: RunState;
  /** User whose list is told at each validation, as an index into the split. */
  watching: number;
  private readonly meter = new PaceMeter();
  private wish: 'run' | 'pause' | 'stop' = 'run';
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
    this.watching = Math.min(options.watch, print.split.users.length - 1);
    const weights = state === undefined ? initialWeights(print.graph, print.recipe.seed) : state.parameters;
    const zeros = (): Float32Array<ArrayBuffer> => new Float32Array(print.graph.arena.count);
    this.state = state ?? {
      parameters: weights,
      firstMoment: zeros(),
      secondMoment: zeros(),
      position: beginning,
      best: weights,
    };
    if (options.variants !== undefined) this.variants = options.variants;
  }

  get parameters(): number {
    return parameterCount(this.print.graph.parameters);
  }

  /** Step of the best validation so far; 0 before the first. */
  get bestStep(): number {
    return this.curve.findLast(({ best }) => best)?.step ?? 0;
  }

  pause(): void {
    this.wish = 'pause';
  }

  stop(): void {
    this.wish = 'stop';
  }

  tell(event: RunEvent): void {
    this.listener(event);
  }

  /** Trains from where the state stands until the run is finished, paused or stopped, or `steps` steps are made. */
  async go(listener: Listener, steps = Infinity): Promise<void> {
    this.listener = listener;
    this.wish = 'run';
    this.until = this.state.position.step + steps;
    this.began = this.options.now();
    this.enter('preparing', '');
    let lost = 0;
    for (;;) {
      try {
        await this.attempt();
        break;
      } catch (error) {
        if (!(error instanceof DeviceLostError) || ++lost > 1) {
          this.seconds = this.elapsed();
          this.fail(error);
          throw error;
        }
        this.enter('recovering', `The graphics driver restarted. Going on from step ${this.state.position.step}.`);
      }
    }
    this.seconds = this.elapsed();
  }

  /** How fast it went; null before it was timed. */
  get pace(): RunPace | null {
    const { times } = this.meter;
    if (times === null || this.adapter === null) return null;
    const { software } = this.adapter;
    const { stepWork, validationWork } = sizeOf(this.print, { software, choices: this.variants });
    return { ...times, stepWork, validationWork };
  }

  /** Seconds of training so far, this call's included. */
  private elapsed(): number {
    return this.seconds + this.options.now() - this.began;
  }

  private async attempt(): Promise<void> {
    const recorded = Object.keys(this.variants).length > 0 ? this.variants : undefined;
    const bench = await setUp(this.sessions, this.print, recorded);
    const adapter = bench.session.gpu.report;
    this.adapter = adapter;
    this.variants = bench.tuner.choices;
    const { recipe, plan } = this.print;
    this.tell({
      kind: 'prepared',
      recipe,
      adapter,
      parameters: this.parameters,
      users: this.print.split.users.length,
      stepsPerEpoch: plan.stepsPerEpoch,
      step: this.state.position.step,
      bytes: { training: bench.trainer.bytes, ranking: bench.ranker.bytes },
      dispatches: bench.trainer.dispatches,
    });
    try {
      await this.trainOn(bench);
    } finally {
      dismantle(bench);
    }
  }

  private async trainOn(bench: Workbench): Promise<void> {
    const { objective, plan } = this.print;
    const { step, skipped } = this.state.position;
    while ((this.curve.at(-1)?.step ?? 0) > step) this.curve.pop(); // they will be made again
    const progress = new StepProgress(this.print, { step, skipped, now: this.options.now() }, this.meter, (event) =>
      this.tell(event),
    );
    const run = new Run(bench.trainer, bench.batches, objective, plan, this.hooks(bench, progress), this.state);
    if (step === 0) {
      await this.keep(); // takes the room that later checkpoints need, and a device may be lost before the first
      this.tell({ kind: 'watched', watched: await this.watched(bench, 0) });
    }
    this.enter('running', '');
    const ending = await run.go();
    this.state = await run.state();
    progress.flush(this.options.now(), this.elapsed());
    if (ending === 'finished' || ending === 'stopped') await this.test(bench);
    this.conclude(ending);
  }

  private hooks(bench: Workbench, progress: StepProgress): RunHooks {
    return {
      wish: (step) => (this.wish === 'run' && step >= this.until ? 'pause' : this.wish),
      now: () => this.options.now(),
      steps: (reports, { skipped }, prepared) =>
        progress.listen(reports, skipped, prepared, this.options.now(), this.elapsed()),
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
    const { split, recipe, graph, plan } = this.print;
    progress.flush(this.options.now(), this.elapsed());
    const asked = this.options.now();
    const { ranks } = await rankModel(bench.ranker, split, 'validation', recipe.protocol);
    this.meter.validation(this.options.now() - asked);
    const ndcg10 = meanAtCutoffs('ndcg', ranks)['10'];
    const best = this.curve.every((point) => ndcg10 > point.ndcg10);
    const point: ValidationPoint = {
      ...at,
      hr10: meanAtCutoffs('hr', ranks)['10'],
      ndcg10,
      loss: progress.meanLoss,
      seconds: this.elapsed(),
      best,
    };
    this.curve.push(point);
    const health = progress.health(layerUpdates(graph, state, plan.optimizer, plan.rate, at.step));
    this.tell({ kind: 'validation', point, health, watched: await this.watched(bench, at.step) });
    progress.reset(this.options.now());
    return ndcg10;
  }

  private async watched(bench: Workbench, step: number): Promise<Watched> {
    const index = this.watching;
    for await (const answer of bench.ranker.answers([watchedQuery(this.print, index)]))
      return describeWatched(this.print, this.opened.items, { step, index }, answer);
    throw new Error('watched: a ranker answers every query');
  }

  private async test(bench: Workbench): Promise<void> {
    const { split, recipe } = this.print;
    bench.trainer.load({ parameters: this.state.best });
    const ranks = await rankModel(bench.ranker, split, 'test', recipe.protocol);
    this.tested = { metrics: await measureModel(split, 'test', recipe.protocol, ranks), ranks };
  }

  private conclude(ending: Ending): void {
    const { step, best } = this.state.position;
    if (ending === 'paused') this.enter('paused', `Paused at step ${step}.`);
    else if (ending === 'diverged') {
      this.enter(
        'failed',
        `The loss is not a number since about step ${step}; the weights of epoch ${best?.epoch ?? 0} are kept. Lower the learning rate.`,
      );
    } else this.enter(ending, `Best validation NDCG@10 at epoch ${best?.epoch ?? 0}.`);
  }

  private fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const next = error instanceof DeviceLostError ? ' Reload this page to go on from the last checkpoint.' : '';
    this.enter('failed', `${reason}${next}`);
  }

  private enter(phase: Phase, note: string): void {
    this.phase = phase;
    this.note = note;
    this.tell({ kind: 'phase', phase, note });
  }
}
