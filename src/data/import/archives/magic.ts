/**
 * Files that are no text, told by their first bytes whatever their name says. Signatures from the formats' specifications
 * and https://en.wikipedia.org/wiki/List_of_file_signatures.
 */
import { isTarHeader } from './tarheader.ts';

interface Signature {
  readonly bytes: readonly number[];
  /** Where they lie; 0 where nothing is said. */
  readonly at?: number;
  /** They may begin a text too, so that a byte which is in no text must come with them. */
  readonly textual?: boolean;
  /** Completes "this is …". */
  readonly what: string;
  readonly advice: string;
}

const ascii = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
const EXPORT = 'export the table as CSV and choose that file';
const UNPACK = 'unpack it, or pack it as .gz or .zip, and choose that file';
const PANDAS = 'read it with pandas, save the table with to_csv, and choose that file';
const IN_R = 'read it in R, save the table with write.csv, and choose that file';

const SIGNATURES: readonly Signature[] = [
  {
    bytes: ascii('PARE'),
    what: 'an encrypted Parquet file',
    advice: 'write it without encryption and choose that file',
  },
  { bytes: ascii('%PDF'), what: 'a PDF document', advice: EXPORT },
  { bytes: ascii('{\\rtf'), what: 'a rich-text document', advice: EXPORT },
  { bytes: [0x89, ...ascii('PNG')], what: 'a PNG picture', advice: EXPORT },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture', advice: EXPORT },
  { bytes: ascii('GIF8'), what: 'a GIF picture', advice: EXPORT },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel or Office file', advice: EXPORT },
  { bytes: ascii('SQLite format 3'), what: 'an SQLite database', advice: EXPORT },
  { bytes: ascii('DUCK'), at: 8, textual: true, what: 'a DuckDB database', advice: EXPORT },
  { bytes: [0, 1, 0, 0, ...ascii('Standard ')], what: 'an Access database', advice: EXPORT },
  { bytes: ascii('PGDMP'), textual: true, what: 'a PostgreSQL dump', advice: EXPORT },
  { bytes: [7, ...ascii('_id'), 0], at: 4, what: 'a MongoDB dump (BSON)', advice: 'use mongoexport instead' },
  { bytes: ascii('ARROW1'), what: 'an Arrow or Feather file', advice: EXPORT },
  { bytes: ascii('FEA1'), textual: true, what: 'a Feather file of version 1', advice: PANDAS },
  { bytes: [0xff, 0xff, 0xff, 0xff], what: 'a stream of Arrow tables', advice: EXPORT },
  { bytes: ascii('ORC'), textual: true, what: 'an ORC file', advice: EXPORT },
  { bytes: [...ascii('Obj'), 1], what: 'an Avro file', advice: EXPORT },
  { bytes: ascii('MATLAB 5.0 MAT-file'), what: 'a MATLAB file', advice: EXPORT },
  { bytes: ascii('MATLAB 7.3 MAT-file'), what: 'a MATLAB file', advice: EXPORT },
  { bytes: [0x89, ...ascii('HDF')], what: 'an HDF5 file', advice: EXPORT },
  { bytes: [0x93, ...ascii('NUMPY')], what: 'a NumPy array', advice: EXPORT },
  ...[2, 3, 4, 5].map((version) => ({ bytes: [0x80, version], what: 'a Python pickle', advice: PANDAS })),
  { bytes: ascii('RDX2\nX\n'), what: 'an R data file (.rda)', advice: IN_R },
  { bytes: ascii('RDX3\nX\n'), what: 'an R data file (.rda)', advice: IN_R },
  { bytes: [...ascii('X\n'), 0, 0, 0], what: 'an R data file (.rds)', advice: IN_R },
  { bytes: ascii('<stata_dta>'), what: 'a Stata file', advice: EXPORT },
  ...[113, 114, 115].flatMap((version) =>
    [1, 2].map((order) => ({ bytes: [version, order, 1, 0], what: 'a Stata file', advice: EXPORT })),
  ),
  { bytes: ascii('$FL2@(#)'), what: 'an SPSS file', advice: EXPORT },
  { bytes: ascii('$FL3@(#)'), what: 'an SPSS file', advice: EXPORT },
  { bytes: [0xc2, 0xea, 0x81, 0x60], at: 12, what: 'a SAS table', advice: EXPORT },
  { bytes: ascii('HEADER RECORD*******LIB'), what: 'a SAS transport file', advice: EXPORT },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'packed with Zstandard', advice: UNPACK },
  { bytes: [0x2a, 0x4d, 0x18], at: 1, what: 'packed with Zstandard or LZ4', advice: UNPACK },
  { bytes: [0x04, 0x22, 0x4d, 0x18], what: 'packed with LZ4', advice: UNPACK },
  { bytes: [0x02, 0x21, 0x4c, 0x18], what: 'packed with LZ4', advice: UNPACK },
  { bytes: [0xff, 6, 0, 0, ...ascii('sNaPpY')], what: 'packed with Snappy', advice: UNPACK },
  { bytes: ascii('BZh'), textual: true, what: 'packed with bzip2', advice: UNPACK },
  { bytes: [0xfd, ...ascii('7zXZ')], what: 'packed with xz', advice: UNPACK },
  { bytes: [0x5d, 0, 0], what: 'packed with LZMA', advice: UNPACK },
  { bytes: [...ascii('LZIP'), 1], what: 'packed with lzip', advice: UNPACK },
  { bytes: [0x1f, 0x9d], what: 'packed with compress (.Z)', advice: UNPACK },
  { bytes: [0x78, 0x9c], what: 'packed with zlib', advice: UNPACK },
  { bytes: [...ascii('7z'), 0xbc, 0xaf], what: 'a 7-Zip archive', advice: UNPACK },
  { bytes: ascii('Rar!'), textual: true, what: 'a RAR archive', advice: UNPACK },
];

