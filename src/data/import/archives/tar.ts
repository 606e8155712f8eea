/** Members of a tar archive, found by walking over its headers; a plain archive is walked without reading what lies between. */
import { ImportError } from '../../../core/errors.ts';
import type { Bytes } from './blob.ts';
import { grouped, type Limits } from '../limits.ts';
import {
  BLOCK_BYTES,
  noExtension,
  paxExtension,
  SPARSE_MORE_AGAIN,
  tarHeader,
  tarText,
  type Extension,
  type TarHeader,
} from './tarheader.ts';

/** A place in the bytes of an archive that moves forwards. */
export interface Tape {
  /** The next bytes, fewer only where the archive ends. */
  read(bytes: number): Promise<Bytes>;
  /** False where the archive ends before. */
  skip(bytes: number): Promise<boolean>;
}

/** A regular file; folders, links and devices are left out. */
export interface TarMember {
  readonly path: string;
  /** Where its bytes lie in the unpacked archive. */
  readonly at: number;
  readonly size: number;
  /** Its holes are left out in the archive. */
  readonly sparse: boolean;
  /** Its first bytes, as many as were asked for. */
  readonly head: Bytes;
}

/** Longer than any path: what a record before a header may take. */
const RECORD_BYTES = 1024 * 1024;
/** Folders, links and records that may come with each file. */
const HEADERS_PER_MEMBER = 16;

const damaged = (archive: string, at: number): ImportError =>
  new ImportError(`${archive}: the tar archive is damaged or cut off (byte ${grouped(at)}); get the file again`);

const padded = (bytes: number): number => Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;

class Walk {
  at = 0;
  readonly #archive: string;
  readonly #tape: Tape;

  constructor(archive: string, tape: Tape) {
    this.#archive = archive;
    this.#tape = tape;
  }

  failure(): ImportError {
    return damaged(this.#archive, this.at);
  }

  async skip(bytes: number): Promise<void> {
    if (!(await this.#tape.skip(bytes))) throw this.failure();
    this.at += bytes;
  }

  async read(bytes: number): Promise<Bytes> {
    const read = await this.#tape.read(bytes);
    if (read.length < bytes) throw this.failure();
    this.at += bytes;
    return read;
  }

  /** Null at the end: a block of zeros, or nothing more, which some programs leave it at. */
  async header(): Promise<TarHeader | null> {
    const block = await this.#tape.read(BLOCK_BYTES);
    if (block.every((byte) => byte === 0)) return null;
    const header = tarHeader(block);
    if (header === null) throw this.failure();
    this.at += BLOCK_BYTES;
    return header;
  }

  /** What a record that is no member says about the next one. */
  async extension({ kind, size }: TarHeader, before: Extension): Promise<Extension> {
    if (kind === 'other record') {
      await this.skip(padded(size));
      return before;
    }
    if (size > RECORD_BYTES) throw this.failure();
    const record = (await this.read(padded(size))).subarray(0, size);
    if (kind === 'pax') return paxExtension(record, before);
    return kind === 'long name' ? { ...before, path: tarText(record) } : before;
  }

  /** GNU's map of the holes, which no size counts. */
  async sparseMap(): Promise<void> {
    for (let more = true; more;) more = (await this.read(BLOCK_BYTES))[SPARSE_MORE_AGAIN] !== 0;
  }
}

function tooMany(archive: string, limits: Limits): ImportError {
  return new ImportError(
    `${archive}: the archive has more than ${grouped(limits.archiveMembers)} files, the limit; choose the table itself`,
  );
}

const isMember = ({ kind }: TarHeader): boolean => kind === 'file' || kind === 'sparse';
const isRecord = ({ kind }: TarHeader): boolean => kind === 'pax' || kind === 'long name' || kind === 'other record';

/**
 * Every regular file in order, with as many of its first bytes as `headBytes` says. Throws ImportError where the archive is
 * damaged or has more files than the limit.
 */
export async function* tarMembers(
  archive: string,
  tape: Tape,
  limits: Limits,
  headBytes: (size: number) => number,
): AsyncGenerator<TarMember, void, undefined> {
  const walk = new Walk(archive, tape);
  let next = noExtension;
  let members = 0;
  for (let headers = 1; ; headers++) {
    const header = await walk.header();
    if (header === null) return;
    if (headers > HEADERS_PER_MEMBER * limits.archiveMembers) throw tooMany(archive, limits);
    if (isRecord(header)) {
      next = await walk.extension(header, next);
      continue;
    }
    if (header.sparseMap) await walk.sparseMap();
    const { path, sparse } = { path: next.path ?? header.path, sparse: next.sparse || header.kind === 'sparse' };
    const size = header.kind === 'link' ? 0 : (next.size ?? header.size);
    next = noExtension;
    if (!Number.isSafeInteger(size) || size < 0) throw walk.failure();
    const { at } = walk;
    const head = await walk.read(isMember(header) ? Math.min(headBytes(size), size) : 0);
    await walk.skip(padded(size) - head.length);
    if (!isMember(header) || path.endsWith('/')) continue;
    if (++members > limits.archiveMembers) throw tooMany(archive, limits);
    yield { path, at, size, sparse, head };
  }
}

/** Reads only what is asked for. */
export function tapeOf(bytes: (from: number, to: number) => Promise<Bytes>, size: number): Tape {
  let at = 0;
  return {
    async read(count) {
      const read = await bytes(at, at + count);
      at += read.length;
      return read;
    },
    skip(count) {
      at += count;
      return Promise.resolve(at <= size);
    },
  };
}

/** Reads a stream to its end at most once. */
export function tapeOfStream(stream: AsyncGenerator<Bytes, void, undefined>): Tape {
  let piece: Bytes = new Uint8Array(0);
  /** Hands on up to `count` bytes of the stream; returns how many are missing. */
  async function take(count: number, onPiece: (piece: Bytes) => void): Promise<number> {
    let left = count;
    while (left > 0) {
      if (piece.length === 0) {
        const next = await stream.next();
        if (next.done === true) break;
        piece = next.value;
      }
      const taken = piece.subarray(0, left);
      onPiece(taken);
      piece = piece.subarray(taken.length);
      left -= taken.length;
    }
    return left;
  }
  return {
    async read(count) {
      const bytes = new Uint8Array(count);
      let filled = 0;
      const missing = await take(count, (taken) => {
        bytes.set(taken, filled);
        filled += taken.length;
      });
      return bytes.subarray(0, count - missing);
    },
    skip: async (count) => (await take(count, () => undefined)) === 0,
  };
}
