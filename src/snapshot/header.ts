/**
 * The header of the strict safetensors profile: canonical JSON, one spelling for one meaning. `__metadata__` comes
 * first, then the tensors, large elements first and names in ASCII order among equals; no white space but the padding
 * to a multiple of 8 bytes. Whoever reads it serialises it again and requires equal bytes, which settles duplicate keys,
 * spellings of numbers, escapes and order in one comparison.
 *
 * Format: https://github.com/huggingface/safetensors, section "Format".
 */
import type { Shape } from '../core/shape.ts';
import { equalBytes } from './bytes.ts';
import { isObject } from './json.ts';
import { MAX_MANIFEST_BYTES, MAX_RANK, MAX_TENSOR_BYTES, MAX_TENSORS } from './limits.ts';
import { quote, refusal } from './refusal.ts';
import { type Dtype, elementBytes, isDtype } from './tensor.ts';

/** What the file is (`name/version`), and a JSON text that says the rest. */
export interface Metadata {
  readonly format: string;
  readonly manifest: string;
}

export interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: Shape;
  /** Bytes from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly metadata: Metadata;
  /** In file order. */
  readonly entries: readonly Entry[];
}

/** Letters, which differ by their case, digits, `_` and `.`; not first `_`, which keeps `__metadata__` and `__proto__` out. */
const NAME = /^[a-zA-Z0-9.][a-zA-Z0-9_.]{0,63}$/;

const place = (name: string): string => `tensor ${quote(name)}`;

/** File order: large elements first, so that every tensor is aligned, then by name. */
export const fileOrder = (
  a: { readonly name: string; readonly dtype: Dtype },
  b: { readonly name: string; readonly dtype: Dtype },
): number => elementBytes[b.dtype] - elementBytes[a.dtype] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Bytes of a tensor with these extents, or a refusal; every product is checked before it is used. */
export function tensorBytes(name: string, dtype: Dtype, shape: readonly unknown[]): number {
  if (shape.length > MAX_RANK) {
    throw refusal('SNAP_SHAPE', place(name), `rank ${shape.length}, expected at most ${MAX_RANK}`);
  }
  let bytes = elementBytes[dtype];
  for (const extent of shape) {
    if (typeof extent !== 'number' || !Number.isSafeInteger(extent) || extent < 1) {
      throw refusal('SNAP_SHAPE', place(name), `extent ${quote(extent)}, expected an integer from 1`);
    }
    bytes *= extent;
    if (bytes > MAX_TENSOR_BYTES) {
      throw refusal('SNAP_TENSOR_SIZE', place(name), `needs ${bytes} bytes, expected at most ${MAX_TENSOR_BYTES}`);
    }
  }
  return bytes;
}

export function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw refusal('SNAP_TENSOR_NAME', place(name), 'expected 1 to 64 of a-z, A-Z, 0-9, _ and ., not _ first');
}

export function checkCount(count: number): void {
  if (count <= MAX_TENSORS) return;
  throw refusal('SNAP_TENSOR_COUNT', 'header', `${count} tensors, expected at most ${MAX_TENSORS}`);
}

/** Checks that `metadata` is exactly a format and a manifest that fits. */
export function checkMetadata(metadata: unknown): asserts metadata is Metadata {
  const keys = isObject(metadata) ? Object.keys(metadata).sort().join() : 'nothing';
  if (!isObject(metadata) || keys !== 'format,manifest') {
    throw refusal('SNAP_METADATA', 'header', `__metadata__ has ${quote(keys)}, expected format and manifest`);
  }
  const { format, manifest } = metadata;
  if (typeof format !== 'string' || typeof manifest !== 'string' || !`${format}${manifest}`.isWellFormed()) {
    throw refusal('SNAP_METADATA', 'header', 'format and manifest are not well-formed text');
  }
  const bytes = new TextEncoder().encode(manifest).length;
  if (bytes > MAX_MANIFEST_BYTES) {
    throw refusal('SNAP_MANIFEST_SIZE', 'header', `manifest of ${bytes} bytes, expected at most ${MAX_MANIFEST_BYTES}`);
  }
}

