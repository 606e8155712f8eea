/** Values in the encodings for sorted and for similar ones. */
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import type { Values } from '../table_kind.ts';
import type { Leaf, Meaning } from './schema.ts';
import { MalformedError } from './thrift.ts';
import { binaries, fixed, plainValues } from './values.ts';

/** Bytes in a row that are never below 0x80 where numbers follow each other. */
const LONGEST_NUMBER = 4096;

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
