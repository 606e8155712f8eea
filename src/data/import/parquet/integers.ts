/** Whole numbers, and what they stand for: dates, times, decimals. */
import type { Values } from '../table_kind.ts';
import { clockText, dateText, decimalText, int96Nanos, timestampText, TICKS } from './format.ts';
import type { Meaning } from './schema.ts';
import { WrittenTexts, writing, type Write } from './written.ts';

const MINUS = 0x2d;
const ZERO = 0x30;
/** First second of 1900 and of 2201: what the reader of dates takes for years. */
const FIRST_SECOND = -2_208_988_800;
const END_SECOND = 7_289_654_400;

const ENCODER = new TextEncoder();

/** Digits of a whole number below 2^53. */
function writeInteger(value: number, bytes: Uint8Array): number {
  let rest = value < 0 ? -value : value;
  let length = value < 0 ? 1 : 0;
  if (value < 0) bytes[0] = MINUS;
  for (let limit = 10; rest >= limit; limit *= 10) length++;
  const end = ++length;
  while (rest > 0x7fffffff) {
    const tenth = Math.floor(rest / 10);
    bytes[--length] = ZERO + (rest - 10 * tenth);
    rest = tenth;
  }
  let small = rest | 0;
  do {
    const tenth = (small / 10) | 0;
    bytes[--length] = ZERO + (small - 10 * tenth);
    small = tenth;
  } while (small > 0);
  return end;
}

/** Values read as integers: as numbers, exact up to 2^53, or as they are. */
interface Integers {
  readonly number: (i: number) => number;
  readonly big: (i: number) => bigint;
}

function integersOf(view: DataView, width: 4 | 8, unsigned: boolean): Integers {
  if (width === 4) {
    const number = (i: number): number => (unsigned ? view.getUint32(4 * i, true) : view.getInt32(4 * i, true));
    return { number, big: (i) => BigInt(number(i)) };
  }
  return {
    number: (i) =>
      (unsigned ? view.getUint32(8 * i + 4, true) : view.getInt32(8 * i + 4, true)) * 2 ** 32 +
      view.getUint32(8 * i, true),
    big: (i) => (unsigned ? view.getBigUint64(8 * i, true) : view.getBigInt64(8 * i, true)),
  };
}

/** Whole numbers, NaN beyond 2^53. One loop for each width: how fast a file is read is decided here. */
function numbersOf(view: DataView, count: number, width: 4 | 8, unsigned: boolean): Float64Array {
  const numbers = new Float64Array(count);
  if (width === 4) {
    for (let i = 0; i < count; i++) numbers[i] = unsigned ? view.getUint32(4 * i, true) : view.getInt32(4 * i, true);
    return numbers;
  }
  for (let i = 0; i < count; i++) {
    const high = unsigned ? view.getUint32(8 * i + 4, true) : view.getInt32(8 * i + 4, true);
    const value = high * 2 ** 32 + view.getUint32(8 * i, true);
    numbers[i] = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? value : NaN;
  }
  return numbers;
}

function wholeNumbers(view: DataView, count: number, width: 4 | 8, unsigned: boolean, shared: boolean): Values {
  const numbers = numbersOf(view, count, width, unsigned);
  const { big } = integersOf(view, width, unsigned);
  const write: Write = (i, bytes) =>
    Number.isNaN(numbers[i]) ? ENCODER.encodeInto(String(big(i)), bytes).written : writeInteger(numbers[i], bytes);
  return new WrittenTexts(count, shared, write, { numbers });
}

const withinYears = (seconds: number): number => (seconds >= FIRST_SECOND && seconds < END_SECOND ? seconds : NaN);

/** Seconds since 1970 of ticks, rounded once. */
function secondsOf(ticks: Integers, count: number, perSecond: number): Float64Array {
  const seconds = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const value = ticks.number(i);
    if (value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER)
      seconds[i] = withinYears(value / perSecond);
    else seconds[i] = withinYears(exactSeconds(ticks.big(i), perSecond));
  }
  return seconds;
}

function exactSeconds(ticks: bigint, perSecond: number): number {
  const whole = ticks / BigInt(perSecond);
  return Number(whole) + Number(ticks - whole * BigInt(perSecond)) / perSecond;
}

/**
 * Seconds since 1970 of nanoseconds, without the time BigInt takes: whole seconds are found to one, and what is left over in
 * the lower 32 bits, which a product of whole numbers keeps.
 */
function nanoSeconds(view: DataView, count: number): Float64Array {
  const seconds = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const low = view.getInt32(8 * i, true);
    const whole = Math.floor((view.getInt32(8 * i + 4, true) * 2 ** 32 + (low >>> 0)) / 1e9);
    const rest = (low - Math.imul(whole, 1e9)) | 0;
    seconds[i] = withinYears(whole + rest / 1e9);
  }
  return seconds;
}

/** Values of INT32 and INT64. */
export function integers(view: DataView, count: number, width: 4 | 8, meaning: Meaning, shared: boolean): Values {
  const values = integersOf(view, width, false);
  const written = (text: (i: number) => string, seconds: Float64Array | null = null): Values =>
    new WrittenTexts(count, shared, writing(text), { seconds });
  if (meaning.kind === 'date') {
    const seconds = Float64Array.from({ length: count }, (_, i) => withinYears(values.number(i) * 86_400));
    return written((i) => dateText(values.number(i)), seconds);
  }
  if (meaning.kind === 'timestamp') {
    const { unit, utc } = meaning;
    const seconds =
      unit === 'NANOS' && width === 8 ? nanoSeconds(view, count) : secondsOf(values, count, Number(TICKS[unit]));
    return written((i) => timestampText(values.big(i), unit, utc), seconds);
  }
  if (meaning.kind === 'clock') return written((i) => clockText(values.big(i), meaning.unit));
  if (meaning.kind === 'decimal') return written((i) => decimalText(values.big(i), meaning.scale));
  return wholeNumbers(view, count, width, meaning.kind === 'integer' && meaning.unsigned, shared);
}

/** Nanoseconds of the day in eight bytes, then the Julian day in four. */
export function int96(view: DataView, count: number, shared: boolean): Values {
  const nanos = (i: number): bigint => int96Nanos(view.getBigInt64(12 * i, true), view.getInt32(12 * i + 8, true));
  const seconds = Float64Array.from({ length: count }, (_, i) => withinYears(exactSeconds(nanos(i), 1e9)));
  return new WrittenTexts(
    count,
    shared,
    writing((i) => timestampText(nanos(i), 'NANOS', true)),
    { seconds },
  );
}
