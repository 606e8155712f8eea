import type { Batches } from './batches.ts';
import type { TracedLoss } from '../losses/loss.ts';
import { halved, scheduleAt, type AdamW, type LearningRate } from '../nn/optimizer.ts';
import { RING, type StepReport, type Trainer, type TrainerState } from './trainer.ts';

/** Where a run stands; plain data, kept in checkpoints. */
export interface Position {
  /** Epoch in progress, from 0, and the next batch in it. */
  readonly epoch: number;
  readonly cursor: number;
  /** Updates made so far. */
  readonly step: number;
  readonly best: Best | null;
  /** Validations since the best one. */
  readonly waited: number;
  /** Steps that changed nothing because their gradient was not finite. */
  readonly skipped: number;
  /** How often the learning rate was halved because the loss was no longer a number. */
  readonly halvings: number;
}

export interface Best {
  readonly epoch: number;
  readonly ndcg10: number;
}

export const beginning: Position = { epoch: 0, cursor: 0, step: 0, best: null, waited: 0, skipped: 0, halvings: 0 };

/** Everything a run must keep to go on bit for bit. */
export interface RunState extends TrainerState {
  readonly position: Position;
  /** Weights at the best validation; equal to the current ones before the first. */
  readonly best: Float32Array<ArrayBuffer>;
}

export interface RunPlan {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly validateEvery: number;
  readonly patience: number;
  readonly optimizer: AdamW;
  readonly rate: LearningRate;
}

/** What the loop asks of and tells its owner. */
export interface RunHooks {
  /** Asked before each step, counted from 0: 'go on', or why to leave. */
  wish(step: number): 'run' | 'pause' | 'stop';
  /** @param prepared  seconds that this thread spent on batches and commands since the run began */
  steps(reports: readonly StepReport[], position: Position, prepared: number): void;
  /** NDCG@10 on the validation targets with the weights on the device; `state` is a copy of them and their moments. */
  validate(epoch: number, step: number, state: TrainerState): Promise<number>;
  /** Called about every `CHECKPOINT_SECONDS` where that is cheap, after each validation and when the run is left. */
  checkpoint(state: RunState): Promise<void>;
  /** Seconds, for checkpoints and reports. */
  now(): number;
}

export type Ending = 'finished' | 'paused' | 'stopped' | 'diverged';

const CHECKPOINT_SECONDS = 10;
/** Of the time, at most this share goes into checkpoints between validations: a large model is kept less often. */
const CHECKPOINT_SHARE = 0.1;
const REPORT_SECONDS = 0.05;
/** Steps submitted ahead of the device. */
const AHEAD = 2;
/** Steps in a row without a finite gradient after which a run has diverged. */
const HOPELESS = 3;

/** The training loop: epochs of steps, validation, early stopping. Position and state in, position and state out. */
export class Run {
  private readonly trainer: Trainer;
  private readonly batches: Batches;
  private readonly loss: TracedLoss;
  private readonly plan: RunPlan;
  private readonly hooks: RunHooks;
  private position: Position;
  private best: Float32Array<ArrayBuffer>;
  private reported: number;
  private reading: Promise<void> | null = null;
  private failure: Error | null = null;
  /** Steps in a row, up to the last report, whose gradient was not finite; and whether they ever were too many. */
  private bad = 0;
  private diverged = false;
  /** Where a diverged run goes back to: where it stood at its last validation, or when this part of it began. */
  private good: RunState;
  private prepared = 0;
  /** When the last checkpoint was made, and how many seconds later the next one falls due. */
  private kept: number;
  private checkpointSeconds = CHECKPOINT_SECONDS;

  constructor(trainer: Trainer, batches: Batches, loss: TracedLoss, plan: RunPlan, hooks: RunHooks, state: RunState) {
    this.trainer = trainer;
    this.batches = batches;
    this.loss = loss;
    this.plan = plan;
    this.hooks = hooks;
    this.position = state.position;
    this.best = state.best;
    this.good = state;
    this.reported = state.position.step;
    this.kept = hooks.now();
    trainer.load(state);
  }

  /** Trains until finished, paused, stopped or diverged. @throws DeviceLostError; the last checkpoint then counts */
  async go(): Promise<Ending> {
    const { epochs, validateEvery } = this.plan;
    while (this.position.epoch < epochs && !this.isExhausted) {
      const left = await this.epoch();
      if (left !== null) return left;
      const epoch = this.position.epoch + 1;
      this.position = { ...this.position, epoch, cursor: 0 };
      if (epoch % validateEvery === 0 || epoch === epochs) await this.validate(epoch);
    }
    return 'finished';
  }

