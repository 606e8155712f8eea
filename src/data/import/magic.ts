/**
 * Files that are no text, told by their first bytes whatever their name says. Signatures from the formats' specifications
 * and https://en.wikipedia.org/wiki/List_of_file_signatures.
 */
interface Signature {
  readonly bytes: readonly number[];
  /** Completes "this is …". */
  readonly what: string;
  readonly advice: string;
}

const ascii = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
const EXPORT = 'export the table as CSV and choose that file';
const UNPACK = 'unpack it, or pack it as .gz or .zip, and choose that file';

const SIGNATURES: readonly Signature[] = [
  { bytes: ascii('PAR1'), what: 'a Parquet file', advice: `Parquet is not read yet: ${EXPORT}` },
  { bytes: ascii('%PDF'), what: 'a PDF document', advice: EXPORT },
  { bytes: [0x89, ...ascii('PNG')], what: 'a PNG picture', advice: EXPORT },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture', advice: EXPORT },
  { bytes: ascii('GIF8'), what: 'a GIF picture', advice: EXPORT },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel or Office file', advice: EXPORT },
  { bytes: ascii('SQLite format 3'), what: 'an SQLite database', advice: EXPORT },
  { bytes: ascii('ARROW1'), what: 'an Arrow file', advice: EXPORT },
  { bytes: [...ascii('Obj'), 1], what: 'an Avro file', advice: EXPORT },
  { bytes: [0x89, ...ascii('HDF')], what: 'an HDF5 file', advice: EXPORT },
  { bytes: [0x93, ...ascii('NUMPY')], what: 'a NumPy array', advice: EXPORT },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a Zstandard archive', advice: UNPACK },
  { bytes: ascii('BZh'), what: 'a bzip2 archive', advice: UNPACK },
  { bytes: [0xfd, ...ascii('7zXZ')], what: 'an xz archive', advice: UNPACK },
  { bytes: [...ascii('7z'), 0xbc, 0xaf], what: 'a 7-Zip archive', advice: UNPACK },
  { bytes: ascii('Rar!'), what: 'a RAR archive', advice: UNPACK },
];

const MARKUP = /^\s*<(?:!doctype|html|head|body|\?xml|!--)/i;

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);

export const isGzip = (head: Uint8Array): boolean => startsWith(head, [0x1f, 0x8b]);

/** A zip with members (PK 3 4) or an empty one (PK 5 6). */
export const isZip = (head: Uint8Array): boolean =>
  startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6]);

/** "this is a PDF document, not a table; what to do", or null for what may be text. */
export function foreignFormat(head: Uint8Array): string | null {
  const known = SIGNATURES.find((signature) => startsWith(head, signature.bytes));
  if (known) return `this is ${known.what}, not a text table; ${known.advice}`;
  if (MARKUP.test(new TextDecoder().decode(head.subarray(0, 512)))) {
    return `this is an HTML or XML page, not a text table; ${EXPORT}`;
  }
  return null;
}
