/** Numbers as people write them in a value column: with currencies, thousands separators, a decimal comma, percent signs. */
import { fieldText } from '../text/encoding.ts';
import type { NumberStyle } from '../types.ts';
import { parseNumber } from './number.ts';

/** Characters of the longest number with room to spare. */
const LONGEST = 48;
/** Words for currencies that are written with letters, beside the codes of ISO 4217. */
const CURRENCY_WORDS = 'kr\\.?|zł|kč|ft|lei|лв\\.?|руб\\.?|r\\$|us\\$|fr\\.|sfr\\.?|rs\\.?|rp\\.?|tl|円|元|원';
const CODES =
  'eur|usd|gbp|chf|sek|nok|dkk|pln|czk|huf|ron|bgn|try|rub|uah|jpy|cny|inr|brl|mxn|ars|clp|cop|krw|aud|nzd|cad|hkd|sgd|zar|ils|aed|sar|thb|idr|myr|php|vnd|twd';
const SIGN = `(?:[a-z]{0,2}\\p{Sc}|${CODES}|${CURRENCY_WORDS}|%)`;
const LEADING = new RegExp(`^${SIGN}\\s*`, 'iu');
const TRAILING = new RegExp(`\\s*${SIGN}$`, 'iu');
const SPACES = /[\s\u00a0\u2009\u202f]+/g;
const MINUS = /[\u2212\u2013]/g;
/** Digits in groups: of three, or of two before the last three as Indians write them. */
const GROUPED = /^\d{1,3}(?:([ ',.’])\d{3})(?:\1\d{3})*$|^\d{1,2}(?:,\d{2})+,\d{3}$/;

/** A text without currency, percent and sign: what is left, and whether it is below 0. */
function bare(text: string): { negative: boolean; digits: string } {
  let rest = text.replace(SPACES, ' ').replace(MINUS, '-').trim();
  const accounting = rest.startsWith('(') && rest.endsWith(')');
  if (accounting) rest = rest.slice(1, -1).trim();
  let negative = accounting;
  const sign = (): void => {
    if (rest.startsWith('-') || rest.startsWith('+')) {
      negative = negative || rest.startsWith('-');
      rest = rest.slice(1).trim();
    }
  };
  sign();
  rest = rest.replace(LEADING, '').replace(TRAILING, '');
  sign();
  // "12,-" is a round sum, "12.50-" a negative one.
  if (/[.,]-{1,2}$/.test(rest)) rest = rest.replace(/[.,]-+$/, '');
  else if (rest.endsWith('-')) {
    negative = true;
    rest = rest.slice(0, -1);
  }
  return { negative, digits: rest.trim() };
}

/** The number that digits in groups stand for, NaN where they are no number of the style. */
function groupedNumber(digits: string, decimal: '.' | ','): number {
  const point = digits.lastIndexOf(decimal);
  const whole = point < 0 ? digits : digits.slice(0, point);
  const fraction = point < 0 ? '' : digits.slice(point + 1);
  if (!/^\d*$/.test(fraction) || whole.includes(decimal) || whole + fraction === '') return NaN;
  if (!/^\d*$/.test(whole) && !GROUPED.test(whole)) return NaN;
  return Number(`${whole.replace(/\D/g, '') || '0'}.${fraction || '0'}`);
}

/**
 * Reads a number of a style from `bytes[start … end)`: `1.590,90 €`, `$1,590.90`, `1 590,90`, `1'590.90`, `(12.50)`, `85 %`
 * (which is 85). NaN where there is none.
 */
export function numberParser({ decimal }: NumberStyle): (bytes: Uint8Array, start: number, end: number) => number {
  return (bytes, start, end) => {
    const plain = parseNumber(bytes, start, end, decimal);
    if (!Number.isNaN(plain) || end - start > 2 * LONGEST) return plain;
    const text = fieldText(bytes.subarray(start, end));
    if (text.length > LONGEST || !/\d/.test(text)) return NaN;
    const { negative, digits } = bare(text);
    const value = groupedNumber(digits, decimal);
    return negative ? -value : value;
  };
}

export interface DetectedNumbers {
  readonly style: NumberStyle;
  /** Share of the values that are numbers of the style. */
  readonly readable: number;
  /** The first value that would be another number in the other style, where no value says which it is; else null. */
  readonly ambiguous: string | null;
}

/** Which decimal sign a value shows: `.`, `,`, or null where it may be read both ways or shows none. */
function shownDecimal(digits: string): '.' | ',' | null {
  const [points, commas] = ['.', ','].map((sign) => digits.split(sign).length - 1);
  if (points > 0 && commas > 0) return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  const sign = points > 0 ? '.' : ',';
  const other = points > 0 ? ',' : '.';
  if (points + commas === 0) return null;
  if (points + commas > 1) return other;
  const [whole, fraction] = digits.split(sign);
  // One sign with three digits after it may separate thousands; "0.125", "1234.125" and "1 234.125" show that it does not.
  return fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? null : sign;
}

/**
 * How the values of a column write numbers; null where fewer than half are numbers. `usual` decides where no value does: the
 * decimal sign of the file.
 */
export function detectNumbers(values: readonly string[], usual: '.' | ',' = '.'): DetectedNumbers | null {
  const present = values.filter((value) => value.trim() !== '');
  const shown = present.map((value) => (value.length > LONGEST ? null : shownDecimal(bare(value).digits)));
  const count = (sign: '.' | ','): number => shown.filter((found) => found === sign).length;
  const [points, commas] = [count('.'), count(',')];
  const decimal = points === commas ? usual : points > commas ? '.' : ',';
  const [parse, otherwise] = [numberParser({ decimal }), numberParser({ decimal: decimal === '.' ? ',' : '.' })];
  const encoded = present.map((value) => new TextEncoder().encode(value));
  const numbers = encoded.map((bytes) => parse(bytes, 0, bytes.length));
  const readable = numbers.filter((value) => !Number.isNaN(value)).length / present.length;
  if (!(readable >= 0.5)) return null;
  const differs = (i: number): boolean => {
    const other = otherwise(encoded[i], 0, encoded[i].length);
    return !Number.isNaN(other) && !Number.isNaN(numbers[i]) && other !== numbers[i];
  };
  const ambiguous = points === commas ? (present.find((_, i) => differs(i)) ?? null) : null;
  return { style: { decimal }, readable, ambiguous };
}
