/** Times as numbers that count from a moment: in which unit, and which of them are plausible. */
import { parseNumber } from './number.ts';
import type { EpochUnit } from '../types.ts';

/**
 * 1990-01-01 to 2050-01-01, in seconds. Interactions lie in it, while many ids lie outside: nine digits below 631152000, most of
 * those of ten, and the article numbers (EAN) that begin with 253 or more.
 */
export const EARLIEST = 631_152_000;
export const LATEST = 2_524_608_000;
const DAY = 86_400;
/** Days from the zero of spreadsheets, 1899-12-30, to 1970. */
const EXCEL_DAYS = 25_569;
/** Share of the numbers that must be plausible in a unit to look like it. */
const MOST = 0.9;

interface Unit {
  readonly unit: EpochUnit;
  readonly perSecond: number;
  readonly name: string;
}

/** Units whose plausible values do not overlap, so that the size of a number tells its unit. */
export const UNITS: readonly Unit[] = [
  { unit: 's', perSecond: 1, name: 'seconds' },
  { unit: 'ms', perSecond: 1e3, name: 'milliseconds' },
  { unit: 'us', perSecond: 1e6, name: 'microseconds' },
  { unit: 'ns', perSecond: 1e9, name: 'nanoseconds' },
];

const isPlausible = (seconds: number): boolean => seconds >= EARLIEST && seconds < LATEST;

/** The unit in which a number is a plausible time, undefined where there is none. */
export const unitOf = (value: number): Unit | undefined =>
  UNITS.find(({ perSecond }) => isPlausible(value / perSecond));

/** Seconds since 1970 of a number in a unit, plausible or not; NaN for mixed units where no unit makes it plausible. */
function secondsOf(value: number, unit: EpochUnit): number {
  switch (unit) {
    case 'mixed':
      return value / (unitOf(value)?.perSecond ?? NaN);
    case 'ks':
      return value * 1000;
    case 'days':
      return Math.round(value * DAY * 1000) / 1000;
    case 'excel':
      // A day of a spreadsheet holds its clock to about a microsecond.
      return Math.round((value - EXCEL_DAYS) * DAY * 1000) / 1000;
    default:
      return value / (UNITS.find((known) => known.unit === unit)?.perSecond ?? NaN);
  }
}

/** Reads a number of a unit: seconds since 1970, NaN where there is none or it is not plausible. */
export function epochParser(unit: EpochUnit): (bytes: Uint8Array, start: number, end: number) => number {
  const perSecond = UNITS.find((known) => known.unit === unit)?.perSecond;
  if (perSecond !== undefined) {
    return (bytes, start, end) => {
      const seconds = parseNumber(bytes, start, end) / perSecond;
      return seconds >= EARLIEST && seconds < LATEST ? seconds : NaN;
    };
  }
  return (bytes, start, end) => {
    const seconds = secondsOf(parseNumber(bytes, start, end), unit);
    return isPlausible(seconds) ? seconds : NaN;
  };
}

/** How the values of a unit are called. */
export function describeUnit(unit: EpochUnit): string {
  switch (unit) {
    case 'mixed':
      return 'numbers since 1970 in several units, each told by its size';
    case 'ks':
      return 'thousands of seconds since 1970';
    case 'days':
      return 'days since 1970';
    case 'excel':
      return 'a spreadsheet’s days since 1900';
    default:
      return `${UNITS.find((known) => known.unit === unit)?.name ?? unit} since 1970`;
  }
}

export interface Suspicion {
  /** What the values look like, as the end of "column "ts" …". */
  readonly sentence: string;
  /** The form that would read them so; null where none would. */
  readonly form: { readonly kind: 'epoch'; readonly unit: EpochUnit } | null;
}

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/**
 * What numbers that are no plausible times look like where their column is named as one: seconds divided by 1,000, which pandas 3
 * gives where code written for pandas 2 divides nanoseconds; days of a spreadsheet; days since 1970. Null where they are neither.
 */
export function suspicionOf(numbers: readonly number[]): Suspicion | null {
  const looks = [
    ['ks', 'looks like seconds divided by 1,000'],
    ['excel', 'looks like a spreadsheet’s days'],
    ['days', 'looks like days since 1970'],
  ] as const;
  const known = numbers.filter((value) => value > 0);
  for (const [unit, words] of looks) {
    const seconds = known.map((value) => secondsOf(value, unit));
    if (known.length === 0 || !(seconds.filter(isPlausible).length >= MOST * known.length)) continue;
    const at = seconds.findIndex(isPlausible);
    return { sentence: `${words}: ${known[at]} would be ${dateOf(seconds[at])}`, form: { kind: 'epoch', unit } };
  }
  return null;
}
