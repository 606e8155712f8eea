import type { StepReport } from '../../train/trainer.ts';
import type { LayerUpdate } from '../../train/health.ts';
import type { Health, RunEvent } from './messages.ts';
import type { PaceMeter } from './pace.ts';
import type { Blueprint } from './workbench.ts';

/** Seconds since the steps of one event; events are not sent more often. */
const LISTEN_SECONDS = 0.05;

type StepsEvent = Extract<RunEvent, { kind: 'steps' }>;

/** Gathers the reports of steps and makes events of them, and at each validation what they say together. */
export class StepProgress {
  private readonly print: Blueprint;
  private readonly meter: PaceMeter;
  private readonly tell: (event: StepsEvent) => void;
  private pending: StepReport[] = [];
  private norms: number[] = [];
  private losses = { sum: 0, count: 0 };
  private told: { seconds: number; step: number; prepared: number };
  private prepared = 0;
  private skipped: number;
  private skippedBefore: number;

  /** @param from  the step it begins at, and the steps that were skipped before it */
  constructor(
    print: Blueprint,
    from: { readonly step: number; readonly skipped: number; readonly now: number },
    meter: PaceMeter,
    tell: (event: StepsEvent) => void,
  ) {
    this.print = print;
    this.meter = meter;
    this.tell = tell;
    this.told = { seconds: from.now, step: from.step, prepared: 0 };
    this.skipped = this.skippedBefore = from.skipped;
  }

  /** @param prepared  seconds spent on this thread for all steps so far */
  listen(reports: readonly StepReport[], skipped: number, prepared: number, now: number, seconds: number): void {
    this.pending.push(...reports);
    this.skipped = skipped;
    this.prepared = prepared;
    for (const { loss, norm } of reports) {
      this.norms.push(norm);
      if (!Number.isFinite(loss)) continue;
      this.losses.sum += loss;
      this.losses.count++;
    }
    if (now - this.told.seconds >= LISTEN_SECONDS) this.flush(now, seconds);
  }

  /** Tells of the steps since the last event. */
  flush(now: number, seconds: number): void {
    const last = this.pending.at(-1);
    if (last === undefined) return;
    const { plan, shape } = this.print;
    const step = last.step + 1;
    const totalSteps = plan.epochs * plan.stepsPerEpoch;
    const made = Math.max(1, step - this.told.step);
    const secondsPerStep = (now - this.told.seconds) / made;
    this.meter.steps(now - this.told.seconds, step - this.told.step);
    this.tell({
      kind: 'steps',
      step,
      epoch: Math.floor(last.step / plan.stepsPerEpoch),
      totalSteps,
      losses: this.pending.map(({ loss }) => loss),
      norms: this.pending.map(({ norm }) => norm),
      skipped: this.skipped,
      millisecondsPerStep: secondsPerStep * 1000,
      preparingPerStep: ((this.prepared - this.told.prepared) / made) * 1000,
      positionsPerSecond: (shape.batch * shape.time) / Math.max(1e-9, secondsPerStep),
      secondsLeft: secondsPerStep * (totalSteps - step),
      seconds,
    });
    this.pending = [];
    this.told = { seconds: now, step, prepared: this.prepared };
  }

  /** Mean loss since the last `reset`, nats per position; 0 where no step was made. */
  get meanLoss(): number {
    return this.losses.count === 0 ? 0 : this.losses.sum / this.losses.count;
  }

  /** What the steps since the last `reset` say together, with the updates of the layers. */
  health(layers: readonly LayerUpdate[]): Health {
    const { clip } = this.print.plan.optimizer;
    const sorted = this.norms.filter(Number.isFinite).sort((a, b) => a - b);
    return {
      steps: this.norms.length,
      norm: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, largest: sorted.at(-1) ?? 0 },
      clipped: clip > 0 ? sorted.filter((norm) => norm > clip).length : 0,
      skipped: this.skipped - this.skippedBefore,
      layers,
    };
  }

  /** After a validation, whose time is not that of a step. */
  reset(now: number): void {
    this.losses = { sum: 0, count: 0 };
    this.norms = [];
    this.skippedBefore = this.skipped;
    this.told = { ...this.told, seconds: now };
  }
}
