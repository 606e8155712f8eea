import type { MixerCost } from '../../../worker/contract.ts';

/** Lengths at which anything was measured, the shortest first. */
export const lengthsOf = (mixers: readonly MixerCost[]): readonly number[] =>
  [...new Set(mixers.flatMap(({ at }) => at.map(({ length }) => length)))].sort((a, b) => a - b);

/** Whether a slope is at most its goal, where it is to be; null where it is not, or there is none. */
export const heldTo = ({ growth, slope, goal }: MixerCost): boolean | null =>
  growth === 'linear' && slope !== null ? slope <= goal : null;

/** What the slopes say. */
export function costSentence(mixers: readonly MixerCost[]): string {
  const judged = mixers.filter((mixer) => heldTo(mixer) !== null);
  const [held, above] = [true, false].map((kept) => judged.filter((mixer) => heldTo(mixer) === kept));
  const square = mixers.filter(({ growth, slope }) => growth === 'quadratic' && slope !== null);
  const words = (of: readonly MixerCost[]): string =>
    of.map(({ title, slope }) => `${title} ${slope?.toFixed(2) ?? ''}`).join(', ');
  return [
    `Of ${judged.length} mixers whose arithmetic grows as the length, the time of ${held.length} does so too: their slope is at most 1.1.`,
    above.length === 0 ? '' : `Above it: ${words(above)}.`,
    square.length === 0 ? '' : `That of others grows as its square, with a slope of about 2: ${words(square)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
