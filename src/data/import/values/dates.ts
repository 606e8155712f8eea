/**
 * Dates as people and programs write them, to seconds since 1970. A date without a zone is UTC, so the machine's own zone
 * never matters. Read: ISO 8601 with its week, ordinal and basic forms; year, month, day with `-`, `/`, `.`, spaces or together
 * (20240131, 31012024); day and month before the year; names of months (`datewords.ts`); months alone, as their first day; clocks
 * before or after the date (`clock.ts`) with fractions, AM/PM and zones (`zones.ts`).
 */
import { clockSeconds, daySeconds, isPlausibleDate, ordinalSeconds, weekSeconds } from './calendar.ts';
import { findClock } from './clock.ts';
import { isFiller, isWeekday, isUnusual, monthOf, plainText } from './datewords.ts';
import { offsetSeconds, severalZones } from './zones.ts';
import type { DateOrder } from '../types.ts';

/**
 * Bytes of the longest date (JavaScript's with the name of a zone) with room to spare. What is longer is no date, however
 * long it would take to find out.
 */
export const LONGEST_DATE = 112;
/** Two-digit years up to here are 20xx, as POSIX strptime has it. */
const LAST_SHORT_YEAR = 68;

/** 20191015T213713.5Z, 20191015213713123. */
const BASIC =
  /^(\d{8})[t\s]?(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d{1,9})|(\d{3}|\d{6}))?)?(z|\s?[+-]\d{2}(?::?\d{2})?|\s(?:utc|gmt))?$/;
/** IBM Db2's 2019-10-15-21.37.13.123456 and its like in names of files; EXIF's 2019:10:15 21:37:13. */
const DB2 = /^(\d{4})[-:](\d{2})[-:](\d{2})[-_\s](\d{2})[-.:](\d{2})[-.:](\d{2})(?:[.,](\d{1,9}))?$/;
/** A day with a zone, as XML Schema and Java write it. */
const ZONED_DAY = /^(\d{8}|\d{4}-[\dw-]{3,6})(?:z|([+-])(\d{2}):?(\d{2}))$/;
const WEEK = /^(\d{4})-?w(\d{2})(?:-?(\d))?$/;
/** ASP.NET's /Date(1571175433123)/. */
const MICROSOFT = /^\/date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;
/** As nginx and Apache have it in their logs. */
const BRACKETED = /^\[([^[\]]*)\]$/;
const SHORT = /^\s*(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)/;
const ZERO_DAY = /^0000-00-00(?:[t\s]00:00:00)?/;
const NINE = 0x39;
const DIGIT = /\d/;
const TOKEN = /\d+|[a-z]+/g;
const ANY_TOKEN = /\d+|\p{L}+/gu;
const GAP = /^[\s.,/'·-]{0,4}$/;

function fullYear(digits: string): number {
  if (digits.length === 4) return Number(digits);
  return digits.length === 2 ? Number(digits) + (Number(digits) <= LAST_SHORT_YEAR ? 2000 : 1900) : NaN;
}

const twoDigits = (digits: string): number => (digits.length <= 2 ? Number(digits) : NaN);

/** Eight digits or fewer, all of the date. A day first that lost its zero has seven. */
function together(digits: string, order: DateOrder): number {
  if (digits.length === 6) return daySeconds(Number(digits.slice(0, 4)), Number(digits.slice(4)), 1);
  if (digits.length === 8) {
    const yearFirst = daySeconds(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)));
    // No date can be read both ways: a year of 1300 or more is no day and month, and a month is no century.
    if (isPlausibleDate(yearFirst) || order === 'year first') return yearFirst;
  } else if (digits.length !== 7 || order === 'year first') return NaN;
  const eight = digits.padStart(8, '0');
  return inOrder(eight.slice(0, 2), eight.slice(2, 4), eight.slice(4), order);
}

function inOrder(first: string, second: string, last: string, order: DateOrder): number {
  if (order === 'year first') {
    // A year of two digits may be first as well; one of four that is last may not.
    const short = first.length === 2 && last.length <= 2;
    return short ? daySeconds(fullYear(first), twoDigits(second), twoDigits(last)) : NaN;
  }
  const [day, month] = order === 'day first' ? [first, second] : [second, first];
  return daySeconds(fullYear(last), twoDigits(month), twoDigits(day));
}

interface DateParts {
  readonly numbers: readonly string[];
  /** What stands before each number, without spaces and commas. */
  readonly signs: readonly string[];
  /** 1 … 12, 0 where no word names one. */
  readonly month: number;
}

/** Whether a text may stand before a part of a date; nothing may before the first, and a comma alone only beside a named month. */
const isGap = (gap: string, first: boolean, named: boolean): boolean =>
  first ? gap === '' : gap === ' ' || (GAP.test(gap) && (gap !== ',' || named));

