import { chosen } from '../core/words.ts';
import type { AdamW } from '../ops/index.ts';

export type { AdamW };

export const schedules = { constant: 'constant learning rate', cosine: 'cosine decay' } as const;
export type Schedule = keyof typeof schedules;

/** The learning rate over a run. */
export interface LearningRate {
  readonly peak: number;
  readonly schedule: Schedule;
  /** Steps of linear warm-up from 0. */
  readonly warmup: number;
  /** Steps of the whole run, which the cosine ends with. */
  readonly total: number;
}

/** Learning rate of step `t`, counted from 1: warm-up, then constant or half a cosine to 0. */
export function rateAt({ peak, schedule, warmup, total }: LearningRate, t: number): number {
  if (t <= warmup) return (peak * t) / warmup;
  const progress = Math.min(1, (t - warmup) / Math.max(1, total - warmup));
  return peak * chosen('schedule', schedule, shares)(progress);
}

/** Share of the full rate, by how much of the run after the warm-up is over. */
const shares: Readonly<Record<Schedule, (progress: number) => number>> = {
  constant: () => 1,
  cosine: (progress) => (1 + Math.cos(Math.PI * progress)) / 2,
};

/** The rate of a run that was set back `times` times, each time to half of it. */
export const halved = (rate: LearningRate, times: number): LearningRate => ({ ...rate, peak: rate.peak / 2 ** times });

/** What the AdamW kernel reads each step: [rate, 1 − β₁ᵗ, 1 − β₂ᵗ, 0]. */
export const scheduleAt = (o: AdamW, rate: LearningRate, t: number): [number, number, number, number] => [
  rateAt(rate, t),
  1 - o.beta1 ** t,
  1 - o.beta2 ** t,
  0,
];
