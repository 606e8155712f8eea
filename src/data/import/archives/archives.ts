/** The members of zip and tar archives as sources; none is unpacked before it is asked for. */
import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { ImportError } from '../../../core/errors.ts';
import { beginningOf, pieces, slice, type Bytes, type Opener } from './blob.ts';
import { gunzip } from './gzip.ts';
import { size, type Limits } from '../limits.ts';
import { foreignPackage, isWorkbook, isZip } from './magic.ts';
import { Names } from './names.ts';
import { tapeOf, tapeOfStream, tarMembers, type TarMember } from './tar.ts';
import type { NamedBlob } from '../types.ts';
import { capped, sourceOf, type Source } from './unpack.ts';
import { memberRefusal, unpacked, zipMembers } from './zip.ts';

const HIDDEN = /(?:^|\/)(?:\.|__MACOSX\/)/;
const WORKBOOK = /\.xls[xm]$/i;
/** Of a packed tar archive, which has to be unpacked up to a member each time: what is kept to look at its members. */
const KEPT_BYTES_EACH = 256 * 1024 + 1;
const KEPT_BYTES = 64 * 1024 * 1024;

const hidden = (path: string): string | null => (HIDDEN.test(path) ? 'a hidden file' : null);

const tooLarge = (bytes: number, limits: Limits): string | null =>
  bytes > limits.textBytes ? `unpacks to more than ${size(limits.textBytes)}, the limit` : null;

/** A workbook is told by its name and its first bytes; any other zip archive in an archive is refused where it is read. */
async function contentOf(path: string, refused: string | null, open: Opener): Promise<Source['content']> {
  if (refused !== null || !WORKBOOK.test(path)) return 'unknown';
  try {
    return isZip((await beginningOf(open, 4)).head) ? 'workbook' : 'unknown';
  } catch (failure) {
    if (!(failure instanceof ImportError)) throw failure;
    return 'unknown'; // one damaged member does not stop the others; reading it will say what is wrong
  }
}

/** The source of a zip archive that is not for unpacking; null for one of files. */
function packageOf({ name, blob }: NamedBlob, members: readonly string[], limits: Limits): Source | null {
  const content = isWorkbook(members) ? 'workbook' : 'unknown';
  const empty = members.length === 0 ? 'the zip archive holds no file; choose another' : null;
  const refused = content === 'workbook' ? null : (empty ?? foreignPackage(members));
  if (content === 'unknown' && refused === null) return null;
  const open: Opener = (onBytes) => pieces({ name, blob }, limits.pieceBytes, onBytes);
  return sourceOf({ name, bytes: blob.size, refused, content, open, blob }, limits);
}

/** Says of every second member of one name, length and CRC that it is the one before. */
function repetitions(members: readonly FileEntry[]): ReadonlySet<FileEntry> {
  const seen = new Set<string>();
  return new Set(
    members.filter((member) => {
      const key = `${member.uncompressedSize} ${member.crc32} ${member.filename}`;
      const again = seen.has(key);
      seen.add(key);
      return again;
    }),
  );
}

/** One source for each file of the archive, or one for the whole where it is a workbook or another document. */
export async function zipSources(file: NamedBlob, limits: Limits): Promise<readonly Source[]> {
  const members = await zipMembers(file.name, file.blob, limits);
  const paths = members.map(({ filename }) => filename);
  const document = packageOf(file, paths, limits);
  if (document !== null) return [document];
  const names = new Names();
  const repeated = repetitions(members);
  const all: Source[] = [];
  for (const member of members) {
    const path = member.filename;
    const name = names.apart(`${file.name}/${path}`);
    const refused =
      hidden(path) ??
      memberRefusal(member) ??
      (repeated.has(member) ? 'the archive holds it twice, byte for byte' : null) ??
      tooLarge(member.uncompressedSize, limits);
    const open: Opener = (onBytes) => unpacked(name, member, onBytes);
    const content = await contentOf(path, refused, open);
    all.push(sourceOf({ name, bytes: member.compressedSize, refused, content, open, blob: null }, limits));
  }
  return all;
}

const pathOf = ({ path }: TarMember): string => path.replace(/^(?:\.\/)+/, '');

const tarRefusal = (member: TarMember, limits: Limits): string | null =>
  hidden(pathOf(member)) ?? (member.sparse ? 'a sparse file; unpack it first' : tooLarge(member.size, limits));