const MARKUP = /^\s*<(?:!doctype|html|head|body|\?xml|!--)/i;

const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, i) => head[at + i] === byte);

/** A control character that no text has. */
const isNoText = (byte: number): boolean => byte < 7 || (byte > 13 && byte < 27);

const fits = (head: Uint8Array, { bytes, at, textual }: Signature): boolean =>
  startsWith(head, bytes, at) && (textual !== true || head.some(isNoText));

export const isGzip = (head: Uint8Array): boolean => startsWith(head, [0x1f, 0x8b]);

/** A zip with members (PK 3 4) or an empty one (PK 5 6). */
export const isZip = (head: Uint8Array): boolean =>
  startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6]);

/** At least the first 512 bytes are needed. */
export const isTar = (head: Uint8Array): boolean => isTarHeader(head.subarray(0, 512));

export const isParquet = (head: Uint8Array): boolean => startsWith(head, ascii('PAR1'));

/** "this is a PDF document, not a text table; what to do", or null for what may be text or Parquet. */
export function foreignFormat(head: Uint8Array): string | null {
  const known = SIGNATURES.find((signature) => fits(head, signature));
  if (known) return `this is ${known.what}, not a text table; ${known.advice}`;
  if (MARKUP.test(new TextDecoder().decode(head.subarray(0, 512)))) {
    return `this is an HTML or XML page, not a text table; ${EXPORT}`;
  }
  return null;
}

/** Why an archive in an archive is not opened; null for what is none. */
export function archiveInside(head: Uint8Array): string | null {
  const what = isZip(head) ? 'a zip archive' : isTar(head) ? 'a tar archive' : isGzip(head) ? 'a gzip archive' : null;
  return what === null ? null : `this is ${what} inside an archive; unpack it first`;
}

/** Formats that are zip archives, told by a member. */
const PACKAGES: readonly { member: RegExp; what: string; advice: string }[] = [
  { member: /^xl\/workbook\.bin$/, what: 'a binary Excel workbook (.xlsb)', advice: 'save it as .xlsx or CSV' },
  { member: /^META-INF\/manifest\.xml$/, what: 'an OpenDocument file', advice: 'save it as .xlsx or CSV' },
  { member: /^Index(?:\.zip|\/Document\.iwa)$/, what: 'an Apple Numbers file', advice: 'export it as .xlsx or CSV' },
  { member: /^word\/document\.xml$/, what: 'a Word document', advice: 'save the table as CSV' },
  { member: /^ppt\/presentation\.xml$/, what: 'a PowerPoint file', advice: 'save the table as CSV' },
];

/** What a zip archive with these members is where it is not for unpacking, and what to do; null for one of files. */
export function foreignPackage(members: readonly string[]): string | null {
  const known = PACKAGES.find(({ member }) => members.some((name) => member.test(name)));
  if (known) return `this is ${known.what}, not a text table; ${known.advice} and choose that file`;
  if (members.length > 0 && members.every((name) => name.endsWith('.npy'))) {
    return `this is a NumPy archive (.npz), not a text table; ${EXPORT}`;
  }
  return null;
}

export const isWorkbook = (members: readonly string[]): boolean => members.includes('xl/workbook.xml');