/** The canonical bytes of `header`, padded with spaces to a multiple of 8. */
export function writeHeader({ metadata, entries }: Header): Uint8Array<ArrayBuffer> {
  const { format, manifest } = metadata;
  const members = [...entries].sort(fileOrder).map(({ name, dtype, shape, begin, end }) => {
    return `"${name}":${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`;
  });
  const text = `{${[`"__metadata__":${JSON.stringify({ format, manifest })}`, ...members].join(',')}}`;
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
  padded.set(bytes);
  return padded;
}

/** Reads and checks the bytes of a header; throws SnapshotError where they are not its one canonical spelling. */
export function readHeader(bytes: Uint8Array): Header {
  const { __metadata__: metadata, ...tensors } = parse(bytes);
  checkMetadata(metadata);
  checkCount(Object.keys(tensors).length);
  const entries = Object.entries(tensors)
    .map(([name, value]) => readEntry(name, value))
    .sort((a, b) => a.begin - b.begin);
  checkConsecutive(entries);
  const header = { metadata, entries };
  const ordered = entries.every((entry, i) => i === 0 || fileOrder(entries[i - 1], entry) < 0);
  if (!ordered || !equalBytes(writeHeader(header), bytes)) {
    throw refusal('SNAP_HEADER_CANONICAL', 'header', 'not spelled the one way Nextup spells it');
  }
  return header;
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw refusal('SNAP_HEADER_TEXT', 'header', 'not JSON in UTF-8');
  }
  if (!isObject(value)) throw refusal('SNAP_HEADER_TEXT', 'header', `${quote(value)}, expected a JSON object`);
  return value;
}

function readEntry(name: string, value: unknown): Entry {
  checkName(name);
  if (!isObject(value) || Object.keys(value).sort().join() !== 'data_offsets,dtype,shape') {
    throw refusal('SNAP_TENSOR_ENTRY', place(name), 'expected exactly dtype, shape and data_offsets');
  }
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isDtype(dtype)) {
    const known = Object.keys(elementBytes).join(', ');
    throw refusal('SNAP_DTYPE', place(name), `type ${quote(dtype)}, this version reads ${known}`);
  }
  if (!Array.isArray(shape)) throw refusal('SNAP_SHAPE', place(name), `shape is ${quote(shape)}, expected a list`);
  const bytes = tensorBytes(name, dtype, shape);
  const [begin, end] = readOffsets(name, offsets);
  if (end - begin !== bytes) {
    throw refusal('SNAP_EXTENT', place(name), `${end - begin} bytes, but its shape needs ${bytes}`);
  }
  return { name, dtype, shape: shape.map(Number), begin, end };
}

function readOffsets(name: string, offsets: unknown): readonly [number, number] {
  const list: readonly unknown[] = Array.isArray(offsets) ? offsets : [];
  const [begin, end, ...more] = list;
  const exact = Number.isSafeInteger(begin) && Number.isSafeInteger(end) && more.length === 0;
  if (!exact || typeof begin !== 'number' || typeof end !== 'number' || begin < 0 || end <= begin) {
    throw refusal(
      'SNAP_OFFSETS',
      place(name),
      `offsets ${quote(begin)} to ${quote(end)}, expected two rising integers`,
    );
  }
  return [begin, end];
}

/** Entries sorted by their begin must follow each other from 0 without a gap. */
function checkConsecutive(entries: readonly Entry[]): void {
  let at = 0;
  for (const { name, begin, end } of entries) {
    if (begin < at)
      throw refusal('SNAP_OVERLAP', place(name), `begins at byte ${begin}, inside the one that ends at ${at}`);
    if (begin > at)
      throw refusal('SNAP_HOLE', place(name), `begins at byte ${begin}, but the one before ends at ${at}`);
    at = end;
  }
}
