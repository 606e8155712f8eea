/**
 * Tensors of a safetensors file that somebody else wrote: any order, any names, any metadata. It is believed nothing: what is taken from it is proved to
 * lie in the file first, and no more is held than the file has.
 */
import { fromHalf } from '../../core/half.ts';
import { MAX_FILE_BYTES, MAX_HEADER_BYTES } from '../../snapshot/limits.ts';
import { quote, refusal } from '../../snapshot/refusal.ts';

export interface ForeignTensor {
  readonly shape: readonly number[];
  /** In single precision, whatever the file has. */
  readonly data: Float32Array<ArrayBuffer>;
}

export type ForeignTensors = ReadonlyMap<string, ForeignTensor>;

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const MOST_TENSORS = 4096;
const MOST_AXES = 8;
const LENGTH_BYTES = 8;

/** Bytes of a number, and how one is read. Counters and masks, which are no weights, are left out. */
const NUMBERS: Readonly<
  Record<string, { readonly bytes: number; readonly at: (view: DataView, at: number) => number }>
> = {
  F32: { bytes: 4, at: (view, at) => view.getFloat32(at, true) },
  F64: { bytes: 8, at: (view, at) => view.getFloat64(at, true) },
  F16: { bytes: 2, at: (view, at) => fromHalf(view.getUint16(at, true)) },
  BF16: { bytes: 2, at: (view, at) => upperHalf(view.getUint16(at, true)) },
};

const word = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a number of single precision. */
function upperHalf(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

/** @throws SnapshotError */
export function readForeign(bytes: Uint8Array<ArrayBuffer>): ForeignTensors {
  if (bytes.length > MAX_FILE_BYTES) throw wrong('file', `${bytes.length} bytes, expected at most ${MAX_FILE_BYTES}`);
  if (bytes.length < LENGTH_BYTES) throw wrong('file', `${bytes.length} bytes, expected a safetensors file`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(Math.min(MAX_HEADER_BYTES, bytes.length - LENGTH_BYTES))) {
    throw wrong('header', `${length} bytes long, expected a safetensors file whose header is in it`);
  }
  const from = LENGTH_BYTES + Number(length);
  const entries = entriesOf(bytes.subarray(LENGTH_BYTES, from), bytes.length - from);
  const numbers = new DataView(bytes.buffer, bytes.byteOffset + from);
  return new Map(
    entries.map(({ name, dtype, shape, begin, end }) => {
      const { bytes: each, at } = NUMBERS[dtype];
      return [
        name,
        { shape, data: Float32Array.from({ length: (end - begin) / each }, (_, i) => at(numbers, begin + i * each)) },
      ];
    }),
  );
}

function entriesOf(header: Uint8Array, room: number): readonly Entry[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch {
    throw wrong('header', 'it is no JSON in UTF-8, expected a safetensors file');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw wrong('header', 'it is no object');
  const named = Object.entries(parsed).filter(([name]) => name !== '__metadata__');
  if (named.length > MOST_TENSORS) throw wrong('header', `${named.length} tensors, expected at most ${MOST_TENSORS}`);
  const entries = named.map(([name, entry]) => entryOf(name, entry, room)).filter(({ dtype }) => dtype in NUMBERS);
  const total = entries.reduce((sum, { begin, end }) => sum + end - begin, 0);
  if (total > room) throw wrong('header', 'tensors lie over one another');
  return entries;
}

function entryOf(name: string, value: unknown, room: number): Entry {
  const where = `tensor ${quote(name)}`;
  if (typeof value !== 'object' || value === null) throw wrong(where, 'its entry is no object');
  const { dtype, shape, data_offsets: offsets } = value as Readonly<Record<string, unknown>>;
  if (typeof dtype !== 'string') throw wrong(where, 'its entry names no dtype');
  if (!areCounts(shape) || shape.length > MOST_AXES) throw wrong(where, 'its shape is no list of sizes');
  if (!areCounts(offsets) || offsets.length !== 2) throw wrong(where, 'its offsets are no two places');
  const [begin, end] = offsets;
  if (begin > end || end > room) throw wrong(where, `bytes ${begin} to ${end}, of ${room} in the file`);
  const each = Object.hasOwn(NUMBERS, dtype) ? NUMBERS[dtype].bytes : null;
  const needed = each === null ? null : shape.reduce((product, n) => product * n, each);
  if (needed !== null && needed !== end - begin) throw wrong(where, `${end - begin} bytes, its shape needs ${needed}`);
  return { name, dtype: each === null ? '' : dtype, shape, begin, end };
}

const areCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);

const wrong = (where: string, cause: string) => refusal('SNAP_WEIGHTS', where, cause);