  /** Asked before each epoch, so that a run which is taken up again after its last validation does not train on. */
  private get isExhausted(): boolean {
    const { patience } = this.plan;
    return patience > 0 && this.position.waited >= patience;
  }

  /** Weights, moments and position as they are now; of a diverged run, as they last were good. */
  async state(): Promise<RunState> {
    const { skipped } = this.position;
    if (this.diverged) return { ...this.good, position: { ...this.good.position, skipped } };
    const state = await this.trainer.state();
    const best = this.position.best === null ? state.parameters : this.best;
    return { ...state, position: this.position, best };
  }

  private async epoch(): Promise<Ending | null> {
    const { stepsPerEpoch } = this.plan;
    const ahead: Promise<void>[] = [];
    let told = this.hooks.now();
    while (this.position.cursor < stepsPerEpoch) {
      const wish = this.hooks.wish(this.position.step);
      if (wish !== 'run') return this.leave(wish === 'pause' ? 'paused' : 'stopped');
      this.step();
      ahead.push(this.trainer.drained());
      if (ahead.length > AHEAD) await ahead.shift();
      if (this.failure !== null) throw this.failure;
      if (this.diverged) break;
      const now = this.hooks.now();
      if (this.reading === null && now - told > REPORT_SECONDS) {
        told = now;
        this.read();
      }
      if (this.position.step - this.reported >= RING) await this.caughtUp();
      if (now - this.kept > this.checkpointSeconds) {
        await this.caughtUp();
        await this.checkpoint(await this.state());
      }
    }
    await this.caughtUp();
    return this.diverged ? 'diverged' : null;
  }

  private step(): void {
    const { optimizer, rate } = this.plan;
    const { epoch, cursor, step, halvings } = this.position;
    const { feed } = this.trainer;
    const began = this.hooks.now();
    this.batches.fill(feed, epoch, cursor);
    this.loss.fill(feed, step);
    feed.integers('clock')[0] = step;
    feed.numbers('schedule').set(scheduleAt(optimizer, halved(rate, halvings), step + 1));
    this.trainer.submit(step);
    this.prepared += this.hooks.now() - began;
    this.position = { ...this.position, cursor: cursor + 1, step: step + 1 };
  }

  /** Asks for the reports of the steps since the last reading; they arrive while the loop goes on. */
  private read(): void {
    const [from, to] = [this.reported, this.position.step];
    this.reported = to;
    this.reading = this.trainer
      .reports(from, to)
      .then((reports) => {
        this.reading = null;
        for (const { loss, norm } of reports) {
          const finite = Number.isFinite(loss) && Number.isFinite(norm);
          this.bad = finite ? 0 : this.bad + 1;
          this.diverged ||= this.bad >= HOPELESS;
          if (!finite) this.position = { ...this.position, skipped: this.position.skipped + 1 };
        }
        this.hooks.steps(reports, this.position, this.prepared);
      })
      .catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error(String(error));
      });
  }

  /** Waits until every report so far has arrived. */
  private async caughtUp(): Promise<void> {
    await this.reading;
    if (this.failure === null && this.reported < this.position.step) {
      this.read();
      await this.reading;
    }
    if (this.failure !== null) throw this.failure;
  }

  private async validate(epoch: number): Promise<void> {
    const state = await this.trainer.state();
    const ndcg10 = await this.hooks.validate(epoch, this.position.step, state);
    const { best, waited } = this.position;
    if (best === null || ndcg10 > best.ndcg10) {
      this.best = state.parameters;
      this.position = { ...this.position, best: { epoch, ndcg10 }, waited: 0 };
    } else {
      this.position = { ...this.position, waited: waited + 1 };
    }
    const validated = { ...state, position: this.position, best: this.best };
    if (this.bad === 0) this.good = validated;
    await this.checkpoint(validated);
  }

  private async checkpoint(state: RunState): Promise<void> {
    const began = this.hooks.now();
    await this.hooks.checkpoint(state);
    this.kept = this.hooks.now();
    this.checkpointSeconds = Math.max(CHECKPOINT_SECONDS, (this.kept - began) / CHECKPOINT_SHARE);
  }

  private async leave<E extends Ending>(ending: E): Promise<E> {
    await this.caughtUp();
    await this.checkpoint(await this.state());
    return ending;
  }
}
