/** What the charts of a shaping show, as sentences. */
import type { Gap, Period, Popular, Preview, Shaping } from '../../../worker/contract.ts';
import { bytes, count, counted, date, duration, percent, rate, rounded } from '../../format.ts';

export const lengthsSentence = ({ after, averageLength, p95Length }: Preview): string =>
  after.users === 0
    ? 'No history is left.'
    : `On average a history has ${rounded(averageLength)} interactions; ${percent(0.95)} have at most ${count(p95Length)}.`;

export function popularitySentence(curve: readonly Popular[], items: number): string {
  const [first] = curve;
  if (first === undefined) return 'No item is left.';
  const middle = curve.find(({ rank }) => rank >= items / 2) ?? first;
  return `The most popular item has ${counted(first.count, 'interaction')}, one in the middle ${count(middle.count)}.`;
}

export function activitySentence(periods: readonly Period[]): string {
  const [first, last] = [periods.at(0), periods.at(-1)];
  if (first === undefined || last === undefined) return 'All interactions have one time.';
  const most = periods.reduce((best, period) => (period.count > best.count ? period : best), first);
  return `From ${date(first.from)} to ${date(last.to)}, most of them around ${date((most.from + most.to) / 2)}.`;
}

const DAY = 86_400;

/** A period in days; those of one day or less have one. */
export const periodName = (from: number, to: number): string =>
  date(from) === date(to) ? date(from) : `${date(from)} to ${date(to)}`;

/** The beginnings of periods, as exact as the whole span asks for: months, days or, where they differ in it, times of day (UTC). */
export function periodTicks(periods: readonly Period[]): readonly string[] {
  const first = periods[0]?.from ?? 0;
  const span = (periods.at(-1)?.to ?? first) - first;
  const daily = periods.every(({ from }) => (from - first) % DAY === 0);
  const [start, end] = span > 90 * DAY ? [0, 7] : span > 3 * DAY || daily ? [5, 10] : [11, 16];
  return periods.map(({ from }) => new Date(from * 1000).toISOString().slice(start, end));
}

export function gapsSentence(bars: readonly Gap[]): string {
  const all = bars.reduce((sum, gap) => sum + gap.count, 0);
  if (all === 0) return 'No user has two interactions.';
  const most = bars.reduce((best, gap) => (gap.count > best.count ? gap : best));
  const when = most.name.startsWith('at ') ? most.name : `${most.name} later`;
  return `Most often (${percent(most.count / all)}) the next interaction of a user comes ${when}.`;
}

/** A session gap, in the unit that suits it. */
export function gapWords(seconds: number | null): string {
  if (seconds === null) return 'not cut';
  const [size, noun] = seconds % DAY === 0 ? [DAY, 'day'] : seconds % 3600 === 0 ? [3600, 'hour'] : [60, 'minute'];
  return `cut after ${counted(seconds / size, noun)}`;
}

/** What a shaping cuts and takes away, for the person whose file it is. */
export function removedSentence({ before, after, cut }: Preview): string {
  const cutting = cut === null ? '' : `${counted(cut.users, 'user')} made ${counted(before.users, 'session')}. `;
  const gone = [
    [before.users - after.users, cut === null ? 'user' : 'session'],
    [before.items - after.items, 'item'],
    [before.interactions - after.interactions, 'interaction'],
  ] as const;
  const parts = gone.filter(([number]) => number > 0).map(([number, noun]) => counted(number, noun));
  if (parts.length === 0) return `${cutting}Nothing is left out.`;
  const last = parts.at(-1) ?? '';
  return `${cutting}Left out: ${parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`}.`;
}

/** GPU memory above which an ordinary laptop may refuse. */
const MUCH_MEMORY = 512e6;

/** What training would take; empty where the model cannot be trained on what is left. */
export function estimateSentence({ estimate }: Preview, model: string): string {
  if (estimate === null) return '';
  const { parameters, gpuBytes, stepsPerEpoch, time, recipe, refused } = estimate;
  const size = `${model} on this data has ${rate(parameters)} parameters, needs ${bytes(gpuBytes)} of GPU memory and takes ${counted(stepsPerEpoch, 'step')} an epoch.`;
  if (refused !== null) return `${size} It cannot be trained like this: ${refused}.`;
  const { epochs } = recipe.training;
  return time === null
    ? `${size} How long that is shows once something was trained or measured on this GPU.`
    : `${size} About ${duration(time.seconds)} for ${counted(epochs, 'epoch')}, if it is not stopped early. ${time.basis}`;
}

/** Why the model cannot be trained on what is left; null where it can, or where that will do for no model. */
export const unfitSentence = ({ unfit, lacking }: Preview, model: string): string | null =>
  unfit === null || lacking !== null ? null : `${model} cannot be trained on this: ${unfit}.`;

/** What to do where the model would need much memory; null where it would not. */
export const memoryAdvice = ({ estimate, after }: Preview): string | null =>
  estimate === null || estimate.gpuBytes < MUCH_MEMORY
    ? null
    : `${bytes(estimate.gpuBytes)} of GPU memory is more than many laptops give a page. A higher minimum per item makes the catalogue of ${counted(after.items, 'item')} smaller; the items that go can then not be recommended.`;

export const sameShaping = (a: Shaping, b: Shaping): boolean =>
  a.duplicates === b.duplicates &&
  a.minimumUser === b.minimumUser &&
  a.minimumItem === b.minimumItem &&
  a.sessionGap === b.sessionGap &&
  a.lastN === b.lastN &&
  a.ties === b.ties &&
  a.seed === b.seed;
