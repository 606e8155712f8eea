/**
 * What unpacks a page, by the name of its compression; each is loaded when a file needs it. None uses WebAssembly, which the
 * page's Content-Security-Policy forbids; the index of hyparquet-compressors does, so only its files are imported.
 */
import type { CompressionCodec } from 'hyparquet';
import { ImportError } from '../../../core/errors.ts';

/** Unpacks `packed` to `bytes` bytes. Throws where it is damaged or comes to another length. */
export type Unpack = (packed: Uint8Array<ArrayBuffer>, bytes: number) => Uint8Array | Promise<Uint8Array>;

class LengthError extends Error {}

/** The platform's own, stopped where it gives more than it should. */
async function gunzip(packed: Uint8Array<ArrayBuffer>, bytes: number): Promise<Uint8Array> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const out = new Uint8Array(bytes);
  let at = 0;
  for await (const piece of stream) {
    if (at + piece.length > bytes) throw new LengthError('it unpacks to more than it says');
    out.set(piece, at);
    at += piece.length;
  }
  if (at < bytes) throw new LengthError('it unpacks to less than it says');
  return out;
}

const loaders: Readonly<Partial<Record<CompressionCodec, () => Promise<Unpack>>>> = {
  UNCOMPRESSED: () => Promise.resolve((packed) => packed),
  SNAPPY: async () => {
    const { snappyUncompress } = await import('hyparquet/src/snappy.js');
    return (packed, bytes) => {
      const out = new Uint8Array(bytes);
      snappyUncompress(packed, out);
      return out;
    };
  },
  GZIP: () => Promise.resolve(gunzip),
  BROTLI: async () => (await import('hyparquet-compressors/src/brotli.js')).decompressBrotli,
  ZSTD: async () => {
    const { decompress } = await import('fzstd');
    return (packed, bytes) => {
      const out = new Uint8Array(bytes);
      // fzstd 0.1.1 compares the array with 1, twice, and so makes a text of all its numbers.
      Object.defineProperty(out, Symbol.toPrimitive, { value: () => 0 });
      decompress(packed, out);
      return new Uint8Array(out.buffer);
    };
  },
  LZ4: async () => (await import('hyparquet-compressors/src/lz4.js')).decompressLz4,
  LZ4_RAW: async () => (await import('hyparquet-compressors/src/lz4.js')).decompressLz4Raw,
};

/** What unpacks pages of a compression. Throws ImportError where nothing does. */
export async function codecOf(file: string, codec: CompressionCodec | undefined): Promise<Unpack> {
  const load = codec === undefined ? undefined : loaders[codec];
  if (load === undefined) {
    throw new ImportError(
      `${file}: the Parquet file is compressed by ${codec ?? 'a method that is not known'}, which is not read; ` +
        'write it with snappy, zstd or gzip, or export the table as CSV',
    );
  }
  return load();
}
