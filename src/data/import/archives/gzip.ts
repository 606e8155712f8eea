/**
 * gzip files of one member or many (RFC 1952, section 2.2: `cat a.gz b.gz`, rotated logs, bgzip). The platform's own
 * DecompressionStream is tried first. It may end after the first member, in silence or with an error, and does not tell
 * where that was; so it is believed only where the file ends with the length of what it gave, and nothing in it looks like
 * the beginning of a second member. All else is unpacked once more by pako's port of zlib, member by member, and handed on
 * from where the platform stopped.
 *
 * 303 MB of CSV from 113 MB of one member: platform 1.4 to 2.5 s, pako 2.5 to 3.0 s (Chromium 156, 2 cores).
 */
import type { ZStream } from 'pako';
import { ImportError } from '../../../core/errors.ts';
import type { Bytes, Opener } from './blob.ts';

type Zlib = typeof import('pako');

const OUTPUT_BYTES = 256 * 1024;
/** zlib's windowBits for a window of 32 KiB and gzip headers only. */
const GZIP_WINDOW = 15 + 16;

const damaged = (name: string): ImportError =>
  new ImportError(`${name}: the compressed data is damaged or cut off; get the file again, or unpack it first`);

/** Hears how far each of several passes over one file got, and reports every byte once. */
function reportOnce(onBytes: ((bytes: number) => void) | undefined): () => (bytes: number) => void {
  let furthest = 0;
  return () => {
    let at = 0;
    return (bytes) => {
      at += bytes;
      if (at > furthest) onBytes?.(at - furthest);
      furthest = Math.max(furthest, at);
    };
  };
}

const HEADER_BYTES = 10;
const LAST_SYSTEM = 13;
const UNKNOWN_SYSTEM = 255;

/**
 * Whether a member may begin at `bytes[at]`: RFC 1952, section 2.3: the magic, deflate, no reserved flag, a known level and
 * system. By chance that is so at one of 2 × 10¹¹ places.
 */
function mayBegin(bytes: Uint8Array, at: number): boolean {
  const [flags, level, system] = [bytes[at + 3], bytes[at + 8], bytes[at + 9]];
  if (bytes[at + 1] !== 0x8b || bytes[at + 2] !== 8 || flags > 0x1f) return false;
  return (level === 0 || level === 2 || level === 4) && (system <= LAST_SYSTEM || system === UNKNOWN_SYSTEM);
}

/** Counts the places of a stream where a member may begin. */
class Beginnings {
  count = 0;
  private left: Uint8Array = new Uint8Array(0);

  take(piece: Uint8Array): void {
    const bytes = new Uint8Array(this.left.length + piece.length);
    bytes.set(this.left);
    bytes.set(piece, this.left.length);
    const end = bytes.length - HEADER_BYTES;
    for (let at = bytes.indexOf(0x1f); at >= 0 && at <= end; at = bytes.indexOf(0x1f, at + 1)) {
      if (mayBegin(bytes, at)) this.count++;
    }
    this.left = bytes.slice(Math.max(0, end + 1));
  }
}

/**
 * A stream of `packed`, and what was read of it: the failure of the reading, the last four bytes as a number, and how many
 * members may have begun.
 */
function streamOf(packed: AsyncGenerator<Bytes, void, undefined>) {
  const read = { failure: null as unknown, ended: false, tail: 0, members: new Beginnings() };
  const stream = new ReadableStream<Bytes>({
    async pull(controller) {
      try {
        const next = await packed.next();
        if (next.done === true) {
          read.ended = true;
          controller.close();
          return;
        }
        for (const byte of next.value.subarray(-4)) read.tail = ((read.tail >>> 8) | (byte << 24)) >>> 0;
        read.members.take(next.value);
        controller.enqueue(next.value.slice()); // it is unpacked after the next one was asked for
      } catch (failure) {
        read.failure = failure;
        controller.error(failure);
      }
    },
  });
  return { stream, read };
}

/**
 * What the platform unpacks, until it ends or throws; it checks the CRC. Returns how many bytes that were, and whether they
 * are all: the file ends with that number (ISIZE), and no second member begins in it.
 */
