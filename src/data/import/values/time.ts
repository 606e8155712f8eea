/** Times of a column: which form its values have, and each value as a number that orders events. */
import { isAroundZero, isPlausibleDate } from './calendar.ts';
import { anyDate, doubtfulZone, isZeroDate, LONGEST_DATE, parseDate, shortNumbers } from './dates.ts';
import { fieldText } from '../text/encoding.ts';
import { describeUnit, epochParser, suspicionOf, unitOf, type Suspicion } from './epochs.ts';
import { parseIso } from './iso.ts';
import { parseNumber, trimEnd, trimStart } from './number.ts';
import { resolutionOf } from './resolution.ts';
import type { DateOrder, TimeForm } from '../types.ts';

/** Share of values that must be readable for a column to be one of times at all. */
const ENOUGH = 0.5;
const DAY = 86_400;

/**
 * The time in `bytes[start … end)`: seconds since 1970, or the order number itself; NaN where it cannot be read or lies in no
 * plausible range, which `timeFault` tells apart.
 */
export type TimeParser = (bytes: Uint8Array, start: number, end: number) => number;

export function timeParser(form: TimeForm): TimeParser {
  if (form.kind === 'order') return (bytes, start, end) => parseNumber(bytes, start, end);
  if (form.kind === 'epoch') return epochParser(form.unit);
  return (bytes, start, end) => {
    const from = trimStart(bytes, start, end);
    const to = trimEnd(bytes, from, end);
    if (to - from > LONGEST_DATE) return NaN;
    const iso = parseIso(bytes, from, to);
    return Number.isNaN(iso) ? parseDate(fieldText(bytes.subarray(from, to)), form.order) : iso;
  };
}

/** Why a text is no time of a form: it is one, but of no plausible year, as 0 and 9999-12-31 are; or it is none. */
export function timeFault(text: string, form: TimeForm): 'out of range' | 'unreadable' {
  if (form.kind === 'order') return 'unreadable';
  const number = asNumber(text);
  if (form.kind === 'epoch') return Number.isNaN(number) ? 'unreadable' : 'out of range';
  return number <= 0 || isZeroDate(text) || !Number.isNaN(anyDate(text, form.order)) ? 'out of range' : 'unreadable';
}

/** Values as `form` reads them, null for one that is no such time. */
export function timesOf(values: readonly string[], form: TimeForm): readonly (number | null)[] {
  return parsedAs(values, form).map((time) => (Number.isNaN(time) ? null : time));
}

function parsedAs(values: readonly string[], form: TimeForm): readonly number[] {
  const parse = timeParser(form);
  const encoder = new TextEncoder();
  return values.map((value) => {
    const bytes = encoder.encode(value);
    return parse(bytes, 0, bytes.length);
  });
}

export const describeTime = (form: TimeForm): string => {
  if (form.kind === 'order') return 'plain order numbers';
  if (form.kind === 'epoch') return describeUnit(form.unit);
  const order = form.order === 'year first' ? '' : `${form.order} where the year is last, `;
  return `dates, ${order}UTC where no zone is given`;
};

export interface DetectedTime {
  readonly form: TimeForm;
  /** 0 … 1, from the values alone. */
  readonly confidence: number;
  readonly why: string;
  /** Where every date would also be one with day and month exchanged: the first that would be another; else null. */
  readonly ambiguous: string | null;
  /** Share of the values that are times of the form, plausible or not. */
  readonly readable: number;
  /** Share of the values that are read: those of a plausible year. */
  readonly inRange: number;
  /** Different times among the values. */
  readonly distinct: number;
  readonly allEqual: boolean;
  /** Whether no time is before the one above it. */
  readonly ascending: boolean;
  /**
   * Seconds between times that can be told apart, by the values: a mean month, 86400, 3600, 60, 1, 0.001 or 0.000001. Null for
   * order numbers.
   */
  readonly resolution: number | null;
  /** What the values look like where they are times only if their column is named so; null where there is nothing to say. */
  readonly suspicion: Suspicion | null;
}

/** A form that was found, before its values are counted. */
interface Found extends Pick<DetectedTime, 'form' | 'confidence'> {
  readonly ambiguous?: string;
  readonly why?: string;
  readonly suspicion?: Suspicion | null;
}

/**
 * The form in which most values can be read, null where fewer than half can; the fewer, the lower the confidence. Zeros, which
 * stand for unknown times, do not count against a form.
 */
export function detectTime(values: readonly string[]): DetectedTime | null {
  const present = values.filter((value) => value.trim() !== '');
  if (present.length === 0) return null;
  const found = detectDates(present) ?? detectNumbers(present.map(asNumber));
  return found && counted(present, found);
}

function counted(values: readonly string[], { form, confidence, ...found }: Found): DetectedTime {
  const parsed = parsedAs(values, form);
  const times = parsed.filter((time) => !Number.isNaN(time));
  const lost = values.filter((value, i) => Number.isNaN(parsed[i]) && timeFault(value, form) === 'out of range');
  const distinct = new Set(times).size;
  return {
    form,
    confidence,
    why: found.why ?? `values are ${describeTime(form)}`,
    ambiguous: found.ambiguous ?? null,
    readable: (times.length + lost.length) / values.length,
    inRange: times.length / values.length,
    distinct,
    allEqual: distinct === 1 && values.length > 1,
    ascending: times.every((time, i) => i === 0 || time >= times[i - 1]),
    resolution: resolutionOf(times, form),
    suspicion: found.suspicion ?? (form.kind === 'date' ? lostHalf(values, times) : null),
  };
}

