/**
 * Tables of text as two tensors, so that a large catalogue never passes through JSON: `<name>.bytes` (total) holds the
 * UTF-8 of all strings in a row, `<name>.offsets` (count + 1) where each begins, ending with the total.
 */
import { refusal } from './refusal.ts';
import { type Tensor, u8, u32 } from './tensor.ts';

/** The two tensors of `strings`. Lone surrogates become U+FFFD. */
export function encodeStrings(name: string, strings: readonly string[]): readonly [Tensor, Tensor] {
  const encoder = new TextEncoder();
  // A UTF-16 code unit takes at most three bytes.
  const room = new Uint8Array(3 * strings.reduce((units, string) => units + string.length, 0));
  const offsets = new Uint32Array(strings.length + 1);
  for (const [i, string] of strings.entries()) {
    offsets[i + 1] = offsets[i] + encoder.encodeInto(string, room.subarray(offsets[i])).written;
  }
  return [u8(`${name}.bytes`, room.slice(0, offsets[strings.length])), u32(`${name}.offsets`, offsets)];
}

/** The strings of a table; throws SnapshotError unless offsets rise from 0 to the end and every piece is UTF-8. */
export function decodeStrings(name: string, bytes: Uint8Array, offsets: Uint32Array): readonly string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const count = offsets.length - 1;
  if (offsets[0] !== 0 || offsets[count] !== bytes.length) {
    throw refusal('SNAP_ITEMS', `${name}.offsets`, `${offsets[0]} to ${offsets[count]}, expected 0 to ${bytes.length}`);
  }
  const strings: string[] = [];
  for (let i = 0; i < count; i++) {
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
