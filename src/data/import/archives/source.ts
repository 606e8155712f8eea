/** From dropped files to byte streams of tables: archives opened, gzip unpacked, everything capped. */
import { ImportError } from '../../../core/errors.ts';
import { packedTarSources, tarSources, zipSources } from './archives.ts';
import { beginningOf, pieces, sameBytes, slice, type Bytes, type Opener } from './blob.ts';
import { gunzip } from './gzip.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import { foreignFormat, isGzip, isTar, isZip } from './magic.ts';
import { Names } from './names.ts';
import type { InputFiles, NamedBlob } from '../types.ts';
import { sourceOf, type Source } from './unpack.ts';

export type { Source } from './unpack.ts';

const HEAD_BYTES = 512;

/** The first bytes of what gzip packs; none where it is damaged, which reading it will say. */
async function packedHead(name: string, open: Opener): Promise<Bytes> {
  try {
    return (await beginningOf(() => gunzip(name, open), HEAD_BYTES)).head;
  } catch (failure) {
    if (!(failure instanceof ImportError)) throw failure;
    return new Uint8Array(0);
  }
}

async function sourcesOf(file: NamedBlob, limits: Limits): Promise<readonly Source[]> {
  const { name, blob } = file;
  const open: Opener = (onBytes) => pieces(file, limits.pieceBytes, onBytes);
  const outer = await slice(file, 0, HEAD_BYTES);
  if (isZip(outer)) return zipSources(file, limits);
  if (isTar(outer)) return tarSources(file, limits);
  const head = isGzip(outer) ? await packedHead(name, open) : outer;
  if (isTar(head)) return packedTarSources(file, limits);
  return [sourceOf({ name, bytes: blob.size, refused: foreignFormat(head), content: 'unknown', open, blob }, limits)];
}

const named = (file: File | NamedBlob): NamedBlob => ('blob' in file ? file : { name: file.name, blob: file });

function repetition({ name, blob }: NamedBlob, first: NamedBlob, limits: Limits): Source {
  const open: Opener = (onBytes) => pieces({ name, blob }, limits.pieceBytes, onBytes);
  const refused = `the same file as ${first.name}, byte for byte`;
  return sourceOf({ name, bytes: blob.size, refused, content: 'unknown', open, blob }, limits);
}

/** A file chosen twice would count twice, whatever it is called. */
async function firstOfSame(file: NamedBlob, before: readonly NamedBlob[]): Promise<NamedBlob | null> {
  for (const other of before) if (await sameBytes(file, other)) return other;
  return null;
}

/**
 * Every file and every member of every archive, in the order given. Where names are the same, all but the first get a
 * number; a file that is there twice, under whatever names, is refused. Throws ImportError where a file cannot be read, and where
 * an archive is damaged or has too many members.
 */
export async function sources(files: InputFiles, limits: Limits = defaultLimits): Promise<readonly Source[]> {
  const names = new Names();
  const before: NamedBlob[] = [];
  const all: Source[] = [];
  for (const given of files) {
    const { name, blob } = named(given);
    const file = { name: names.apart(name), blob };
    const first = await firstOfSame(file, before);
    before.push(file);
    all.push(...(first === null ? await sourcesOf(file, limits) : [repetition(file, first, limits)]));
  }
  return all;
}

/** The first `bytes` bytes of a source, unpacked; fewer only where it ends. */
export const beginning = (source: Source, bytes: number): Promise<{ head: Bytes; complete: boolean }> =>
  beginningOf(source.open, bytes);
