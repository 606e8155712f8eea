import { DeviceLostError, SnapshotError } from '../core/errors.ts';
import { target } from '../data/split.ts';
import { measureModel, queryOf, rankModel, type ModelRanks } from '../evaluate/model_evaluation.ts';
import { meanAtCutoffs } from '../evaluate/ranking.ts';
import type { Choices } from '../runtime/tuning.ts';
import { parameterCount } from '../train/graph.ts';
import { beginning, Run, type Ending, type RunHooks, type RunState } from '../train/run.ts';
import { initialWeights, type StepReport } from '../train/trainer.ts';
import type { AdapterReport, Listener, Metrics, Phase, RunEvent, RunPace, ValidationPoint, Watched } from './api.ts';
import type { Opened } from './datasets.ts';
import type { GpuSessions } from './gpu_session.ts';
import { describeItem } from './items.ts';
import { PaceMeter } from './pace.ts';
import { sizeOf } from './sizing.ts';
import { dismantle, setUp, type Blueprint, type Workbench } from './workbench.ts';

/** Seconds since the steps of one event; events are not sent more often. */
const LISTEN_SECONDS = 0.05;

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
  private readonly meter = new PaceMeter();
  private began = 0;
  private wish: 'run' | 'pause' | 'stop' = 'run';
  private readonly sessions: GpuSessions;
  private readonly options: ActiveRunOptions;
  private listener: Listener = () => undefined;
  private lossSum = 0;
  private lossCount = 0;
  private pending: StepReport[] = [];
  private told = { seconds: 0, step: 0 };

  constructor(sessions: GpuSessions, print: Blueprint, opened: Opened, options: ActiveRunOptions, state?: RunState) {
    this.sessions = sessions;
    this.print = print;
    this.opened = opened;
    this.options = options;
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

  pause(): void {
    this.wish = 'pause';
  }

  stop(): void {
    this.wish = 'stop';
  }

  tell(event: RunEvent): void {
    this.listener(event);
  }

  /** Trains from where the state stands until the run is finished, paused or stopped. */
  async go(listener: Listener): Promise<void> {
    this.listener = listener;
    this.wish = 'run';
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
    this.adapter = bench.session.gpu.report;
    this.variants = bench.tuner.choices;
    try {
      await this.trainOn(bench);
    } finally {
      dismantle(bench);
    }
  }

  private async trainOn(bench: Workbench): Promise<void> {
    const { objective, plan } = this.print;
    this.forgetSince(this.state.position.step);
    const run = new Run(bench.trainer, bench.batches, objective, plan, this.hooks(bench), this.state);
    this.enter('running', '');
    const ending = await run.go();
    this.state = await run.state();
    if (ending === 'finished' || ending === 'stopped') await this.test(bench);
    this.conclude(ending);
  }

  private hooks(bench: Workbench): RunHooks {
    return {
      wish: () => this.wish,
      now: () => this.options.now(),
      steps: (reports) => this.listen(reports),
      validate: (epoch, step) => this.validate(bench, epoch, step),
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

  private async validate(bench: Workbench, epoch: number, step: number): Promise<number> {
    const { split, recipe } = this.print;
    this.flush();
    const asked = this.options.now();
    const { ranks } = await rankModel(bench.ranker, split, 'validation', recipe.protocol);
    this.meter.validation(this.options.now() - asked);
    const ndcg10 = meanAtCutoffs('ndcg', ranks)['10'];
    const best = this.curve.every((point) => ndcg10 > point.ndcg10);
    const loss = this.lossCount === 0 ? 0 : this.lossSum / this.lossCount;
    const hr10 = meanAtCutoffs('hr', ranks)['10'];
    const point: ValidationPoint = { epoch, step, hr10, ndcg10, loss, seconds: this.elapsed(), best };
    this.curve.push(point);
    [this.lossSum, this.lossCount] = [0, 0];
    this.tell({ kind: 'validation', point, watched: await this.watched(bench, ranks) });
    this.told = { seconds: this.options.now(), step }; // a step's time does not count the validation
    return ndcg10;
  }

  private async watched(bench: Workbench, ranks: Float64Array): Promise<Watched | null> {
    const { split, recipe } = this.print;
    const k = this.options.watch;
    if (k >= split.users.length) return null;
    const { items } = this.opened;
    const query = queryOf(split, 'validation', recipe.protocol, k);
    for await (const answer of bench.ranker.answers([query])) {
      const list = Array.from(answer.items.subarray(0, 10), (item, rank) => ({
        ...describeItem(items, item),
        rank,
        score: answer.scores[rank],
      }));
      const wanted = describeItem(items, target(split, 'validation', k));
      const user = this.opened.dataset.users[split.users[k]];
      const history = Array.from(query.history, (item) => describeItem(items, item)).slice(-10);
      return { user, history, rank: Number.isFinite(ranks[k]) ? ranks[k] : items.ids.length, target: wanted, list };
    }
    return null;
  }

  private async test(bench: Workbench): Promise<void> {
    const { split, recipe } = this.print;
    bench.trainer.load({ parameters: this.state.best });
    const ranks = await rankModel(bench.ranker, split, 'test', recipe.protocol);
    this.tested = { metrics: await measureModel(split, 'test', recipe.protocol, ranks), ranks };
  }

  /** Validations after this step will be made again. */
  private forgetSince(step: number): void {
    while ((this.curve.at(-1)?.step ?? 0) > step) this.curve.pop();
    [this.lossSum, this.lossCount] = [0, 0];
    this.pending = [];
    this.told = { seconds: this.options.now(), step };
  }

  private listen(reports: readonly StepReport[]): void {
    for (const { loss } of reports) {
      if (!Number.isFinite(loss)) continue;
      this.lossSum += loss;
      this.lossCount++;
    }
    this.pending.push(...reports);
    if (this.options.now() - this.told.seconds >= LISTEN_SECONDS) this.flush();
  }

  private flush(): void {
    const last = this.pending.at(-1);
    if (last === undefined) return;
    const { plan, shape } = this.print;
    const now = this.options.now();
    const step = last.step + 1;
    const totalSteps = plan.epochs * plan.stepsPerEpoch;
    const secondsPerStep = (now - this.told.seconds) / Math.max(1, step - this.told.step);
    this.meter.steps(now - this.told.seconds, step - this.told.step);
    this.tell({
      kind: 'steps',
      step,
      epoch: Math.floor(last.step / plan.stepsPerEpoch),
      totalSteps,
      losses: this.pending.map(({ loss }) => loss),
      norms: this.pending.map(({ norm }) => norm),
      skipped: this.state.position.skipped,
      millisecondsPerStep: secondsPerStep * 1000,
      positionsPerSecond: (shape.batch * shape.length) / Math.max(1e-9, secondsPerStep),
      secondsLeft: secondsPerStep * (totalSteps - step),
    });
    this.pending = [];
    this.told = { seconds: now, step };
  }

  private conclude(ending: Ending): void {
    this.flush();
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
