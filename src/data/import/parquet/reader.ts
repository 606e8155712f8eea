/** A Parquet file: its description, and its rows by columns, a group after the other. */
import { parquetMetadata, type ColumnMetaData, type FileMetaData } from 'hyparquet';
import { ImportError } from '../../../core/errors.ts';
import { grouped, size, type Limits } from '../limits.ts';
import { emptyRow, type Row } from '../rows/rows.ts';
import type { Source } from '../archives/source.ts';
import type { Block, Lane } from '../table_kind.ts';
import { codecOf, type Unpack } from './codecs.ts';
import { ListCursor, SingleCursor, type Cursor } from './cursor.ts';
import { ColumnPages, reasonOf, tooLong, unpackedLimit, type Opened } from './pages.ts';
import { columnsOf, type Columns, type Leaf } from './schema.ts';
import { structEnd } from './thrift.ts';

/** Behind the description: its length in four bytes, and the mark. */
const TAIL_BYTES = 8;
const MARK = 0x31524150;
const FOOTER_BYTES = 64 * 1024 * 1024;
/** Rows that are handed on at once; between two blocks there is room for other work. */
const BLOCK_ROWS = 16_384;
/** Rows that are passed over for each that may be used. */
const ROWS_PER_INTERACTION = 10;

export interface ParquetFile {
  readonly opened: Opened;
  readonly metadata: FileMetaData;
  readonly columns: Columns;
}

const damaged = (name: string, what: string): ImportError =>
  new ImportError(`${name}: the Parquet file is damaged or cut off: ${what}; get the file again`);

/** Reads the description at the end of the file. Throws ImportError where there is none. */
export async function openParquet(source: Source, limits: Limits): Promise<ParquetFile> {
  const { name } = source;
  const blob = await source.whole();
  const read: Opened['read'] = async (from, to) => {
    const bytes = await blob
      .slice(from, to)
      .arrayBuffer()
      .catch(() => null);
    if (bytes?.byteLength === to - from) return new Uint8Array(bytes);
    throw new ImportError(`${name}: the file changed or went away while it was read (byte ${from}); choose it again`);
  };
  const opened = { name, read, bytes: blob.size, limits, unpacked: unpackedLimit(name, limits) };
  const footer = await footerOf(opened);
  try {
    const metadata = parquetMetadata(footer, { geoparquet: false });
    checkRows(opened, metadata);
    return { opened, metadata, columns: columnsOf(metadata.schema) };
  } catch (failure) {
    throw failure instanceof ImportError ? failure : damaged(name, reasonOf(failure));
  }
}

/** Rows without a value take no bytes, so that a small file may have any number of them. */
function checkRows({ name, limits }: Opened, { row_groups: groups }: FileMetaData): void {
  const rows = groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  const most = ROWS_PER_INTERACTION * limits.interactions;
  if (rows <= most) return;
  throw new ImportError(
    `${name}: ${grouped(rows)} rows, the limit is ${grouped(most)}; choose a smaller part of the file`,
  );
}

/** The description with what stands behind it, checked to be one before it is parsed. */
async function footerOf({ name, read, bytes }: Opened): Promise<Uint8Array> {
  if (bytes < 2 * TAIL_BYTES) throw damaged(name, `it has ${bytes} bytes`);
  const tail = new DataView((await read(bytes - TAIL_BYTES, bytes)).buffer);
  if (tail.getUint32(4, true) !== MARK) throw damaged(name, 'it does not end as it should');
  const length = tail.getUint32(0, true);
  if (length > bytes - TAIL_BYTES) throw damaged(name, `its description is said to be of ${grouped(length)} bytes`);
  if (length > FOOTER_BYTES) {
    throw new ImportError(
      `${name}: the description of its columns takes ${size(length)}, more than the limit of ${size(FOOTER_BYTES)}; write it in larger row groups`,
    );
  }
  const footer = await read(bytes - TAIL_BYTES - length, bytes);
  let end = -1;
  try {
    end = structEnd(footer.subarray(0, length), 0);
  } catch (failure) {
    throw damaged(name, reasonOf(failure));
  }
  if (end < 0) throw damaged(name, 'its description does not end');
  return footer;
}

