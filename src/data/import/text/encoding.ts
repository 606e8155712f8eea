/** Which encoding a file is in, and turning any of them into UTF-8 bytes, piece by piece. */
import { ImportError } from '../../../core/errors.ts';
import { grouped } from '../limits.ts';
import type { Encoding } from '../types.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** `ignoreBOM` keeps U+FEFF inside ids: only the one that opens a file is a mark. */
const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

export interface DetectedEncoding {
  readonly encoding: Encoding;
  readonly warning: string | null;
}

const MARKS: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

const hasMark = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);

/** Length in bytes of a UTF-8 sequence by its first byte; 0 where no sequence starts so. Unicode 16, table 3-7. */
function sequenceBytes(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** Offset of the first byte that is not UTF-8, −1 where all is. A sequence cut off by the end counts only if `complete`. */
export function firstInvalidUtf8(bytes: Uint8Array, complete: boolean): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceBytes(bytes[at]);
    if (length === 1) {
      at++;
      continue;
    }
    if (length === 0) return at;
    if (at + length > bytes.length && !complete) return -1;
    if (strictUtf8(bytes.subarray(at, at + length)) === null) return at;
    at += length;
  }
  return -1;
}

/** The text of UTF-8 bytes, null where they are not UTF-8. */
export function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT.decode(bytes);
  } catch {
    return null;
  }
}

/** The text of a field: UTF-8, and Windows-1252 where it is not. */
export const fieldText = (bytes: Uint8Array): string => strictUtf8(bytes) ?? windows1252(bytes);

/** Bytes 0x80 … 0x9f of Windows-1252 (WHATWG Encoding, index windows-1252); every other byte is its own code point. */
const HIGH_CONTROLS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Decoded here because TextDecoder of Node 20.20 reads 0x80 … 0x9f as Latin-1. */
function windows1252(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes)
    text += byte >= 0x80 && byte < 0xa0 ? HIGH_CONTROLS[byte - 0x80] : String.fromCharCode(byte);
  return text;
}

/** The UTF-8 of every byte of Windows-1252, three bytes each, and how many of them count. */
const UTF8_OF_BYTE = new Uint8Array(3 * 256);
const UTF8_LENGTH = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  const text = ENCODER.encode(windows1252(Uint8Array.of(byte)));
  UTF8_OF_BYTE.set(text, 3 * byte);
  UTF8_LENGTH[byte] = text.length;
}

/** Windows-1252 as UTF-8, without a string of megabytes in between. */
function utf8OfWindows1252(bytes: Uint8Array): Bytes {
  let length = 0;
  for (let i = 0; i < bytes.length; i++) length += UTF8_LENGTH[bytes[i]];
  const text = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte < 0x80) text[at++] = byte;
    else for (let k = 0; k < UTF8_LENGTH[byte]; k++) text[at++] = UTF8_OF_BYTE[3 * byte + k];
  }
  return text;
}

const SHARE_OF_NULS = 0.001;

/** UTF-16 without a mark: most characters are ASCII, so nearly all NUL bytes stand on one side of the pairs. */
function markless16(name: string, head: Uint8Array): DetectedEncoding | null {
  const nuls = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) nuls[i % 2]++;
  const total = nuls[0] + nuls[1];
  if (total <= head.length * SHARE_OF_NULS) return null;
  const encoding = nuls[1] > nuls[0] ? 'utf-16le' : 'utf-16be';
  if (Math.min(...nuls) * 20 > total) {
    throw new ImportError(
      `${name}: ${grouped(total)} of the first ${grouped(head.length)} bytes are NUL, so this is not a text file; export the table as CSV`,
    );
  }
  return { encoding, warning: `This looks like UTF-16 without a byte order mark and was read as ${encoding}.` };
}

/** Encoding by mark, by NUL bytes, by validity, in this order. */
export function detectEncoding(name: string, head: Uint8Array, complete: boolean): DetectedEncoding {
  const mark = MARKS.find(({ bytes }) => hasMark(head, bytes));
  if (mark && mark.encoding !== 'utf-8') return { encoding: mark.encoding, warning: null };
  const wide = mark ? null : markless16(name, head);
  if (wide) return wide;
  const invalid = firstInvalidUtf8(head, complete);
  if (invalid < 0) return { encoding: 'utf-8', warning: null };
  const byte = head[invalid].toString(16).padStart(2, '0');
  return {
    encoding: 'windows-1252',
    warning: `Byte ${grouped(invalid)} (0x${byte}) is not UTF-8, so the file was read as Windows-1252.`,
  };
}

async function* withoutMark(pieces: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void, undefined> {
  let opening: Bytes | null = new Uint8Array(0);
  for await (const piece of pieces) {
    if (opening === null) {
      yield piece;
      continue;
    }
    const joined: Bytes = new Uint8Array(opening.length + piece.length);
    joined.set(opening);
    joined.set(piece, opening.length);
    opening = joined.length < 3 ? joined : null;
    if (opening === null) yield hasMark(joined, MARKS[0].bytes) ? joined.subarray(3) : joined;
  }
  if (opening !== null) yield opening;
}

/** The bytes of a text as UTF-8 without a mark. UTF-8 passes through; it is checked where text is made of it. */
export async function* toUtf8(
  name: string,
  pieces: AsyncIterable<Bytes>,
  encoding: Encoding,
): AsyncGenerator<Bytes, void, undefined> {
  if (encoding === 'utf-8') {
    yield* withoutMark(pieces);
    return;
  }
  if (encoding === 'windows-1252') {
    for await (const piece of pieces) yield utf8OfWindows1252(piece);
    return;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (piece?: Bytes): Bytes => {
    try {
      return ENCODER.encode(decoder.decode(piece, { stream: piece !== undefined }));
    } catch {
      throw new ImportError(
        `${name}: the text is not ${encoding} throughout; choose another encoding or save it as UTF-8`,
      );
    }
  };
  for await (const piece of pieces) yield decode(piece);
  yield decode();
}
