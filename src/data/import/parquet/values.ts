/** Values of one page or dictionary: each as the text the same table has as CSV, made when it is asked for. */
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import type { Values } from '../table_kind.ts';
import {
  bigEndian,
  clockText,
  dateText,
  decimalText,
  float16,
  float32Text,
  floatText,
  int96Nanos,
  intervalText,
  timestampText,
  TICKS,
  uuidText,
} from './format.ts';
import type { Leaf, Meaning } from './schema.ts';
import { MalformedError } from './thrift.ts';

const MINUS = 0x2d;
const ZERO = 0x30;
const LONGEST = 64;
/** First second of 1900 and of 2201: what the reader of dates takes for years. */
const FIRST_SECOND = -2_208_988_800;
const END_SECOND = 7_289_654_400;
/** Bytes in a row that are never below 0x80 where numbers follow each other. */
const LONGEST_NUMBER = 4096;

const ENCODER = new TextEncoder();

/** Texts that lie in the bytes of a page. */
class StoredTexts implements Values {
  readonly bytes: Uint8Array;
  start = 0;
  end = 0;
  readonly count: number;
  readonly shared: boolean;
  readonly seconds = null;
  readonly numbers = null;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;

  constructor(bytes: Uint8Array, starts: Uint32Array, ends: Uint32Array, shared: boolean) {
    this.bytes = bytes;
    this.#starts = starts;
    this.#ends = ends;
    this.count = starts.length;
    this.shared = shared;
  }

  seek(i: number): void {
    this.start = this.#starts[i];
    this.end = this.#ends[i];
  }
}

/** Writes value i as text and returns its length in bytes. */
type Write = (i: number, bytes: Uint8Array) => number;

/** Texts that are written when they are asked for. */
class WrittenTexts implements Values {
  bytes = new Uint8Array(LONGEST);
  readonly start = 0;
  end = 0;
  readonly count: number;
  readonly shared: boolean;
  readonly seconds: Float64Array | null;
  readonly numbers: Float64Array | null;
  readonly #write: Write;

  constructor(
    count: number,
    shared: boolean,
    write: Write,
    { seconds = null, numbers = null }: Partial<Pick<Values, 'seconds' | 'numbers'>> = {},
  ) {
    this.count = count;
    this.shared = shared;
    this.seconds = seconds;
    this.numbers = numbers;
    this.#write = write;
  }

  seek(i: number): void {
    this.end = this.#write(i, this.bytes);
    if (this.end < 0) {
      this.bytes = new Uint8Array(-2 * this.end);
      this.seek(i);
    }
  }
}

/** Texts made of strings; those that do not fit are asked for again with more room. */
const writing =
  (text: (i: number) => string): Write =>
  (i, bytes) => {
    const said = text(i);
    if (said.length * 3 > bytes.length) return -said.length * 3;
    return ENCODER.encodeInto(said, bytes).written;
  };

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

