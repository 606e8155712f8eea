/** One readable file: its bytes unpacked in order, or as a whole where it must be read here and there. */
import { ImportError } from '../../../core/errors.ts';
import { beginningOf, type Bytes, type Opener } from './blob.ts';
import { gunzip } from './gzip.ts';
import { size, type Limits } from '../limits.ts';
import { isGzip } from './magic.ts';

/** One readable file, inside an archive or not. */
export interface Source {
  readonly name: string;
  /** Size on disk; for a member of a zip archive compressed, of a tar archive its own. */
  readonly bytes: number;
  /** Why it cannot be a table; null where it may be one. */
  readonly refused: string | null;
  /** What its first bytes do not tell: an Excel workbook (.xlsx) is a zip archive like any other. */
  readonly content: 'workbook' | 'unknown';
  /**
   * The unpacked bytes, in pieces of at most a few MiB, each valid until the next is asked for; `onBytes` hears how many
   * bytes were read from the disk. Throws ImportError where the file changed, is damaged, or unpacks to more than the limit.
   */
  readonly open: Opener;
  /**
   * All unpacked bytes, for formats that are read here and there: a file that is not packed itself, else a copy of at most
   * `limits.wholeBytes`. Throws ImportError as `open` does, and where they are more.
   */
  readonly whole: (onBytes?: (bytes: number) => void) => Promise<Blob>;
}

/** Pieces are handed to a Blob in lots: what a browser has in a Blob it may keep out of memory. */
const LOT_BYTES = 16 * 1024 * 1024;

/** Throws ImportError where so many packed bytes became more than a table does; see `Limits.expansion`. */
export function checkExpansion(what: string, packed: number, unpacked: number, limits: Limits): void {
  if (unpacked <= limits.expandedBytes || unpacked <= limits.expansion * packed) return;
  throw new ImportError(
    `${what}: ${size(packed)} of it unpack to more than ${size(unpacked)}, over ${limits.expansion} times as much, as where ` +
      'one row is repeated without end; if that is right, unpack it first and choose the file itself',
  );
}

/**
 * What `open` gives up to `limits.textBytes`. Throws ImportError where there is more, and where it is too much for the bytes
 * that were read.
 */
export async function* capped(
  name: string,
  open: Opener,
  limits: Limits,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Bytes, void, undefined> {
  let total = 0;
  let onDisk = 0;
  const stream = open((bytes) => {
    onDisk += bytes;
    onBytes?.(bytes);
  });
  for await (const piece of stream) {
    total += piece.length;
    checkExpansion(name, onDisk, total, limits);
    if (total > limits.textBytes) {
      throw new ImportError(
        `${name}: the file unpacks to more than ${size(limits.textBytes)}, the limit; choose a smaller part of it`,
      );
    }
    yield piece;
  }
}

async function collected(name: string, stream: AsyncGenerator<Bytes, void, undefined>, limits: Limits): Promise<Blob> {
  const lots: Blob[] = [];
  let lot: Bytes[] = [];
  let total = 0;
  let lotBytes = 0;
  for await (const piece of stream) {
    total += piece.length;
    if (total > limits.wholeBytes) {
      throw new ImportError(
        `${name}: the file unpacks to more than ${size(limits.wholeBytes)}, the limit for a packed file of its kind; ` +
          'unpack it first and choose the file itself',
      );
    }
    lot.push(piece.slice());
    lotBytes += piece.length;
    if (lotBytes < LOT_BYTES) continue;
    lots.push(new Blob(lot));
    lot = [];
    lotBytes = 0;
  }
  return new Blob([...lots, ...lot]);
}

/** A file as it lies on the disk or in its archive. */
export interface Found {
  readonly name: string;
  readonly bytes: number;
  readonly refused: string | null;
  readonly content: Source['content'];
  readonly open: Opener;
  /** The same bytes where they can be had without unpacking. */
  readonly blob: Blob | null;
}

/** `found` as its content: what gzip packs, also in an archive, is unpacked. */
export function sourceOf(found: Found, limits: Limits): Source {
  const { name, bytes, refused, content, blob } = found;
  const isPacked = async (): Promise<boolean> => isGzip((await beginningOf(found.open, 2)).head);
  const open: Opener = async function* (onBytes) {
    const packed = await isPacked();
    yield* capped(name, packed ? (heard) => gunzip(name, found.open, heard) : found.open, limits, onBytes);
  };
  const whole = async (onBytes?: (bytes: number) => void): Promise<Blob> => {
    if (blob !== null && !(await isPacked())) return blob;
    return collected(name, open(onBytes), limits);
  };
  return { name, bytes, refused, content, open, whole };
}
