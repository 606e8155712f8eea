import type { Health } from '../../../worker/contract.ts';
import { count, counted, percent, rounded, unparted } from '../../format.ts';

/** 'early': too soon to judge. */
export type Light = 'good' | 'early' | 'warning' | 'danger';

/** What a light is called, for who does not see its colour. */
export const lightWords: Readonly<Record<Light, string>> = {
  good: 'well',
  early: 'early',
  warning: 'watch',
  danger: 'trouble',
};

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

/*
 * Measured on the world "sequels" with the preset tiny, the share of the weights that one update changes (SwiftShader):
 *
 *   learning rate   step 5   step 10   step 60   loss, first to last
 *   0.001            2.9 %     2.8 %     1.1 %   4.8 to 3.9
 *   0.005            9.9 %     6.3 %     1.9 %   4.8 to 2.4
 *   0.02              17 %     9.2 %     2.4 %   4.8 to 2.2
 *   0.1               16 %     8.2 %     2.2 %   4.8 to 2.7
 *   1                 17 %     6.8 %     1.4 %   4.8 to 26
 *
 * All but the last are as good as the best baseline, and the last learns nothing. So the share alone cannot tell a run that
 * diverges, whose weights grow with its updates; the loss can. Adam's first updates are large by construction, and the
 * share is judged when they are over.
 */
const JUDGED_FROM = 50;
/** More than any of these runs had by then; and less than moves a weight noticeably in an epoch. */
const LARGE = 0.06;
const TINY = 2e-5;

/** How much the loss may be above where it began, and above its lowest mean between validations. */
const ABOVE_FIRST = 1.1;
const ABOVE_LOWEST = 1.5;

/** From where to where the training loss went up, in nats. */
export interface Rise {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether the loss went up instead of down; null where it did not.
 *
 * @param first   loss of the first step
 * @param losses  mean training loss before each validation
 */
export function riseOf(first: number, losses: readonly number[]): Rise | null {
  const to = losses.at(-1);
  if (to === undefined) return null;
  if (to > ABOVE_FIRST * first) return { from: first, to };
  const lowest = Math.min(...losses);
  return to > ABOVE_LOWEST * lowest ? { from: lowest, to } : null;
}

/** How far a run is, beside what its steps report. */
export interface Progress {
  readonly step: number;
  readonly rise: Rise | null;
}

/** How training goes, in plain words; the worst first. Where the loss goes up, nothing else is said to be well. */
export function findings(health: Health, clip: number, { step, rise }: Progress): Finding[] {
  const { norm, skipped, clipped, steps } = health;
  const found = [
    ...(rise === null ? [] : [{ light: 'danger', words: riseWords(rise) } as const]),
    updates(updateShare(health), step),
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
  return found
    .filter(({ light }) => rise === null || light === 'danger' || light === 'warning')
    .sort((a, b) => SEVERITY.indexOf(a.light) - SEVERITY.indexOf(b.light));
}

const SEVERITY: readonly Light[] = ['danger', 'warning', 'early', 'good'];

/** Said of the run and in its verdict. */
export const riseWords = ({ from, to }: Rise): string =>
  `The loss rose from ${rounded(from)} to ${rounded(to)}: lower the learning rate.`;

function updates(share: number, step: number): Finding {
  const size = `updates are ${small(share)} of the weights per step`;
  if (step < JUDGED_FROM) {
    const words = `In the first steps ${size}: Adam always begins with large ones. They are judged from step ${JUDGED_FROM} on.`;
    return { light: 'early', words };
  }
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

const twoDigits = new Intl.NumberFormat('en', { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });

/** A share with two digits, however large or small: "130 %", "8.1 %", "0.042 %". */
const small = (share: number): string => unparted(`${twoDigits.format(100 * share)} %`);
