import type { Health } from '../../../worker/contract.ts';
import { count, counted, percent, rounded } from '../../format.ts';

export type Light = 'good' | 'warning' | 'danger';

/** What a light is called, for who does not see its colour. */
export const lightWords: Readonly<Record<Light, string>> = { good: 'well', warning: 'watch', danger: 'trouble' };

export interface Finding {
  readonly light: Light;
  readonly words: string;
}

/** Last update of all weights together beside the weights, both as root mean squares over layers of different size. */
export function updateShare({ layers }: Pick<Health, 'layers'>): number {
  const sorted = layers.filter(({ weights }) => weights > 0).map(({ update, weights }) => update / weights);
  sorted.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Updates per step above which training usually turns erratic, and below which it stands still. */
const TOO_LARGE = 0.06;
const LARGE = 0.02;
const TINY = 2e-5;

/** How training goes, in plain words; the worst first. */
export function findings(health: Health, clip: number): Finding[] {
  const { norm, skipped, clipped, steps } = health;
  const found = [
    updates(updateShare(health)),
    gradients(norm.median, norm.largest),
    ...(skipped === 0
      ? []
      : [
          {
            light: 'danger',
            words: `${counted(skipped, 'step')} of ${count(steps)} had a gradient that is no number and changed nothing: lower the learning rate.`,
          } as const,
        ]),
    ...(clip === 0 ? [] : [clipping(clipped, steps, clip)]),
  ];
  return found.sort((a, b) => SEVERITY.indexOf(a.light) - SEVERITY.indexOf(b.light));
}

const SEVERITY: readonly Light[] = ['danger', 'warning', 'good'];

function updates(share: number): Finding {
  const size = `updates are ${small(share)} of the weights per step`;
  if (share > TOO_LARGE) return { light: 'danger', words: `The learning rate is probably too high: ${size}.` };
  if (share > LARGE) return { light: 'warning', words: `The learning rate is on the high side: ${size}.` };
  if (share < TINY) return { light: 'warning', words: `The model hardly moves: ${size}. Raise the learning rate.` };
  return { light: 'good', words: `The learning rate fits: ${size}.` };
}

function gradients(median: number, largest: number): Finding {
  const size = `Gradient norm ${rounded(median)} in the middle, ${rounded(largest)} at most`;
  if (median > 0 && largest > 20 * median) {
    return {
      light: 'warning',
      words: `${size}: a few batches pull very hard. Clipping at ${rounded(2 * median)} helps.`,
    };
  }
  return { light: 'good', words: `${size}: none is 20 times the middle one.` };
}

function clipping(clipped: number, steps: number, clip: number): Finding {
  const share = steps === 0 ? 0 : clipped / steps;
  const words = `${percent(share)} of the steps were clipped to a gradient norm of ${rounded(clip)}`;
  if (share > 0.5) return { light: 'warning', words: `${words}: the limit, not the learning rate, sets the pace.` };
  return { light: 'good', words: `${words}.` };
}

/** A share with two digits, however small: "8.1 %", "0.042 %". */
const small = (share: number): string => `${(100 * share).toPrecision(2).replace(/e.*$/, '')} %`;
