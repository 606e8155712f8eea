import type { AdapterReport } from '../messages.ts';
import type { RunPace } from './messages.ts';

/**
 * How fast a run goes, from what its loop reports. The first stretch of steps warms caches up and is left out, once there are more behind
 * it: steps are told of late, so that the last of a short run come at once and seem to have taken no time.
 */
export class PaceMeter {
  private first: Stretch | null = null;
  private rest: Stretch = NOTHING;
  private validations: Stretch = NOTHING;

  steps(seconds: number, count: number): void {
    if (this.first === null) this.first = { seconds, count };
    else this.rest = sum(this.rest, { seconds, count });
  }

  validation(seconds: number): void {
    this.validations = sum(this.validations, { seconds, count: 1 });
  }

  /** Null before the first steps were timed. */
  get times(): Pick<RunPace, 'millisecondsPerStep' | 'secondsPerValidation'> | null {
    if (this.first === null) return null;
    const steps = this.rest.count > this.first.count ? this.rest : sum(this.first, this.rest);
    if (steps.count === 0) return null;
    const { seconds, count } = this.validations;
    return {
      millisecondsPerStep: (1000 * steps.seconds) / steps.count,
      secondsPerValidation: count === 0 ? 0 : seconds / count,
    };
  }
}

interface Stretch {
  readonly seconds: number;
  readonly count: number;
}

const NOTHING: Stretch = { seconds: 0, count: 0 };

const sum = (a: Stretch, b: Stretch): Stretch => ({ seconds: a.seconds + b.seconds, count: a.count + b.count });

/** A speed and where it was measured. */
export interface MeasuredPace {
  readonly adapter: AdapterReport;
  readonly pace: RunPace;
}
