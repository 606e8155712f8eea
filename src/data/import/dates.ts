/**
 * Dates as people and programs write them, to seconds since 1970. A date without a zone is UTC, so the machine's own zone
 * never matters. Read: ISO 8601; year, month, day with `-`, `/`, `.` or together (20240131); day and month before the year;
 * month names in English; clocks with fractions, AM/PM and zones.
 */
import type { DateOrder } from './types.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i;
const CLOCK =
  /[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?(?=\s|$)/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
/** Characters of the longest date with room to spare. What is longer is no date, however long it would take to find out. */
export const LONGEST_DATE = 64;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
/** Two-digit years up to here are 20xx, as POSIX strptime has it. */
const LAST_SHORT_YEAR = 68;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

/** Seconds from 1970 to the start of a day, NaN where the calendar has no such day or the year is not 1900 … 2200. */
function daySeconds(year: number, month: number, day: number): number {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12)) return NaN;
  return day >= 1 && day <= daysIn(year, month) ? Date.UTC(year, month - 1, day) / 1000 : NaN;
}

function clockSeconds(hour: number, minute: number, second: number): number {
  const valid = (hour < 24 && minute < 60 && second <= 60) || (hour === 24 && minute === 0 && second === 0);
  return valid ? hour * 3600 + minute * 60 + second : NaN;
}

function zoneSeconds(zone: string | undefined): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  return parts ? (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 3600 + Number(parts[3]) * 60) : 0;
}

function matchedClock(clock: RegExpExecArray): number {
  const half = clock[5]?.toLowerCase();
  const hour = Number(clock[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return NaN;
  const hour24 = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const fraction = clock[4] === undefined ? 0 : Number(`0.${clock[4]}`);
  return clockSeconds(hour24, Number(clock[2]), Number(clock[3] ?? 0)) + fraction - zoneSeconds(clock[6]);
}

function fullYear(digits: string): number {
  if (digits.length === 4) return Number(digits);
  return digits.length === 2 ? Number(digits) + (Number(digits) <= LAST_SHORT_YEAR ? 2000 : 1900) : NaN;
}

/** A date in three parts: all numbers, or one of the first two the name of a month. */
function threeParts(first: string, second: string, third: string, order: DateOrder): number {
  const names = [first, second].map((part) => MONTHS.indexOf(part.slice(0, 3).toLowerCase()) + 1);
  if (names[0] > 0) return daySeconds(fullYear(third), names[0], Number(second));
  if (first.length === 4) return daySeconds(Number(first), names[1] || Number(second), Number(third));
  if (names[1] > 0) return daySeconds(fullYear(third), names[1], Number(first));
  if (order === 'year first') return NaN;
  const [day, month] = order === 'day first' ? [first, second] : [second, first];
  return daySeconds(fullYear(third), Number(month), Number(day));
}

/** The parts of the date before its clock, as written; null where there are not three. */
export function dateParts(
  text: string,
): { parts: readonly [string, string, string]; clock: RegExpExecArray | null } | null {
  if (text.length > LONGEST_DATE) return null;
  const clock = CLOCK.exec(text);
  const rest = clock ? `${text.slice(0, clock.index)} ${text.slice(clock.index + clock[0].length)}` : text;
  const date = rest.trim().replace(WEEKDAY, '');
  const compact = COMPACT.exec(date);
  const parts = compact ? compact.slice(1) : date.split(/,?\s+|[-/.]/);
  if (parts.length !== 3 || parts.some((part) => !/^(?:\d{1,4}|[A-Za-z]{3,9})$/.test(part))) return null;
  return { parts: [parts[0], parts[1], parts[2]], clock };
}

/** Seconds since 1970 of a date in words, NaN where it is none. */
export function parseDate(text: string, order: DateOrder): number {
  const date = dateParts(text);
  if (!date) return NaN;
  return threeParts(...date.parts, order) + (date.clock ? matchedClock(date.clock) : 0);
}

const digit = (byte: number): number => (byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : NaN);
const pair = (bytes: Uint8Array, at: number): number => digit(bytes[at]) * 10 + digit(bytes[at + 1]);

/** `2024-01-31` and `2024-01-31 23:59:59` (or with T, and with Z) straight from bytes; NaN where it is another form. */
export function parseIso(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const zulu = length === 20 && bytes[start + 19] === 0x5a;
  if (length !== 10 && length !== 19 && !zulu) return NaN;
  if (bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return NaN;
  const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
  const day = daySeconds(year, pair(bytes, start + 5), pair(bytes, start + 8));
  if (length === 10) return day;
  const separator = bytes[start + 10];
  if (separator !== 0x54 && separator !== 0x20) return NaN;
  if (bytes[start + 13] !== 0x3a || bytes[start + 16] !== 0x3a) return NaN;
  return day + clockSeconds(pair(bytes, start + 11), pair(bytes, start + 14), pair(bytes, start + 17));
}
