/** Times of a column: which form its values have, and each value as a number that orders events. */
import { dateParts, LONGEST_DATE, parseDate, parseIso } from './dates.ts';
import { fieldText } from './encoding.ts';
import { parseNumber, trimEnd, trimStart } from './number.ts';
import type { DateOrder, EpochUnit, TimeForm } from './types.ts';

const UNITS: readonly { unit: EpochUnit; perSecond: number; name: string }[] = [
  { unit: 's', perSecond: 1, name: 'seconds' },
  { unit: 'ms', perSecond: 1e3, name: 'milliseconds' },
  { unit: 'us', perSecond: 1e6, name: 'microseconds' },
  { unit: 'ns', perSecond: 1e9, name: 'nanoseconds' },
];
/** 1973-03-03 to 2286: where the four units do not overlap. */
const EARLIEST = 1e8;
const LATEST = 1e10;
/** 2200-01-01. */
const END_OF_TIME = 7_258_118_400;
/** Share of values that must be readable for a column to be one of times at all. */
const ENOUGH = 0.5;

/** The time in `bytes[start … end)`: seconds since 1970, or the order number itself; NaN where it is unreadable. */
export type TimeParser = (bytes: Uint8Array, start: number, end: number) => number;

export function timeParser(form: TimeForm): TimeParser {
  if (form.kind === 'order') return (bytes, start, end) => parseNumber(bytes, start, end);
  if (form.kind === 'epoch') {
    const perSecond = UNITS.find(({ unit }) => unit === form.unit)?.perSecond ?? 1;
    return (bytes, start, end) => {
      const seconds = parseNumber(bytes, start, end) / perSecond;
      return seconds >= 0 && seconds < END_OF_TIME ? seconds : NaN;
    };
  }
  return (bytes, start, end) => {
    const from = trimStart(bytes, start, end);
    const to = trimEnd(bytes, from, end);
    if (to - from > LONGEST_DATE) return NaN;
    const iso = parseIso(bytes, from, to);
    return Number.isNaN(iso) ? parseDate(fieldText(bytes.subarray(from, to)), form.order) : iso;
  };
}

/** Values as `form` reads them, null for one that is no such time. */
export function timesOf(values: readonly string[], form: TimeForm): readonly (number | null)[] {
  const parse = timeParser(form);
  const encoder = new TextEncoder();
  return values.map((value) => {
    const bytes = encoder.encode(value);
    const time = parse(bytes, 0, bytes.length);
    return Number.isNaN(time) ? null : time;
  });
}

export const describeTime = (form: TimeForm): string => {
  if (form.kind === 'order') return 'plain order numbers';
  if (form.kind === 'date') {
    const order = form.order === 'year first' ? '' : `${form.order} where the year is last, `;
    return `dates, ${order}UTC where no zone is given`;
  }
  return `${UNITS.find(({ unit }) => unit === form.unit)?.name ?? form.unit} since 1970`;
};

export interface DetectedTime {
  readonly form: TimeForm;
  /** 0 … 1, from the values alone. */
  readonly confidence: number;
  readonly why: string;
  /** Where every date would also be one with day and month exchanged: the first that would be another; else null. */
  readonly ambiguous: string | null;
}

const settled = (form: TimeForm, confidence: number): DetectedTime => ({
  form,
  confidence,
  why: `values are ${describeTime(form)}`,
  ambiguous: null,
});

/** The form in which most values can be read, null where fewer than half can; the fewer, the lower the confidence. */
export function detectTime(values: readonly string[]): DetectedTime | null {
  const present = values.filter((value) => value.trim() !== '');
  if (present.length === 0) return null;
  const dates = detectDates(present);
  if (dates) return dates;
  const numbers = present.map(asNumber);
  const share = (test: (value: number) => boolean): number => numbers.filter(test).length / present.length;
  for (const { unit, perSecond } of UNITS) {
    const inRange = share((value) => value >= EARLIEST * perSecond && value < LATEST * perSecond);
    if (inRange >= ENOUGH) return settled({ kind: 'epoch', unit }, 0.85 * inRange);
  }
  return share((value) => !Number.isNaN(value)) >= ENOUGH ? settled({ kind: 'order' }, 0.1) : null;
}

const asNumber = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return parseNumber(bytes, 0, bytes.length);
};

/** Day before month is usual with dots and dashes, month before day with slashes (the United States). */
function usualOrder(values: readonly string[]): DateOrder {
  return values.some((value) => value.includes('/')) ? 'month first' : 'day first';
}

function detectDates(values: readonly string[]): DetectedTime | null {
  const readable = (order: DateOrder): number =>
    values.filter((value) => dateParts(value.trim()) !== null && !Number.isNaN(parseDate(value.trim(), order))).length;
  const dayFirst = readable('day first');
  const monthFirst = readable('month first');
  const most = Math.max(dayFirst, monthFirst);
  const share = most / values.length;
  if (share < ENOUGH) return null;
  if (readable('year first') === most) return settled({ kind: 'date', order: 'year first' }, 0.9 * share);
  if (dayFirst !== monthFirst) {
    return settled({ kind: 'date', order: dayFirst > monthFirst ? 'day first' : 'month first' }, 0.9 * share);
  }
  const ambiguous = values.find((value) => {
    const [day, month] = [parseDate(value.trim(), 'day first'), parseDate(value.trim(), 'month first')];
    return !Number.isNaN(day) && !Number.isNaN(month) && day !== month;
  });
  const order = usualOrder(values);
  if (ambiguous === undefined) return settled({ kind: 'date', order }, 0.9 * share);
  const why = `every date can be read with the day or the month first; ${order} is a guess`;
  return { form: { kind: 'date', order }, confidence: 0.85 * share, why, ambiguous };
}
