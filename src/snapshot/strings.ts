/**
 * Tables of text as two tensors, so that a large catalogue never passes through JSON: `<name>.bytes` (total) holds the
 * UTF-8 of all strings in a row, `<name>.offsets` (count + 1) where each begins, ending with the total.
 */
import { atOnce } from '../core/pace.ts';
import { refusal } from './refusal.ts';
import { type Tensor, u8, u32 } from './tensor.ts';

/** Strings of a piece of the work. */
export const STRIDE = 4096;

/** The two tensors of `strings`. Lone surrogates become U+FFFD. */
export const encodeStrings = (name: string, strings: readonly string[]): readonly [Tensor, Tensor] =>
  atOnce(encodingStrings(name, strings));

/** The strings of a table; throws SnapshotError unless offsets rise from 0 to the end and every piece is UTF-8. */
export const decodeStrings = (name: string, bytes: Uint8Array, offsets: Uint32Array): readonly string[] =>
  atOnce(decodingStrings(name, bytes, offsets));

/** As `encodeStrings`, piece by piece. */
export function* encodingStrings(name: string, strings: readonly string[]): Generator<void, readonly [Tensor, Tensor]> {
  const encoder = new TextEncoder();
  const offsets = new Uint32Array(strings.length + 1);
  for (const [i, string] of strings.entries()) {
    if (i % STRIDE === 0) yield;
    offsets[i + 1] = offsets[i] + utf8Bytes(string);
  }
  const bytes = new Uint8Array(offsets[strings.length]);
  for (const [i, string] of strings.entries()) {
    if (i % STRIDE === 0) yield;
    encoder.encodeInto(string, bytes.subarray(offsets[i]));
  }
  return [u8(`${name}.bytes`, bytes), u32(`${name}.offsets`, offsets)];
}

/** Bytes of `string` in UTF-8; a lone surrogate becomes U+FFFD, which has three. */
export function utf8Bytes(string: string): number {
  let bytes = 0;
  for (const character of string) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

/** As `decodeStrings`, piece by piece. */
export function* decodingStrings(
  name: string,
  bytes: Uint8Array,
  offsets: Uint32Array,
): Generator<void, readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const count = offsets.length - 1;
  if (offsets[0] !== 0 || offsets[count] !== bytes.length) {
    throw refusal('SNAP_ITEMS', `${name}.offsets`, `${offsets[0]} to ${offsets[count]}, expected 0 to ${bytes.length}`);
  }
  const strings: string[] = [];
  for (let i = 0; i < count; i++) {
    if (i % STRIDE === 0) yield;
    if (offsets[i + 1] < offsets[i]) {
      throw refusal('SNAP_ITEMS', `${name}.offsets`, `falls from ${offsets[i]} to ${offsets[i + 1]} at ${i + 1}`);
    }
    try {
      strings.push(decoder.decode(bytes.subarray(offsets[i], offsets[i + 1])));
    } catch {
      throw refusal('SNAP_ITEMS', `${name}.bytes`, `entry ${i} is not UTF-8`);
    }
  }
  return strings;
}
