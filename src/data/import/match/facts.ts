/** What the values of the columns of a sample look like, and how columns depend on each other. */
import { detectList, type DetectedList } from '../lists/list.ts';
import { isMissing } from '../values/number.ts';
import { detectNumbers } from '../values/numberstyle.ts';
import { detectTime, timesOf, type DetectedTime } from '../values/time.ts';

/** What kind of thing a value names, as far as its writing tells. */
export type Look = 'email' | 'asin' | 'amazon person' | 'uuid' | 'address' | 'coordinate' | 'words' | 'id';

export interface Facts {
  readonly values: readonly string[];
  /** The first different values. */
  readonly samples: readonly string[];
  readonly distinct: number;
  /** Share of the rows that have a value. */
  readonly filled: number;
  readonly averageLength: number;
  readonly numeric: boolean;
  /** 0, 1, 2, … or 1, 2, 3, …: the number of the row. */
  readonly counter: boolean;
  /** Few different numbers between 0 and 100 in steps of a half or more. */
  readonly rating: boolean;
  readonly look: Look;
  readonly time: DetectedTime | null;
  /** How the values hold several each; null where each is one. */
  readonly list: DetectedList | null;
  /** Per row: which of the different values, in order of appearance; −1 where there is none. */
  readonly codes: Int32Array;
}

const SAMPLES = 5;
const MOSTLY = 0.5;
const TIME_VALUES = 200;
/** Different values up to which a column is one of ratings or kinds. */
export const FEW_KINDS = 30;
/** Characters beyond which a value is no number. */
const LONGEST_NUMBER = 64;
/** No digit can belong to two parts, so that reading it takes time in proportion to its length. */
const NUMBER = /^\s*[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][+-]?\d+)?\s*$/;

const LONGEST_BLANK = 8;

/** Whether a value says that there is none: empty, spaces, or a word for missing. */
function isBlank(value: string): boolean {
  if (value.length > LONGEST_BLANK) return value.trim() === '';
  const bytes = new TextEncoder().encode(value);
  return isMissing(bytes, 0, bytes.length);
}

const isNumber = (value: string): boolean => value.length <= LONGEST_NUMBER && NUMBER.test(value);

/** What numbers of people hold beside digits: currencies, percent, apostrophes between thousands. */
const NUMBER_SIGNS = /[^\d.,+\-eE\s]/;

function areNumbers(present: readonly string[]): boolean {
  if (present.length === 0) return false;
  if (present.filter(isNumber).length >= MOSTLY * present.length) return true;
  const some = present.slice(0, TIME_VALUES);
  return some.some((value) => NUMBER_SIGNS.test(value)) && (detectNumbers(some)?.readable ?? 0) >= NEARLY_ALL;
}