/** One source for each file of a tar archive that is not packed: a part of it. */
export async function tarSources(file: NamedBlob, limits: Limits): Promise<readonly Source[]> {
  const names = new Names();
  const all: Source[] = [];
  const tape = tapeOf((from, to) => slice(file, from, to), file.blob.size);
  for await (const member of tarMembers(file.name, tape, limits, () => 0)) {
    const name = names.apart(`${file.name}/${pathOf(member)}`);
    const blob = file.blob.slice(member.at, member.at + member.size);
    const open: Opener = (onBytes) => pieces({ name, blob }, limits.pieceBytes, onBytes);
    const refused = tarRefusal(member, limits);
    const content = await contentOf(member.path, refused, open);
    all.push(sourceOf({ name, bytes: member.size, refused, content, open, blob }, limits));
  }
  return all.length > 0 ? all : [nothingIn(file, limits)];
}

function nothingIn({ name, blob }: NamedBlob, limits: Limits): Source {
  const open: Opener = (onBytes) => pieces({ name, blob }, limits.pieceBytes, onBytes);
  const refused = 'the tar archive holds no file; choose another';
  return sourceOf({ name, bytes: blob.size, refused, content: 'unknown', open, blob }, limits);
}

/** The bytes of one member; the archive is unpacked up to its end, unless what was kept is enough. `onBytes` hears them. */
async function* memberOf(
  archive: () => AsyncGenerator<Bytes, void, undefined>,
  { at, size, head }: TarMember,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Bytes, void, undefined> {
  if (head.length > 0) {
    onBytes?.(head.length);
    yield head;
  }
  if (head.length === size) return;
  let place = 0;
  for await (const piece of archive()) {
    const part = piece.subarray(Math.max(at + head.length - place, 0), Math.max(at + size - place, 0));
    place += piece.length;
    if (part.length > 0) {
      onBytes?.(part.length);
      yield part;
    }
    if (place >= at + size) return;
  }
}

/** What was found in a packed archive, as long as its file is there: each finding takes unpacking all of it. */
const listings = new WeakMap<Blob, { readonly limits: Limits; readonly members: readonly TarMember[] }>();

async function packedMembers(
  { name, blob }: NamedBlob,
  stream: AsyncGenerator<Bytes, void, undefined>,
  limits: Limits,
): Promise<readonly TarMember[]> {
  const known = listings.get(blob);
  if (known?.limits === limits) return known.members;
  const members: TarMember[] = [];
  let room = KEPT_BYTES;
  const kept = (size: number): number => (Math.min(size, KEPT_BYTES_EACH) <= room ? KEPT_BYTES_EACH : 0);
  for await (const member of tarMembers(name, tapeOfStream(stream), limits, kept)) {
    room -= member.head.length;
    members.push(member);
  }
  while ((await stream.next()).done !== true); // what follows the last member belongs to what is checked
  listings.set(blob, { limits, members });
  return members;
}

/**
 * One source for each file of a tar archive packed by gzip. Finding them takes unpacking all of it once; their beginnings are
 * kept, 64 MiB together, so that looking at each does not unpack it again and again. What finds no room there is refused.
 */
export async function packedTarSources(file: NamedBlob, limits: Limits): Promise<readonly Source[]> {
  const packed: Opener = (onBytes) => pieces(file, limits.pieceBytes, onBytes);
  const archive = (): AsyncGenerator<Bytes, void, undefined> =>
    capped(file.name, (onBytes) => gunzip(file.name, packed, onBytes), limits);
  const names = new Names();
  const stream = archive();
  try {
    const members = await packedMembers(file, stream, limits);
    const all: Source[] = [];
    for (const member of members) {
      all.push(await packedSource(names.apart(`${file.name}/${pathOf(member)}`), member, archive, limits));
    }
    return all.length > 0 ? all : [nothingIn(file, limits)];
  } finally {
    await stream.return();
  }
}

async function packedSource(
  name: string,
  member: TarMember,
  archive: () => AsyncGenerator<Bytes, void, undefined>,
  limits: Limits,
): Promise<Source> {
  const unseen = member.size > 0 && member.head.length === 0;
  const refused =
    tarRefusal(member, limits) ?? (unseen ? 'too many large files come before it; unpack the archive first' : null);
  const open: Opener = (onBytes) => memberOf(archive, member, onBytes);
  const content = await contentOf(member.path, refused, open);
  return sourceOf({ name, bytes: member.size, refused, content, open, blob: null }, limits);
}
