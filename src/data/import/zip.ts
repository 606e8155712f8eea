/**
 * The members of a zip archive, from its central directory: no member is touched before it is asked for.
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central header), 4.3.14 to 4.3.16 (ends), 4.5.3 (zip64).
 */
import { ImportError } from '../../core/errors.ts';
import { grouped, type Limits } from './limits.ts';

export interface ZipMember {
  readonly name: string;
  /** 0 stored, 8 deflate; anything else is not read. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly headerOffset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
/** The end record carries a comment of at most 65,535 bytes. */
const TAIL_BYTES = END_BYTES + 0xffff + LOCATOR_BYTES;
const MAX_DIRECTORY_BYTES = 2 ** 26;

const damaged = (archive: string, what: string): ImportError =>
  new ImportError(`${archive}: the zip archive is damaged or cut off (${what}); get the file again`);

async function view(archive: string, blob: Blob, from: number, bytes: number): Promise<DataView> {
  if (!Number.isSafeInteger(from) || from < 0 || from + bytes > blob.size)
    throw damaged(archive, 'a part lies outside');
  return new DataView(await blob.slice(from, from + bytes).arrayBuffer());
}

const long = (data: DataView, at: number): number => Number(data.getBigUint64(at, true));

interface Directory {
  readonly members: number;
  readonly bytes: number;
  readonly offset: number;
}

async function findDirectory(archive: string, blob: Blob): Promise<Directory> {
  const tailStart = Math.max(0, blob.size - TAIL_BYTES);
  const tail = await view(archive, blob, tailStart, blob.size - tailStart);
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) throw damaged(archive, 'it has no directory');
  const locator = end - LOCATOR_BYTES;
  if (locator >= 0 && tail.getUint32(locator, true) === LOCATOR_64) {
    const end64 = await view(archive, blob, long(tail, locator + 8), 56);
    if (end64.getUint32(0, true) !== END_64) throw damaged(archive, 'its zip64 directory is missing');
    return { members: long(end64, 32), bytes: long(end64, 40), offset: long(end64, 48) };
  }
  return {
    members: tail.getUint16(end + 10, true),
    bytes: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  };
}

/** Sizes and offset that did not fit 32 bits, in this order, each only where its 32-bit field is all ones. */
function widened(data: DataView, extra: number, extraEnd: number, narrow: readonly number[]): readonly number[] {
  for (let at = extra; at + 4 <= extraEnd; at += 4 + data.getUint16(at + 2, true)) {
    if (data.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return narrow.map((value) => {
      if (value !== 0xffffffff || next + 8 > extraEnd) return value;
      next += 8;
      return long(data, next - 8);
    });
  }
  return narrow;
}

/** Every file of the archive, directories left out. Throws ImportError where the archive is damaged or has too many. */
export async function zipMembers(archive: string, blob: Blob, limits: Limits): Promise<readonly ZipMember[]> {
  const directory = await findDirectory(archive, blob);
  if (directory.members > limits.archiveMembers) {
    throw new ImportError(
      `${archive}: the archive has ${grouped(directory.members)} files, the limit is ${grouped(limits.archiveMembers)}; ` +
        'choose the table itself',
    );
  }
  if (directory.bytes > MAX_DIRECTORY_BYTES) throw damaged(archive, 'its directory is too large');
  const data = await view(archive, blob, directory.offset, directory.bytes);
  const members: ZipMember[] = [];
  let at = 0;
  for (let i = 0; i < directory.members; i++) {
    if (at + 46 > data.byteLength || data.getUint32(at, true) !== CENTRAL)
      throw damaged(archive, 'its directory is cut off');
    const nameBytes = data.getUint16(at + 28, true);
    const extra = at + 46 + nameBytes;
    const next = extra + data.getUint16(at + 30, true) + data.getUint16(at + 32, true);
    if (next > data.byteLength) throw damaged(archive, 'its directory is cut off');
    const flags = data.getUint16(at + 8, true);
    const name = new TextDecoder((flags & 0x800) !== 0 ? 'utf-8' : 'windows-1252').decode(
      new Uint8Array(data.buffer, at + 46, nameBytes),
    );
    const narrow = [data.getUint32(at + 24, true), data.getUint32(at + 20, true), data.getUint32(at + 42, true)];
    const [bytes, compressedBytes, headerOffset] = widened(data, extra, extra + data.getUint16(at + 30, true), narrow);
    const method = data.getUint16(at + 10, true);
    const crc = data.getUint32(at + 16, true);
    if (!name.endsWith('/')) {
      members.push({ name, method, encrypted: (flags & 1) !== 0, crc, compressedBytes, bytes, headerOffset });
    }
    at = next;
  }
  return members;
}

/** The compressed bytes of one member. */
export async function zipMemberBytes(archive: string, blob: Blob, member: ZipMember): Promise<Blob> {
  const header = await view(archive, blob, member.headerOffset, 30);
  if (header.getUint32(0, true) !== LOCAL) throw damaged(archive, `"${member.name}" is not where the directory says`);
  const start = member.headerOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + member.compressedBytes > blob.size) throw damaged(archive, `"${member.name}" is cut off`);
  return blob.slice(start, start + member.compressedBytes);
}

/**
 * A deflated member dressed as a gzip file (RFC 1952), so that the platform's decompressor also checks its length and CRC.
 */
export function asGzip(deflated: Blob, member: ZipMember): Blob {
  const header = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, member.crc, true);
  trailer.setUint32(4, member.bytes % 2 ** 32, true);
  return new Blob([header, deflated, trailer]);
}
