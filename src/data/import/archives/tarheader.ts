/**
 * Headers of tar archives: POSIX ustar and pax (IEEE Std 1003.1, "pax", sections "ustar Interchange Format" and "pax Header
 * Block") and GNU's long names, large sizes and sparse files (GNU tar manual, "Basic Tar Format").
 */
import type { Bytes } from './blob.ts';

/** Every header and every end of a member lies at a multiple of this. */
export const BLOCK_BYTES = 512;
/** Where the fields of a header lie: from, to. */
const FIELDS = { name: [0, 100], size: [124, 136], checksum: [148, 156], prefix: [345, 500] } as const;
const TYPE = 156;
const POSIX_MAGIC = [0x75, 0x73, 0x74, 0x61, 0x72, 0];
const MAGIC = 257;
/** Of an old GNU header of a sparse file, and of the blocks that follow it: whether one more follows. */
const SPARSE_MORE = 482;
export const SPARSE_MORE_AGAIN = 504;

export interface TarHeader {
  readonly path: string;
  /** Bytes that follow in the archive. */
  readonly size: number;
  /** `file`: also every kind that is not known, as POSIX asks. `link`: of either kind, a folder, a device: nothing follows. */
  readonly kind: 'file' | 'link' | 'sparse' | 'pax' | 'long name' | 'other record';
  /** Blocks of GNU's map of a sparse file follow. */
  readonly sparseMap: boolean;
}

/** What records before a header say about its member. */
export interface Extension {
  readonly path: string | null;
  readonly size: number | null;
  readonly sparse: boolean;
}

export const noExtension: Extension = { path: null, size: null, sparse: false };

const decoder = new TextDecoder();

/** Up to the first NUL. */
export function tarText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or from GNU binary with the first bit set. NaN where it is neither, or more than 2^53. */
function number(block: Uint8Array, [from, to]: readonly [number, number]): number {
  if ((block[from] & 0x80) !== 0) {
    const value = block.subarray(from + 1, to).reduce((sum, byte) => sum * 256 + byte, block[from] & 0x7f);
    return Number.isSafeInteger(value) ? value : NaN;
  }
  const text = tarText(block.subarray(from, to)).trim();
  return /^[0-7]*$/.test(text) ? Number.parseInt(text === '' ? '0' : text, 8) : NaN;
}

/** Whether a block is a header: the sum of its bytes, its own field taken as spaces, is what it states. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < BLOCK_BYTES || block[0] === 0) return false;
  const [from, to] = FIELDS.checksum;
  let sum = (to - from) * 0x20;
  for (let i = 0; i < BLOCK_BYTES; i++) if (i < from || i >= to) sum += block[i];
  return sum === number(block, FIELDS.checksum);
}

const KINDS: Readonly<Record<string, TarHeader['kind']>> = {
  '1': 'link',
  '2': 'link',
  '3': 'link',
  '4': 'link',
  '5': 'link',
  '6': 'link',
  S: 'sparse',
  x: 'pax',
  X: 'pax',
  L: 'long name',
  g: 'other record',
  K: 'other record',
  V: 'other record',
  D: 'other record',
  M: 'other record',
};

/** Null where the block is no header. */
export function tarHeader(block: Bytes): TarHeader | null {
  const size = number(block, FIELDS.size);
  if (!isTarHeader(block) || Number.isNaN(size)) return null;
  const field = ([from, to]: readonly [number, number]): string => tarText(block.subarray(from, to));
  const posix = POSIX_MAGIC.every((byte, i) => block[MAGIC + i] === byte);
  const prefix = posix ? field(FIELDS.prefix) : '';
  const path = prefix === '' ? field(FIELDS.name) : `${prefix}/${field(FIELDS.name)}`;
  const kind = KINDS[String.fromCharCode(block[TYPE])] ?? (path.endsWith('/') ? 'link' : 'file');
  return { path, size: kind === 'link' ? 0 : size, kind, sparseMap: kind === 'sparse' && block[SPARSE_MORE] !== 0 };
}

/** The records `length key=value` of a pax header; others than those of a path, a size or a sparse file are passed over. */
export function paxExtension(records: Uint8Array, before: Extension): Extension {
  let { path, size, sparse } = before;
  for (let at = 0; at < records.length;) {
    const space = records.indexOf(0x20, at);
    const length = space < 0 ? NaN : Number(decoder.decode(records.subarray(at, Math.min(space, at + 20))));
    if (!Number.isSafeInteger(length) || length <= space - at) break;
    const record = decoder.decode(records.subarray(space + 1, at + length - 1));
    const key = record.slice(0, Math.max(record.indexOf('='), 0));
    const value = record.slice(key.length + 1);
    if (key === 'path') path = value;
    if (key === 'size') size = Number(value);
    if (key.startsWith('GNU.sparse.')) sparse = true;
    if (key === 'GNU.sparse.name') path = value;
    at += length;
  }
  return { path, size, sparse };
}