/** The bytes of a page's values where every value has `width` of them. */
function fixed(bytes: Uint8Array, from: number, count: number, width: number): DataView {
  if (from + count * width > bytes.length) throw new MalformedError('a page is shorter than its values');
  return new DataView(bytes.buffer, bytes.byteOffset + from, count * width);
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
    if (value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER) seconds[i] = withinYears(value / perSecond);
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
function integers(view: DataView, count: number, width: 4 | 8, meaning: Meaning, shared: boolean): Values {
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
function int96(view: DataView, count: number, shared: boolean): Values {
  const nanos = (i: number): bigint => int96Nanos(view.getBigInt64(12 * i, true), view.getInt32(12 * i + 8, true));
  const seconds = Float64Array.from({ length: count }, (_, i) => withinYears(exactSeconds(nanos(i), 1e9)));
  return new WrittenTexts(
    count,
    shared,
    writing((i) => timestampText(nanos(i), 'NANOS', true)),
    { seconds },
  );
}

function floats(view: DataView, count: number, width: 4 | 8, shared: boolean): Values {
  const text =
    width === 4
      ? (i: number): string => float32Text(view.getFloat32(4 * i, true))
      : (i: number): string => floatText(view.getFloat64(8 * i, true));
  return new WrittenTexts(count, shared, writing(text));
}

function truths(bytes: Uint8Array, from: number, count: number): Values {
  if (from + Math.ceil(count / 8) > bytes.length) throw new MalformedError('a page is shorter than its values');
  return truthsOf(count, (i) => (bytes[from + (i >> 3)] >> (i & 7)) & 1);
}

/** Values of BOOLEAN by their bits. */
export const truthsOf = (count: number, bit: (i: number) => number): Values =>
  new WrittenTexts(
    count,
    false,
    writing((i) => (bit(i) === 1 ? 'true' : 'false')),
  );

/** Values of BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY, wherever they begin and end. */
function binaries(
  bytes: Uint8Array,
  starts: Uint32Array,
  ends: Uint32Array,
  meaning: Meaning,
  shared: boolean,
): Values {
  const value = (i: number): Uint8Array => bytes.subarray(starts[i], ends[i]);
  const written = (text: (bytes: Uint8Array) => string): Values =>
    new WrittenTexts(
      starts.length,
      shared,
      writing((i) => text(value(i))),
    );
  if (meaning.kind === 'uuid') return written(uuidText);
  if (meaning.kind === 'decimal') return written((bits) => decimalText(bigEndian(bits.subarray(0, 64)), meaning.scale));
  if (meaning.kind === 'float') return written(([low, high]) => float32Text(float16(low, high)));
  if (meaning.kind === 'interval') {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const part = (i: number, n: number): number => view.getUint32(starts[i] + 4 * n, true);
    return new WrittenTexts(
      starts.length,
      shared,
      writing((i) => intervalText(part(i, 0), part(i, 1), part(i, 2))),
    );
  }
  return new StoredTexts(bytes, starts, ends, shared);
}

function byteArrays(bytes: Uint8Array, from: number, count: number, meaning: Meaning, shared: boolean): Values {
  if (from + 4 * count > bytes.length) throw new MalformedError('a page is shorter than its values');
  const [starts, ends] = [new Uint32Array(count), new Uint32Array(count)];
  let at = from;
  for (let i = 0; i < count; i++) {
    const length = (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
    starts[i] = at + 4;
    at += 4 + length;
    ends[i] = at;
    if (at > bytes.length) throw new MalformedError('a page is shorter than its values');
  }
  return binaries(bytes, starts, ends, meaning, shared);
}

/** Values of a fixed number of bytes; zeros that only fill a text up are no part of it. */
function fixedArrays(bytes: Uint8Array, from: number, count: number, leaf: Leaf, shared: boolean): Values {
  const width = leaf.bytes;
  if (width <= 0) throw new MalformedError('a column has values of no length');
  fixed(bytes, from, count, width);
  const starts = Uint32Array.from({ length: count }, (_, i) => from + i * width);
  const ends = starts.map((start) => {
    let end = start + width;
    if (leaf.meaning.kind === 'text') while (end > start && bytes[end - 1] === 0) end--;
    return end;
  });
  return binaries(bytes, starts, ends, leaf.meaning, shared);
}

/** `count` values as they lie in `bytes` from `from` on; `shared` where they are a dictionary. */
export function plainValues(bytes: Uint8Array, from: number, count: number, leaf: Leaf, shared: boolean): Values {
  const { physical, meaning } = leaf;
  switch (physical) {
    case 'BOOLEAN':
      return truths(bytes, from, count);
    case 'INT32':
      return integers(fixed(bytes, from, count, 4), count, 4, meaning, shared);
    case 'INT64':
      return integers(fixed(bytes, from, count, 8), count, 8, meaning, shared);
    case 'INT96':
      return int96(fixed(bytes, from, count, 12), count, shared);
    case 'FLOAT':
      return floats(fixed(bytes, from, count, 4), count, 4, shared);
    case 'DOUBLE':
      return floats(fixed(bytes, from, count, 8), count, 8, shared);
    case 'BYTE_ARRAY':
      return byteArrays(bytes, from, count, meaning, shared);
    case 'FIXED_LEN_BYTE_ARRAY':
      return fixedArrays(bytes, from, count, leaf, shared);
  }
}

/** A run of bytes that all go on makes the parser of one number take time in square of its length. */
function checkNumbers(bytes: Uint8Array, from: number): void {
  let run = 0;
  for (let at = from; at < bytes.length; at++) {
    run = bytes[at] < 0x80 ? 0 : run + 1;
    if (run > LONGEST_NUMBER) throw new MalformedError('a page has a number that does not end');
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array | BigInt64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Texts that do not lie in one array are put into one. */
function joined(texts: readonly Uint8Array[], meaning: Meaning): Values {
  const starts = new Uint32Array(texts.length);
  const ends = new Uint32Array(texts.length);
  let length = 0;
  texts.forEach((text, i) => {
    starts[i] = length;
    ends[i] = length += text.length;
  });
  const bytes = new Uint8Array(length);
  texts.forEach((text, i) => {
    bytes.set(text, starts[i]);
  });
  return binaries(bytes, starts, ends, meaning, false);
}

/** What the encodings for sorted and for similar values hold; null where the encoding is none of them. */
export function packedValues(
  encoding: string,
  bytes: Uint8Array,
  from: number,
  count: number,
  leaf: Leaf,
): Values | null {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: from };
  const { physical, meaning } = leaf;
  if (encoding === 'BYTE_STREAM_SPLIT') {
    const width =
      physical === 'FLOAT' || physical === 'INT32' ? 4 : physical === 'FIXED_LEN_BYTE_ARRAY' ? leaf.bytes : 8;
    fixed(bytes, from, count, width);
    const split = byteStreamSplit(
      reader,
      count,
      physical === 'FIXED_LEN_BYTE_ARRAY' ? physical : width === 4 ? 'INT32' : 'INT64',
      leaf.bytes,
    );
    if (split instanceof Int32Array || split instanceof BigInt64Array)
      return plainValues(bytesOf(split), 0, count, leaf, false);
    return joined(split as Uint8Array[], meaning);
  }
  if (encoding === 'DELTA_BINARY_PACKED') {
    if (physical !== 'INT32' && physical !== 'INT64') return null;
    checkNumbers(bytes, from);
    const numbers = physical === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
    if (count > 0) deltaBinaryUnpack(reader, count, numbers);
    return plainValues(bytesOf(numbers), 0, count, leaf, false);
  }
  const unpack = { DELTA_LENGTH_BYTE_ARRAY: deltaLengthByteArray, DELTA_BYTE_ARRAY: deltaByteArray }[encoding];
  if (unpack === undefined) return null;
  const texts: Uint8Array[] = new Array<Uint8Array>(count);
  if (count > 0) unpack(reader, count, texts);
  return joined(texts, meaning);
}