async function* byPlatform(
  packed: AsyncGenerator<Bytes, void, undefined>,
): AsyncGenerator<Bytes, { given: number; whole: boolean }, undefined> {
  const { stream, read } = streamOf(packed);
  const reader = stream.pipeThrough(new DecompressionStream('gzip')).getReader();
  let given = 0;
  try {
    for (;;) {
      const next = await reader.read().catch(() => null);
      if (read.failure instanceof ImportError) throw read.failure;
      if (next === null) return { given, whole: false };
      if (next.done) {
        return { given, whole: read.ended && read.tail === given % 2 ** 32 && read.members.count <= 1 };
      }
      given += next.value.length;
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    await packed.return();
  }
}

/** Unpacks members one after the other; zeros between them and after the last are passed over, as gzip does. */
class Members {
  /** Whether a member has ended and none begun since. */
  between = true;
  readonly #zlib: Zlib;
  readonly #name: string;
  readonly #stream: ZStream;
  #members = 0;

  constructor(zlib: Zlib, name: string) {
    this.#zlib = zlib;
    this.#name = name;
    this.#stream = new zlib.ZStream();
    zlib.zlibInflateInit2(this.#stream, GZIP_WINDOW);
    this.#stream.output = new Uint8Array(OUTPUT_BYTES);
  }

  /** What `packed` unpacks to, in pieces that are overwritten by the next one. */
  *unpack(packed: Bytes): Generator<Bytes, void, undefined> {
    const stream = this.#stream;
    stream.input = packed;
    stream.next_in = 0;
    stream.avail_in = packed.length;
    do {
      stream.next_out = 0;
      stream.avail_out = OUTPUT_BYTES;
      this.#fill();
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
    } while (stream.avail_out === 0);
  }

  /** Unpacks until the input is used up or the output is full. */
  #fill(): void {
    const { Z_BUF_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, zlibInflate } = this.#zlib;
    while (this.#stream.avail_out > 0 && this.#atMember()) {
      const status = zlibInflate(this.#stream, Z_NO_FLUSH);
      if (status === Z_STREAM_END) this.between = true;
      else if (status === Z_BUF_ERROR) return; // nothing was left to do
      else if (status !== Z_OK) throw this.#failure();
      else if (this.#stream.avail_in === 0) return;
    }
  }

  /** Begins the next member where one has ended. False where the input is used up before. */
  #atMember(): boolean {
    if (!this.between) return true;
    const stream = this.#stream;
    while (stream.avail_in > 0 && stream.input[stream.next_in] === 0) {
      stream.next_in++;
      stream.avail_in--;
    }
    if (stream.avail_in === 0) return false;
    this.#zlib.zlibInflateReset(stream);
    this.between = false;
    this.#members++;
    return true;
  }

  #failure(): ImportError {
    if (this.#members === 1 || this.#stream.msg !== 'incorrect header check') return damaged(this.#name);
    return new ImportError(
      `${this.#name}: after the compressed data come bytes that are neither gzip nor zeros, so that something may be ` +
        'missing; get the file again, or unpack it with gzip -d, which leaves them out, and choose the result',
    );
  }
}

async function* byMembers(
  name: string,
  packed: AsyncGenerator<Bytes, void, undefined>,
): AsyncGenerator<Bytes, void, undefined> {
  const members = new Members(await import('pako'), name);
  for await (const piece of packed) yield* members.unpack(piece);
  if (!members.between) throw damaged(name);
}

/** What comes after the first `bytes` bytes. */
async function* after(
  bytes: number,
  stream: AsyncGenerator<Bytes, void, undefined>,
): AsyncGenerator<Bytes, void, undefined> {
  let left = bytes;
  for await (const piece of stream) {
    if (piece.length > left) yield piece.subarray(left);
    left = Math.max(left - piece.length, 0);
  }
}

/**
 * The unpacked bytes of every member, in pieces that are overwritten by the next one; `onBytes` hears how many packed bytes
 * were read. Throws ImportError where a CRC or a length does not fit, where the data is cut off, and where bytes that are
 * neither gzip nor zeros follow it.
 */
export async function* gunzip(
  name: string,
  open: Opener,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Bytes, void, undefined> {
  const pass = reportOnce(onBytes);
  const { given, whole } = yield* byPlatform(open(pass()));
  if (!whole) yield* after(given, byMembers(name, open(pass())));
}
