/** Values of one page or dictionary: each as the text the same table has as CSV, made when it is asked for. */
import type { Values } from '../table_kind.ts';
import { bigEndian, decimalText, float16, float32Text, floatText, intervalText, uuidText } from './format.ts';
import { int96, integers } from './integers.ts';
import type { Leaf, Meaning } from './schema.ts';
import { MalformedError } from './thrift.ts';
import { StoredTexts, WrittenTexts, writing } from './written.ts';

/** The bytes of a page's values where every value has `width` of them. */
export function fixed(bytes: Uint8Array, from: number, count: number, width: number): DataView {
  if (from + count * width > bytes.length) throw new MalformedError('a page is shorter than its values');
  return new DataView(bytes.buffer, bytes.byteOffset + from, count * width);
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
export function binaries(
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