/** Where a column lies in a group of rows. Throws ImportError where it lies in another file or is encrypted. */
function chunkOf({ opened: { name }, metadata }: ParquetFile, group: number, leaf: Leaf): ColumnMetaData {
  const chunks = metadata.row_groups[group].columns;
  const same = (path: readonly string[] | undefined): boolean =>
    path?.length === leaf.path.length && path.every((part, i) => part === leaf.path[i]);
  const chunk = same(chunks[leaf.index]?.meta_data?.path_in_schema)
    ? chunks[leaf.index]
    : chunks.find(({ meta_data }) => same(meta_data?.path_in_schema));
  if (chunk?.file_path !== undefined && chunk.file_path !== '') {
    throw new ImportError(
      `${name}: its columns lie in other files (${chunk.file_path}); choose those, or export the table as one file`,
    );
  }
  if (chunk?.meta_data !== undefined) return chunk.meta_data;
  if (chunks.some(({ crypto_metadata }) => crypto_metadata !== undefined))
    throw new ImportError(`${name}, column "${leaf.name}": it is encrypted; write the file without encryption`);
  throw damaged(name, `rows without the column "${leaf.name}"`);
}

/** The codecs of a file by their names, each made once. */
class Codecs {
  readonly #made = new Map<string, Promise<Unpack>>();

  of(file: string, codec: ColumnMetaData['codec']): Promise<Unpack> {
    const made = this.#made.get(codec) ?? codecOf(file, codec);
    this.#made.set(codec, made);
    return made;
  }
}

async function cursorsOf(file: ParquetFile, group: number, leaves: readonly (Leaf | null)[], codecs: Codecs) {
  const cursors: (Cursor | null)[] = [];
  for (const leaf of leaves) {
    if (leaf === null) {
      cursors.push(null);
      continue;
    }
    const chunk = chunkOf(file, group, leaf);
    const unpack = await codecs.of(file.opened.name, chunk.codec);
    const pages = new ColumnPages(file.opened, leaf, chunk, unpack);
    cursors.push(leaf.isList ? new ListCursor(pages, leaf) : new SingleCursor(pages, leaf));
  }
  return cursors;
}

/**
 * The rows of the file in blocks, the columns in the order of `leaves`; those that are null are not read. Throws ImportError
 * where a column has fewer rows than its group.
 */
export async function* blocksOf(
  file: ParquetFile,
  leaves: readonly (Leaf | null)[],
): AsyncGenerator<Block, void, undefined> {
  const codecs = new Codecs();
  const rows = new BlockRows(file.opened, leaves);
  for (let group = 0; group < file.metadata.row_groups.length; group++) {
    const cursors = await cursorsOf(file, group, leaves, codecs);
    let left = Number(file.metadata.row_groups[group].num_rows);
    if (left < 0) throw damaged(file.opened.name, `${left} rows`);
    while (left > 0) {
      let count = Math.min(left, BLOCK_ROWS);
      for (const cursor of cursors) if (cursor !== null) count = Math.min(count, await cursor.available());
      if (count === 0) throw damaged(file.opened.name, `${grouped(left)} rows are missing`);
      left -= count;
      yield rows.next(
        count,
        cursors.map((cursor) => cursor?.take(count) ?? null),
      );
    }
  }
}

/** Rows of blocks as text. The names of the columns count as row 1, as in the same table as CSV. */
class BlockRows {
  readonly #file: Opened;
  readonly #leaves: readonly (Leaf | null)[];
  readonly #row: Row;
  #first = 2;

  constructor(file: Opened, leaves: readonly (Leaf | null)[]) {
    this.#file = file;
    this.#leaves = leaves;
    this.#row = emptyRow(leaves.length);
    this.#row.count = leaves.length;
  }

  next(rows: number, lanes: readonly (Lane | null)[]): Block {
    const first = this.#first;
    this.#first += rows;
    return { rows, lanes, row: (r) => this.#fill(lanes, r, first + r) };
  }

  #fill(lanes: readonly (Lane | null)[], r: number, number: number): Row {
    const row = this.#row;
    row.number = number;
    let at = 0;
    for (let column = 0; column < lanes.length; column++) {
      row.starts[column] = at;
      const lane = lanes[column];
      const place = lane === null ? -1 : lane.at[lane.from + r];
      if (lane !== null && place >= 0) {
        lane.values.seek(place);
        at = this.#copy(lane.values.bytes.subarray(lane.values.start, lane.values.end), at, column);
      }
      row.ends[column] = at;
    }
    return row;
  }

  #copy(text: Uint8Array, at: number, column: number): number {
    const { limits } = this.#file;
    const leaf = this.#leaves[column];
    if (text.length > (leaf?.isList ? limits.textBytes : limits.fieldBytes))
      throw tooLong(this.#file, leaf?.name ?? '', this.#row.number);
    const row = this.#row;
    if (at + text.length > row.bytes.length) {
      const wider = new Uint8Array(2 * (at + text.length));
      wider.set(row.bytes.subarray(0, at));
      row.bytes = wider;
    }
    row.bytes.set(text, at);
    return at + text.length;
  }
}
