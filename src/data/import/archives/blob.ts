/** The bytes of a dropped file, in order or from its beginning, and what is said where the file went away. */
import { ImportError } from '../../../core/errors.ts';
import type { NamedBlob } from '../types.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes from the first to the last, from the beginning at every call; `onBytes` hears how many were read from the disk. */
export type Opener = (onBytes?: (bytes: number) => void) => AsyncGenerator<Bytes, void, undefined>;

const BUFFER_BYTES = 1024 * 1024;

const gone = (name: string, at: number): ImportError =>
  new ImportError(`${name}: the file changed or went away while it was read (byte ${at}); choose it again`);

/** The bytes from `from` up to `to`, fewer only where the file ends. Throws ImportError where it cannot be read. */
export async function slice({ name, blob }: NamedBlob, from: number, to: number): Promise<Bytes> {
  const bytes = Math.max(Math.min(to, blob.size) - from, 0);
  const read = await blob
    .slice(from, from + bytes)
    .arrayBuffer()
    .catch(() => null);
  if (read?.byteLength !== bytes) throw gone(name, from);
  return new Uint8Array(read);
}

/** Readers that wait for bytes: Chromium 156 forgets one that nothing else refers to (findings/chromium-byob-collected-reader.sh). */
const waiting = new Set<ReadableStreamBYOBReader>();

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
        waiting.add(reader);
        try {
          const { value, done } = await reader.read(bytes);
          if (done) return null;
          bytes = new Uint8Array(value.buffer);
          return value;
        } finally {
          waiting.delete(reader);
        }
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

/** The bytes of a file in order; a piece is overwritten by the next one. Throws ImportError where the file changed. */
export async function* pieces(
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

/** The first `bytes` bytes, fewer only where all ends; `complete` where nothing follows them. */
export async function beginningOf(open: Opener, bytes: number): Promise<{ head: Bytes; complete: boolean }> {
  const read: Bytes[] = [];
  let total = 0;
  for await (const piece of open()) {
    read.push(piece.slice());
    total += piece.length;
    if (total > bytes) break;
  }
  const head = new Uint8Array(await new Blob(read).arrayBuffer());
  return { head: head.subarray(0, bytes), complete: total <= bytes };
}

/** Whether two files hold the same bytes. Reads only where their sizes are equal, and no further than they differ. */
export async function sameBytes(a: NamedBlob, b: NamedBlob): Promise<boolean> {
  if (a.blob.size !== b.blob.size) return false;
  for (let from = 0; from < a.blob.size; from += BUFFER_BYTES) {
    const [one, other] = await Promise.all([a, b].map((file) => slice(file, from, from + BUFFER_BYTES)));
    if (one.some((byte, i) => byte !== other[i])) return false;
  }
  return true;
}