/** How values that are ids of a kind are written. Sources: Amazon's product and reviewer ids (McAuley), RFC 9562, RFC 3986. */
const LOOKS: readonly (readonly [Look, RegExp])[] = [
  ['email', /^[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,}$/i],
  ['asin', /^(?:B0[0-9A-Z]{8}|\d{9}[\dX])$/],
  ['amazon person', /^A[0-9A-Z]{9,20}$/],
  ['uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  ['address', /^https?:\/\//i],
  ['coordinate', /^-?\d{1,3}\.\d{4,}$/],
];
/** Share of values that must be written so. */
const NEARLY_ALL = 0.95;
const LONGEST_LOOKED_AT = 256;

function lookOf(different: readonly string[]): Look {
  const share = (pattern: RegExp): number =>
    different.filter((value) => value.length <= LONGEST_LOOKED_AT && pattern.test(value.trim())).length /
    Math.max(different.length, 1);
  for (const [look, pattern] of LOOKS) {
    if (share(pattern) < NEARLY_ALL) continue;
    // Ten digits are an ISBN only beside ids with letters, else they are any number.
    if (look === 'asin' && share(/[A-Z]/) === 0) continue;
    if (look === 'coordinate' && different.some((value) => Math.abs(Number(value)) > 180)) continue;
    return look;
  }
  return share(/\S\s+\S/) > MOSTLY / 2 ? 'words' : 'id';
}

function isRating(different: readonly string[]): boolean {
  if (different.length > FEW_KINDS) return false;
  const numbers = different.map((value) => Number(value.replace(',', '.')));
  return numbers.every((value) => value >= 0 && value <= 100 && Number.isInteger(2 * value));
}

function codesOf(values: readonly string[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(values, (value) => {
    if (isBlank(value)) return -1;
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    return code;
  });
}

/** Of a column whose values are lists, times are looked for in their elements. @param values one per row */
export function factsOf(values: readonly string[], name = ''): Facts {
  const present = values.filter((value) => !isBlank(value));
  const different = [...new Set(present)];
  const first = Number(present[0]);
  const numeric = areNumbers(present);
  const list = detectList(values, name);
  return {
    values,
    samples: different.slice(0, SAMPLES),
    distinct: different.length,
    filled: present.length / Math.max(values.length, 1),
    averageLength: present.reduce((sum, value) => sum + value.length, 0) / Math.max(present.length, 1),
    numeric,
    counter: present.length > 2 && first <= 1 && present.every((value, row) => value === String(first + row)),
    rating: numeric && isRating(different),
    look: lookOf(different),
    time: detectTime(list?.elements ?? present.slice(0, TIME_VALUES)),
    list,
    codes: codesOf(values),
  };
}

/** Rows by the value that one column has there; rows without a value are in none. */
export function groupsOf(codes: Int32Array): readonly (readonly number[])[] {
  const groups: number[][] = [];
  codes.forEach((code, row) => {
    if (code >= 0) (groups[code] ??= []).push(row);
  });
  return groups;
}

/** Groups of at least two rows: the only ones that tell whether something varies inside of one. */
const repeated = (codes: Int32Array): readonly (readonly number[])[] =>
  groupsOf(codes).filter(({ length }) => length >= 2);

/** Groups below which a dependence may be chance. */
const ENOUGH_GROUPS = 5;

/** Whether each value of `by` comes with one value of `of` only; false where too little is repeated to tell. */
export function determines(by: Facts, of: Facts): boolean {
  const groups = repeated(by.codes);
  if (groups.length < ENOUGH_GROUPS || of.distinct < 2) return false;
  const single = groups.filter((rows) => rows.every((row) => of.codes[row] === of.codes[rows[0]]));
  return single.length >= NEARLY_ALL * groups.length;
}

/** Share of the steps from one row of a group to another that change the value: 1 where no two are equal, 0 where all are. */
export function varies(groups: Int32Array, codes: Int32Array): number | null {
  let [steps, changes] = [0, 0];
  for (const rows of repeated(groups)) {
    steps += rows.length - 1;
    changes += new Set(rows.map((row) => codes[row])).size - 1;
  }
  return steps === 0 ? null : changes / steps;
}

/** Share of the values that occur in several rows which do so in several groups. Few moments do, most ids of things do. */
export function sharedAcross(groups: Int32Array, codes: Int32Array): number | null {
  const values = repeated(codes);
  if (values.length < ENOUGH_GROUPS) return null;
  const shared = values.filter((rows) => rows.some((row) => groups[row] !== groups[rows[0]]));
  return shared.length / values.length;
}

/** Whether the values inside of each group are 1, 2, 3, … or 0, 1, 2, … in some order: a place in a session. */
export function countsWithin(groups: Int32Array, { values, numeric }: Facts): boolean {
  const found = repeated(groups);
  if (!numeric || found.length === 0) return false;
  const counting = found.filter((rows) => {
    const places = rows.map((row) => Number(values[row])).sort((a, b) => a - b);
    return places[0] <= 1 && places.every((place, i) => place === places[0] + i);
  });
  return counting.length >= 0.8 * found.length;
}

/** The values as times, NaN where one is none. */
export const momentsOf = ({ values }: Facts, { form }: DetectedTime): Float64Array =>
  Float64Array.from(timesOf(values, form), (moment) => moment ?? NaN);
