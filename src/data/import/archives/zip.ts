/** The members of a zip archive, read by zip.js; no member is touched before it is asked for. */
import { BlobReader, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { ImportError } from '../../../core/errors.ts';
import { grouped, type Limits } from '../limits.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The platform's own decompressor in this thread: the page's Content-Security-Policy allows neither workers from blobs nor
 * WebAssembly. Names are only shown, so none is unsafe.
 */
const OPTIONS = { useWebWorkers: false, checkSignature: true, filenameValidation: 'tolerant' } as const;

/** A DOMException says that the blob cannot be read any more; all else is what zip.js finds wrong with its content. */
function readingError(name: string, failure: unknown): ImportError {
  if (failure instanceof DOMException) {
    return new ImportError(`${name}: the file changed or went away while it was read; choose it again`);
  }
  const what = failure instanceof Error ? failure.message : String(failure);
  return new ImportError(`${name}: the zip archive is damaged or cut off (${what}); get the file again`);
}

/** Methods of zip, APPNOTE 6.3.10 section 4.4.5. Stored and deflated are read; the others by the name people know. */
const READ: readonly number[] = [0, 8];
const METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  16: 'IBM z/OS CMPSC',
  18: 'IBM TERSE',
  19: 'IBM LZ77',
  20: 'Zstandard',
  93: 'Zstandard',
  94: 'MP3',
  95: 'xz',
  96: 'JPEG',
  97: 'WavPack',
  98: 'PPMd',
  99: 'AES encryption',
};

/** Why a member cannot be read; null where it can. */
export function memberRefusal({ encrypted, compressionMethod: method }: FileEntry): string | null {
  if (encrypted) return 'the archive asks for a password; unpack it first';
  if (READ.includes(method)) return null;
  return `packed with ${METHODS[method] ?? `method ${method}`}, which is not read; unpack it first, or pack it anew as .zip`;
}

/** Every file of the archive, directories left out. Throws ImportError where the archive is damaged or has too many. */
export async function zipMembers(archive: string, blob: Blob, limits: Limits): Promise<readonly FileEntry[]> {
  const members: FileEntry[] = [];
  let declared = 0;
  const entries = new ZipReader(new BlobReader(blob), OPTIONS).getEntriesGenerator({
    onprogress: (_, total) => {
      declared = total;
    },
  });
  try {
    for await (const entry of entries) {
      if (declared > limits.archiveMembers) break;
      if (!entry.directory) members.push(entry);
    }
  } catch (failure) {
    throw readingError(archive, failure);
  }
  if (declared > limits.archiveMembers) {
    throw new ImportError(
      `${archive}: the archive has ${grouped(declared)} files, the limit is ${grouped(limits.archiveMembers)}; ` +
        'choose the table itself',
    );
  }
  return members;
}

/**
 * The unpacked bytes of one member, its length and CRC checked; `onBytes` hears how many packed bytes were read. Unpacks only
 * a little more than is asked for. Throws ImportError where the member is damaged.
 */
export async function* unpacked(
  name: string,
  member: FileEntry,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Bytes, void, undefined> {
  const { readable, writable } = new TransformStream<Bytes, Bytes>();
  const reader = readable.getReader();
  let packedBytes = 0;
  const onprogress = (progress: number): void => {
    onBytes?.(progress - packedBytes);
    packedBytes = progress;
  };
  // zip.js aborts the stream, and keeps its lock, where unpacking fails, but not where it cannot begin.
  const ended = member
    .getData(writable, { onprogress })
    .catch((failure: unknown) => (writable.locked ? undefined : writable.abort(failure)));
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) return;
      yield next.value;
    }
  } catch (failure) {
    throw readingError(name, failure);
  } finally {
    await reader.cancel().catch(() => undefined);
    await ended;
  }
}
