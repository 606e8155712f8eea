import type { AdapterReport } from '../messages.ts';
import type { RunPace } from './messages.ts';

/** How fast a run goes, from what its loop reports. The first stretch of steps warms caches up and is left out. */
export class PaceMeter {
  private first: Stretch | null = null;
  private rest: Stretch = { seconds: 0, count: 0 };
  private validations: Stretch = { seconds: 0, count: 0 };

  steps(seconds: number, count: number): void {
    if (this.first === null) this.first = { seconds, count };
    else this.rest = { seconds: this.rest.seconds + seconds, count: this.rest.count + count };
  }

  validation(seconds: number): void {
    this.validations = { seconds: this.validations.seconds + seconds, count: this.validations.count + 1 };
  }

  /** Null before the first steps were timed. */
  get times(): Pick<RunPace, 'millisecondsPerStep' | 'secondsPerValidation'> | null {
    const steps = this.rest.count > 0 ? this.rest : this.first;
    if (steps === null || steps.count === 0) return null;
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

/** A speed and where it was measured. */
export interface MeasuredPace {
  readonly adapter: AdapterReport;
  readonly pace: RunPace;
}
