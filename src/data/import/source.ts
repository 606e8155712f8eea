/** From dropped files to byte streams of tables: archives opened, gzip unpacked, everything capped. */
import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { ImportError } from '../../core/errors.ts';
import { defaultLimits, size, type Limits } from './limits.ts';
import { foreignFormat, isGzip, isZip } from './magic.ts';
import type { InputFiles, NamedBlob } from './types.ts';
import { unpacked, zipMembers } from './zip.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** One readable file, inside an archive or not. */
export interface Source {
  readonly name: string;
  /** Size on disk. */
  readonly bytes: number;
  /** Why it cannot be a table; null where it may be one. */
  readonly refused: string | null;
  /**
   * The unpacked bytes, in pieces of at most a few MiB, each valid until the next is asked for; `onBytes` hears how many
   * bytes were read from the disk. Throws ImportError where the file changed, is damaged, or unpacks to more than the limit.
   */
  open(onBytes?: (bytes: number) => void): AsyncGenerator<Bytes, void, undefined>;
}

const HEAD_BYTES = 512;
const BUFFER_BYTES = 1024 * 1024;
/** Methods of zip, APPNOTE 6.3.10 section 4.4.5. */
const STORED = 0;
const DEFLATED = 8;
const HIDDEN = /(?:^|\/)(?:\.|__MACOSX\/)/;

const gone = (name: string, at: number): ImportError =>
  new ImportError(`${name}: the file changed or went away while it was read (byte ${at}); choose it again`);

/** The first bytes of a file. */
async function headOf({ name, blob }: NamedBlob): Promise<Bytes> {
  const bytes = Math.min(HEAD_BYTES, blob.size);
  const read = await blob
    .slice(0, bytes)
    .arrayBuffer()
    .catch(() => null);
  if (read?.byteLength !== bytes) throw gone(name, 0);
  return new Uint8Array(read);
}

/**
 * Reads a stream into one buffer again and again, where the stream can do that: memory that is written for the first time
 * costs more than the reading (Chromium 156: 970 MB/s, else 240 MB/s).
 */
function intoOneBuffer(stream: ReadableStream<Bytes>): { next(): Promise<Bytes | null>; cancel(): Promise<void> } {
  try {
    const reader = stream.getReader({ mode: 'byob' });
    let bytes: Bytes = new Uint8Array(BUFFER_BYTES);
    return {
      async next() {
        const { value, done } = await reader.read(bytes);
        if (done) return null;
        bytes = new Uint8Array(value.buffer);
        return value;
      },
      cancel: () => reader.cancel(),
    };
  } catch {
    const reader = stream.getReader();
    return {
      async next() {
        const { value, done } = await reader.read();
        return done ? null : value;
      },
      cancel: () => reader.cancel(),
    };
  }
}

/** The bytes of a file in order; a piece is overwritten by the next one. */
async function* pieces(
  { name, blob }: NamedBlob,
  pieceBytes: number,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Bytes, void, undefined> {
  const reader = intoOneBuffer(blob.stream());
  let at = 0;
  try {
    for (;;) {
      const read = await reader.next().catch(() => {
        throw gone(name, at);
      });
      if (read === null) break;
      at += read.length;
      onBytes?.(read.length);
      for (let from = 0; from < read.length; from += pieceBytes) yield read.subarray(from, from + pieceBytes);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (at !== blob.size) throw gone(name, at);
}

/** A gzip file, unpacked by the platform, which also checks its CRC. */
async function* gunzip(
  name: string,
  packed: AsyncGenerator<Bytes, void, undefined>,
): AsyncGenerator<Bytes, void, undefined> {
  let readFailure: unknown = null;
  const stream = new ReadableStream<Bytes>({
    async pull(controller) {
      try {
        const next = await packed.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value.slice()); // it is unpacked after the next one was asked for
      } catch (failure) {
        readFailure = failure;
        controller.error(failure);
      }
    },
  });
  const reader = stream.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const next = await reader.read().catch(() => {
        if (readFailure instanceof ImportError) throw readFailure;
        throw new ImportError(
          `${name}: the compressed data is damaged or cut off; get the file again, or unpack it first`,
        );
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    await packed.return();
  }
}

async function* capped(
  name: string,
  stream: AsyncGenerator<Bytes, void, undefined>,
  limits: Limits,
): AsyncGenerator<Bytes, void, undefined> {
  let total = 0;
  for await (const piece of stream) {
    total += piece.length;
    if (total > limits.textBytes) {
      throw new ImportError(
        `${name}: the file unpacks to more than ${size(limits.textBytes)}, the limit; choose a smaller part of it`,
      );
    }
    yield piece;
  }
}

const opener = (file: NamedBlob, limits: Limits): Source['open'] =>
  async function* (onBytes) {
    const packed = isGzip(await headOf(file));
    const stream = pieces(file, limits.pieceBytes, onBytes);
    yield* capped(file.name, packed ? gunzip(file.name, stream) : stream, limits);
  };

function memberRefusal(member: FileEntry, limits: Limits): string | null {
  if (HIDDEN.test(member.filename)) return 'a hidden file';
  if (member.encrypted) return 'the archive asks for a password; unpack it first';
  const method = member.compressionMethod;
  if (method !== STORED && method !== DEFLATED) return `packed by method ${method}; unpack it first`;
  if (member.uncompressedSize > limits.textBytes) return `unpacks to more than ${size(limits.textBytes)}, the limit`;
  return null;
}

async function memberSources(file: NamedBlob, limits: Limits): Promise<readonly Source[]> {
  const members = await zipMembers(file.name, file.blob, limits);
  if (members.some(({ filename }) => filename === 'xl/workbook.xml')) {
    throw new ImportError(`${file.name}: this is an Excel workbook; save the sheet as CSV and choose that file`);
  }
  return members.map((member): Source => {
    const name = `${file.name}/${member.filename}`;
    return {
      name,
      bytes: member.compressedSize,
      refused: memberRefusal(member, limits),
      open: (onBytes) => capped(name, unpacked(name, member, onBytes), limits),
    };
  });
}

async function sourcesOf(file: NamedBlob, limits: Limits): Promise<readonly Source[]> {
  const head = await headOf(file);
  if (isZip(head)) return memberSources(file, limits);
  const open = opener(file, limits);
  return [{ name: file.name, bytes: file.blob.size, refused: foreignFormat(head), open }];
}

const named = (file: File | NamedBlob): NamedBlob => ('blob' in file ? file : { name: file.name, blob: file });

/** Every file and every member of every archive, in the order given. */
export async function sources(files: InputFiles, limits: Limits = defaultLimits): Promise<readonly Source[]> {
  const all: Source[] = [];
  for (const file of files) all.push(...(await sourcesOf(named(file), limits)));
  const names = new Set(all.map(({ name }) => name));
  if (names.size < all.length) {
    throw new ImportError('Two of the chosen files have the same name; rename one or choose them one after the other');
  }
  return all;
}

/** The first `bytes` bytes of a source, unpacked; fewer only where it ends. */
export async function beginning(source: Source, bytes: number): Promise<{ head: Bytes; complete: boolean }> {
  const read: Bytes[] = [];
  let total = 0;
  for await (const piece of source.open()) {
    read.push(piece.slice());
    total += piece.length;
    if (total > bytes) break;
  }
  const head = new Uint8Array(await new Blob(read).arrayBuffer());
  return { head: head.subarray(0, bytes), complete: total <= bytes };
}