/** The numbers and the month of a date without its clock; null where it holds anything else. */
function partsOf(date: string): DateParts | null {
  const numbers: string[] = [];
  const signs: string[] = [];
  let month = 0;
  let end = 0;
  for (const { 0: token, index } of date.matchAll(isUnusual(date) ? ANY_TOKEN : TOKEN)) {
    const gap = date.slice(end, index);
    if (!isGap(gap, end === 0, month > 0)) return null;
    end = index + token.length;
    if (token.charCodeAt(0) <= NINE) {
      numbers.push(token);
      signs.push(gap.replace(/[\s,]/g, ''));
      if (numbers.length > 3) return null;
    } else {
      const named = monthOf(token);
      // "mar." is a Tuesday where another month follows.
      if (named > 0 && (month === 0 || !isWeekday(token))) month = named;
      else if (!isWeekday(token) && !isFiller(token)) return null;
    }
  }
  return numbers.length > 0 && GAP.test(date.slice(end)) ? { numbers, signs, month } : null;
}

function dayOf({ numbers, signs, month }: DateParts, order: DateOrder): number {
  const [first, second, third] = numbers;
  if (month > 0) {
    if (numbers.length === 1) return first.length === 4 ? daySeconds(Number(first), month, 1) : NaN;
    if (numbers.length === 3) return NaN;
    return first.length === 4
      ? daySeconds(Number(first), month, twoDigits(second))
      : daySeconds(fullYear(second), month, twoDigits(first));
  }
  if (numbers.length === 1) return together(first, order);
  if (numbers.length === 2) {
    if (first.length === 4 && second.length === 3 && signs[1] === '-') {
      return ordinalSeconds(Number(first), Number(second));
    }
    return first.length === 4
      ? daySeconds(Number(first), twoDigits(second), 1)
      : second.length === 4
        ? daySeconds(Number(second), twoDigits(first), 1)
        : NaN;
  }
  if (signs[1] !== signs[2]) return NaN;
  if (first.length === 4) return daySeconds(Number(first), twoDigits(second), twoDigits(third));
  return inOrder(first, second, third, order);
}

function dayText(date: string, order: DateOrder): number {
  const week = date.includes('w') ? WEEK.exec(date) : null;
  if (week) return weekSeconds(Number(week[1]), Number(week[2]), Number(week[3] ?? 1));
  const parts = partsOf(date.endsWith('.0') ? date.slice(0, -2) : date);
  return parts === null ? NaN : dayOf(parts, order);
}

const fractionOf = (digits: string | undefined): number => (digits === undefined ? 0 : Number(`0.${digits}`));

function basicDate(found: readonly (string | undefined)[], order: DateOrder): number {
  const [, date, hour, minute, second, digits, more, zone] = found;
  const clock = clockSeconds(Number(hour), Number(minute), Number(second ?? 0));
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})?/.exec(zone ?? '') ?? [];
  const offset = sign === undefined ? 0 : offsetSeconds(sign, hours, minutes);
  return together(date ?? '', order) + clock - offset + fractionOf(digits ?? more);
}

/** Forms that begin with a year, or eight digits, or a slash, and that are read as a whole; null where the text has none. */
function specialDate(plain: string, order: DateOrder): number | null {
  const basic = BASIC.exec(plain);
  if (basic) return basicDate(basic, order);
  const db2 = DB2.exec(plain);
  if (db2) {
    const [year, month, day, hour, minute, second] = db2.slice(1, 7).map(Number);
    return daySeconds(year, month, day) + clockSeconds(hour, minute, second) + fractionOf(db2[7]);
  }
  const microsoft = MICROSOFT.exec(plain);
  if (microsoft) return Number(microsoft[1]) / 1000;
  const zoned = ZONED_DAY.exec(plain);
  if (zoned === null) return null;
  const offset = zoned[2] === undefined ? 0 : offsetSeconds(zoned[2], zoned[3], zoned[4]);
  return dayText(zoned[1], order) - offset;
}

/** Seconds since 1970 of a date whatever its year, NaN where the text is none. */
export function anyDate(text: string, order: DateOrder): number {
  if (text.length > LONGEST_DATE || !DIGIT.test(text)) return NaN;
  const plain = text.startsWith('[') ? plainText(text).replace(BRACKETED, '$1') : plainText(text);
  const special = /^(?:\d{4}|\/)/.test(plain) ? specialDate(plain, order) : null;
  if (special !== null) return special;
  const clock = findClock(plain);
  if (clock === null) return dayText(plain, order);
  const rest = clock.before === '' ? clock.after.replace(/^[\s,·-]+/, '') : `${clock.before} ${clock.after}`;
  return dayText(rest.trim(), order) + clock.seconds + clock.fraction;
}

/** Seconds since 1970 of a date in words, NaN where it is none or no plausible one. */
export function parseDate(text: string, order: DateOrder): number {
  const seconds = anyDate(text, order);
  return isPlausibleDate(seconds) ? seconds : NaN;
}

/** The three numbers of a date of which none has more than two digits, null where it is another. */
export function shortNumbers(text: string): readonly string[] | null {
  return SHORT.exec(text.slice(0, LONGEST_DATE))?.slice(1) ?? null;
}

/** MySQL's date for "none". */
export const isZeroDate = (text: string): boolean => ZERO_DAY.test(text.trim());

/** Where a date cannot be read for an abbreviation that means several zones: what it may mean. Else null. */
export function doubtfulZone(text: string): string | null {
  const name = text.length > LONGEST_DATE ? null : (findClock(plainText(text))?.doubtful ?? null);
  return name === null ? null : `the zone ${name.toUpperCase()} is ${severalZones(name) ?? ''}`;
}