/** What tells the halves of a day apart, in Latin, Greek and East Asian letters. */
const HALF = /[apμπ]\.?\s?[mμ]|[上下]午|[早晚凌清]|午[前後]|오[전후]/iu;
const ENOUGH_TIMES = 24;
const ENOUGH_HOURS = 10;

/** Clocks of 12 hours without AM and PM, as browsers print them for Argentina: an hour of the afternoon is one of the morning. */
function lostHalf(values: readonly string[], times: readonly number[]): Suspicion | null {
  const hours = new Set(times.map((time) => Math.floor((((time % DAY) + DAY) % DAY) / 3600)));
  const few = new Set(times).size < ENOUGH_TIMES || hours.size < ENOUGH_HOURS;
  if (few || [...hours].some((hour) => hour < 1 || hour > 12) || values.some((value) => HALF.test(value))) return null;
  return {
    sentence: 'shows only the hours 1 to 12, and neither AM nor PM: half of its times may be 12 hours early',
    form: null,
  };
}

const asNumber = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return parseNumber(bytes, 0, bytes.length);
};

function detectNumbers(numbers: readonly number[]): Found | null {
  const known = numbers.filter((value) => !(value <= 0));
  const units = known.map((value) => unitOf(value)?.unit);
  const first = units.find((unit) => unit !== undefined);
  const share = units.filter((unit) => unit !== undefined).length / known.length;
  if (first !== undefined && share >= ENOUGH) {
    const mixed = units.some((unit) => unit !== undefined && unit !== first);
    return { form: { kind: 'epoch', unit: mixed ? 'mixed' : first }, confidence: (mixed ? 0.8 : 0.85) * share };
  }
  if (numbers.filter((value) => !Number.isNaN(value)).length < ENOUGH * numbers.length) return null;
  return { form: { kind: 'order' }, confidence: 0.1, suspicion: suspicionOf(numbers) };
}

/** Day before month is usual with dots and dashes, month before day with slashes (the United States). */
function usualOrder(values: readonly string[]): DateOrder {
  return values.some((value) => value.includes('/')) ? 'month first' : 'day first';
}

/** Months in digits alone (201910) are as likely to be something else. */
const isDigitMonth = (value: string): boolean => /^\s*\d{6}(?:\.0+)?\s*$/.test(value);

function detectDates(values: readonly string[]): Found | null {
  const read = (order: DateOrder): readonly number[] => values.map((value) => anyDate(value, order));
  const times = { year: read('year first'), day: read('day first'), month: read('month first') };
  const count = (found: readonly number[]): number => found.filter(isPlausibleDate).length;
  const [year, day, month] = [count(times.year), count(times.day), count(times.month)];
  const most = Math.max(year, day, month);
  if (most === 0) return aroundZero(times.day);
  const zeros = values.filter(
    (value, i) => isAroundZero(times.day[i]) || isZeroDate(value) || asNumber(value) <= 0,
  ).length;
  const share = most / (values.length - zeros);
  if (share < ENOUGH) return null;
  const confidence = (values.every(isDigitMonth) ? 0.5 : 0.9) * share;
  const found = (order: DateOrder): Found => ({ form: { kind: 'date', order }, confidence });
  if (year === most && !isYearLast(values)) return found('year first');
  if (day !== month) return found(day > month ? 'day first' : 'month first');
  const order = usualOrder(values);
  const ambiguous = values.find((_, i) => differ(times.day[i], times.month[i]));
  if (ambiguous === undefined) return found(order);
  const why = `every date can be read with the day or the month first; ${order} is a guess`;
  return { form: { kind: 'date', order }, confidence: 0.85 * share, why, ambiguous };
}

const differ = (a: number, b: number): boolean => isPlausibleDate(a) && isPlausibleDate(b) && a !== b;

/** Whether dates of three numbers with two digits have the year last, as is usual: days differ more than years do. */
function isYearLast(values: readonly string[]): boolean {
  const short = values.flatMap((value) => {
    const numbers = shortNumbers(value);
    return numbers === null ? [] : [numbers];
  });
  const different = (place: number): number => new Set(short.map((numbers) => numbers[place])).size;
  return short.length > 0 && different(0) >= different(2);
}

/** Dates that all lie in January 1970 are seconds that some program took for milliseconds or finer. */
function aroundZero(times: readonly number[]): Found | null {
  if (times.filter(isAroundZero).length < ENOUGH * times.length) return null;
  const suspicion = {
    sentence: 'looks like seconds read as milliseconds or finer: its dates are of January 1970',
    form: null,
  };
  return { form: { kind: 'date', order: 'year first' }, confidence: 0.1, suspicion };
}

/**
 * Why values look like dates and cannot be read: the abbreviation of a zone that means several. A sentence with the first such
 * value; null where there is none.
 */
export function unreadableZone(values: readonly string[]): string | null {
  for (const value of values) {
    const zone = doubtfulZone(value);
    if (zone !== null) return `"${value.trim()}" cannot be read: ${zone}`;
  }
  return null;
}
