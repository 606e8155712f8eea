/** What the page draws of histories while they are shaped: a few dozen numbers each, however long the histories are. */
import { bars, type Bar } from '../distribution.ts';
import type { Histories } from './histories.ts';

/** The item in place `rank` by popularity, from 1, and how many interactions it has. */
export interface Popular {
  readonly rank: number;
  readonly count: number;
}

/** Interactions from `from` to `to`, the last time it can hold, in seconds since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Neighbouring interactions of one user whose distance is below `below` seconds and not below that of the bar before. */
export interface Gap {
  readonly name: string;
  /** Infinity is written null, as JSON has it. */
  readonly below: number | null;
  readonly count: number;
}

const RANKS = 48;
const PERIODS = 36;
const DAY = 86_400;
const UNITS: readonly number[] = [DAY, 3600, 60, 1];

const GAPS: readonly Omit<Gap, 'count'>[] = [
  { name: 'at the same time', below: Number.MIN_VALUE },
  { name: 'under 1 min', below: 60 },
  { name: '1 to 60 min', below: 3600 },
  { name: '1 to 24 h', below: DAY },
  { name: '1 to 7 days', below: 7 * DAY },
  { name: '7 to 30 days', below: 30 * DAY },
  { name: '30 to 365 days', below: 365 * DAY },
  { name: 'over a year', below: null },
];

/** Interactions of every user that has any, ascending. */
export function lengthsOf({ offsets }: Histories): Uint32Array {
  const lengths = offsets.subarray(1).map((end, u) => end - offsets[u]);
  return lengths.filter((length) => length > 0).sort();
}

/** Lengths that differ by less get a bar each. */
const SINGLE_BARS = 24;

/** How many users have histories of 1, 2–3, 4–7, … interactions, or of every length where these are few; `lengths` ascend. */
export function lengthBars(lengths: Uint32Array): readonly Bar[] {
  const [first, last] = [lengths.at(0), lengths.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (last - first >= SINGLE_BARS) return bars(lengths);
  const counts = new Uint32Array(last - first + 1);
  for (const length of lengths) counts[length - first]++;
  return Array.from(counts, (count, i) => ({ from: first + i, to: first + i, count }));
}

/** Interactions of the 1st, 2nd, … most popular item at ranks that are evenly spaced in their logarithm. */
export function popularityCurve({ items }: Histories, catalogue: number): readonly Popular[] {
  const counts = new Uint32Array(catalogue);
  for (let i = 0; i < items.length; i++) counts[items[i]]++;
  const descending = counts
    .filter((count) => count > 0)
    .sort()
    .reverse();
  const last = descending.length;
  const ranks = new Set(Array.from({ length: RANKS }, (_, i) => Math.round(last ** (i / (RANKS - 1)))));
  return last === 0 ? [] : [...ranks].map((rank) => ({ rank, count: descending[rank - 1] }));
}

/**
 * Interactions in periods of equal length from the first to the last; none where all have one time. Where all times lie whole
 * days (hours, minutes, seconds) apart, so do the periods: finer ones would be empty by themselves.
 */
export function activity({ rows }: Histories, time: Float64Array): readonly Period[] {
  const { first, last, unit } = extent(rows, time);
  if (!(last > first)) return [];
  const steps = unit === 0 ? PERIODS : (last - first) / unit + 1;
  const length = unit === 0 ? (last - first) / PERIODS : Math.ceil(steps / PERIODS) * unit;
  const counts = new Uint32Array(unit === 0 ? PERIODS : Math.ceil((steps * unit) / length));
  for (let i = 0; i < rows.length; i++) {
    counts[Math.min(counts.length - 1, Math.floor((time[rows[i]] - first) / length))]++;
  }
  const at = (i: number): number => first + i * length;
  return Array.from(counts, (count, i) => ({ from: at(i), to: Math.min(at(i + 1) - unit, last), count }));
}

/** First and last time, and the longest unit of which all lie a multiple apart; 0 where not even seconds are one. */
function extent(rows: Uint32Array, time: Float64Array): { first: number; last: number; unit: number } {
  let [first, last, unit] = [Infinity, -Infinity, 0];
  const some = time[rows[0]];
  for (let i = 0; i < rows.length; i++) {
    const at = time[rows[i]];
    first = Math.min(first, at);
    last = Math.max(last, at);
    while (unit < UNITS.length && Math.floor((at - some) / UNITS[unit]) * UNITS[unit] !== at - some) unit++;
  }
  return { first, last, unit: UNITS.at(unit) ?? 0 };
}

/** How far neighbouring interactions of one user lie apart. `time` is the time of each row of the file, in seconds. */
export function gaps({ offsets, rows }: Histories, time: Float64Array): readonly Gap[] {
  const counts = new Uint32Array(GAPS.length);
  const limits = GAPS.map(({ below }) => below ?? Infinity);
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let i = offsets[u] + 1; i < offsets[u + 1]; i++) {
      const distance = time[rows[i]] - time[rows[i - 1]];
      let bar = 0;
      while (bar < limits.length - 1 && distance >= limits[bar]) bar++;
      counts[bar]++;
    }
  }
  return GAPS.map((gap, i) => ({ ...gap, count: counts[i] }));
}
