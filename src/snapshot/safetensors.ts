/**
 * Strict safetensors: 8 bytes of header length (u64, little-endian, a multiple of 8), the canonical header, the tensors
 * without holes or trailing bytes. Any safetensors reader reads what `encode` writes; `decode` reads nothing else.
 */
import { atOnce } from '../core/pace.ts';
import { PIECE_BYTES } from './bytes.ts';
import {
  checkCount,
  checkMetadata,
  checkName,
  type Entry,
  fileOrder,
  type Metadata,
  readHeader,
  tensorBytes,
  writeHeader,
} from './header.ts';
import { MAX_FILE_BYTES, MAX_HEADER_BYTES } from './limits.ts';
import type { Outline } from './pieces.ts';
import { refusal } from './refusal.ts';
import { type Tensor, view } from './tensor.ts';

const LENGTH_BYTES = 8;

export interface Container {
  readonly metadata: Metadata;
  /** In file order: large elements first, then by name. */
  readonly tensors: readonly Tensor[];
}

/** Where everything of a container goes. Throws SnapshotError where it would be beyond what `decode` reads. */
export function plan(
  outlines: readonly Outline[],
  metadata: Metadata,
): { readonly header: Uint8Array<ArrayBuffer>; readonly entries: readonly Entry[]; readonly bytes: number } {
  checkMetadata(metadata);
  checkCount(outlines.length);
  const entries = layout([...outlines].sort(fileOrder));
  const header = writeHeader({ metadata, entries });
  const bytes = LENGTH_BYTES + header.length + (entries.at(-1)?.end ?? 0);
  checkFileBytes(bytes);
  return { header, entries, bytes };
}

/** The bytes of a container. Throws SnapshotError for whatever `decode` would refuse. */
export const encode = (tensors: readonly Tensor[], metadata: Metadata): Uint8Array<ArrayBuffer> =>
  atOnce(encoding(tensors, metadata));

/** As `encode`, piece by piece. */
export function* encoding(tensors: readonly Tensor[], metadata: Metadata): Generator<void, Uint8Array<ArrayBuffer>> {
  const { header, entries, bytes: total } = plan(tensors, metadata);
  const sorted = [...tensors].sort(fileOrder);
  const bytes = new Uint8Array(total);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, LENGTH_BYTES);
  for (const [i, { name, data }] of sorted.entries()) {
    const { begin, end } = entries[i];
    if (end - begin !== data.byteLength) {
      throw refusal('SNAP_EXTENT', `tensor "${name}"`, `${data.byteLength} bytes, but its shape needs ${end - begin}`);
    }
    const at = LENGTH_BYTES + header.length + begin;
    for (let from = 0; from < data.byteLength; from += PIECE_BYTES) {
      yield;
      const length = Math.min(PIECE_BYTES, data.byteLength - from);
      bytes.set(new Uint8Array(data.buffer, data.byteOffset + from, length), at + from);
    }
  }
  return bytes;
}

/**
 * Reads a container. The tensors are views into `bytes`, nothing is copied (but once, whole, where `bytes` starts at an
 * address its elements cannot be read from). Throws SnapshotError, and nothing else, for anything `encode` did not write.
 */
export function decode(bytes: Uint8Array<ArrayBuffer>): Container {
  const aligned = bytes.byteOffset % LENGTH_BYTES === 0 ? bytes : new Uint8Array(bytes);
  const { header, body } = parts(aligned);
  const { metadata, entries } = readHeader(header);
  const expected = entries.at(-1)?.end ?? 0;
  if (body.length < expected) throw truncated(bytes.length, bytes.length - body.length + expected);
  if (body.length > expected) {
    throw refusal('SNAP_TRAILING', 'file', `${body.length - expected} bytes after the last tensor`);
  }
  const tensors = entries.map(({ name, dtype, shape, begin }) =>
    view(name, dtype, shape, body.buffer, body.byteOffset + begin),
  );
  return { metadata, tensors };
}

/** Header and tensor bytes of a container, as views. Throws SnapshotError where its length makes no sense. */
export function parts(bytes: Uint8Array<ArrayBuffer>): {
  readonly header: Uint8Array<ArrayBuffer>;
  readonly body: Uint8Array<ArrayBuffer>;
} {
  checkFileBytes(bytes.length);
  const at = LENGTH_BYTES + headerLength(bytes);
  return { header: bytes.subarray(LENGTH_BYTES, at), body: bytes.subarray(at) };
}

/** Where each of the sorted tensors goes; checks names and shapes. */
function layout(sorted: readonly Outline[]): readonly Entry[] {
  const names = new Set<string>();
  let at = 0;
  return sorted.map(({ name, dtype, shape }) => {
    checkName(name);
    if (names.has(name)) throw refusal('SNAP_TENSOR_NAME', `tensor "${name}"`, 'the name is given twice');
    names.add(name);
    const bytes = tensorBytes(name, dtype, shape);
    at += bytes;
    return { name, dtype, shape, begin: at - bytes, end: at };
  });
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) throw truncated(bytes.length, LENGTH_BYTES);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length < 8 || length > MAX_HEADER_BYTES || length % 8 !== 0) {
    const cause = `header length ${length}, expected a multiple of 8 up to ${MAX_HEADER_BYTES}`;
    throw refusal('SNAP_HEADER_LENGTH', 'byte 0', cause);
  }
  if (LENGTH_BYTES + length > bytes.length) throw truncated(bytes.length, LENGTH_BYTES + length);
  return length;
}

/** Throws SnapshotError for a file that no reader may hold in memory. */
export function checkFileBytes(bytes: number): void {
  if (bytes <= MAX_FILE_BYTES) return;
  throw refusal('SNAP_FILE_SIZE', 'file', `${bytes} bytes, expected at most ${MAX_FILE_BYTES}`);
}

const truncated = (bytes: number, expected: number): Error =>
  refusal('SNAP_TRUNCATED', 'file', `incomplete: ${bytes} of at least ${expected} bytes`);
