/**
 * The pages of one column in one group of rows, unpacked and decoded one at a time: only a page of each column is in memory,
 * however large the group is. Source: https://github.com/apache/parquet-format, README.md and Encodings.md.
 */
import type { ColumnMetaData, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { ImportError } from '../../../core/errors.ts';
import { grouped, size, type Limits } from '../limits.ts';
import type { Values } from '../table_kind.ts';
import type { Unpack } from './codecs.ts';
import { readHybrid } from './hybrid.ts';
import { packedValues } from './packed.ts';
import type { Leaf } from './schema.ts';
import { MalformedError, structEnd } from './thrift.ts';
import { plainValues, truthsOf } from './values.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes that are read at once: what is asked for page by page takes a call for each. */
const WINDOW_BYTES = 8 * 1024 * 1024;
/** The longest header of a page, which may hold the least and the greatest value. */
const HEADER_BYTES = 8 * 1024 * 1024;
const PAGE_BYTES = 512 * 1024 * 1024;
/** Rows of old files whose column has one value lie in one page of a few bytes. */
const PAGE_VALUES = 2 ** 26;

/** What all columns of a file share. */
export interface Opened {
  readonly name: string;
  /** Bytes `from` to `to` of the file. */
  readonly read: (from: number, to: number) => Promise<Bytes>;
  readonly bytes: number;
  readonly limits: Limits;
  /** Hears how many bytes a page unpacks to. Throws ImportError beyond the limit. */
  readonly unpacked: (bytes: number) => void;
}

export interface Page {
  /** Levels or values: rows, or elements of the rows' lists. */
  readonly count: number;
  /** 0 where a list begins; null where there are no lists. */
  readonly repetitions: Uint8Array | null;
  /** How much of the path to each value is there; null where all values are. */
  readonly definitions: Uint8Array | null;
  readonly values: Values;
  /** Which of the values each of those that are there is. */
  readonly order: Int32Array | null;
}

/** The parts of a data page. */
interface Parts {
  readonly count: number;
  readonly encoding: string;
  readonly repetitions: Uint8Array | null;
  readonly definitions: Uint8Array | null;
  readonly bytes: Uint8Array;
  readonly from: number;
}

const bits = (level: number): number => 32 - Math.clz32(level);

export class ColumnPages {
  readonly #file: Opened;
  readonly #leaf: Leaf;
  readonly #unpack: Unpack;
  readonly #end: number;
  #window: Bytes = new Uint8Array(0);
  /** Where the window begins in the file, and how far it was read. */
  #start: number;
  #at = 0;
  #dictionary: Values | null = null;

  constructor(file: Opened, leaf: Leaf, chunk: ColumnMetaData, unpack: Unpack) {
    this.#file = file;
    this.#leaf = leaf;
    this.#unpack = unpack;
    const data = Number(chunk.data_page_offset);
    const dictionary = Number(chunk.dictionary_page_offset ?? 0);
    this.#start = dictionary > 0 ? Math.min(dictionary, data) : data;
    this.#end = this.#start + Number(chunk.total_compressed_size);
    if (!(this.#start >= 0 && this.#end <= file.bytes)) throw this.#damaged('a column lies outside of the file');
  }

  /** The next page of values; null where the column ends. Throws ImportError where the file is damaged. */
  async next(): Promise<Page | null> {
    try {
      while (this.#start + this.#at < this.#end) {
        const header = await this.#header();
        const packed = await this.#take(header.compressed_page_size);
        if (header.type === 'DICTIONARY_PAGE') await this.#readDictionary(header, packed);
        else if (header.type === 'DATA_PAGE') return this.#page(await this.#firstParts(header, packed));
        else if (header.type === 'DATA_PAGE_V2') return this.#page(await this.#secondParts(header, packed));
      }
      return null;
    } catch (failure) {
      throw failure instanceof ImportError ? failure : this.#damaged(reasonOf(failure));
    }
  }

  async #header(): Promise<PageHeader> {
    for (let wanted = 64; ; wanted *= 4) {
      await this.#fill(Math.min(wanted, this.#end - this.#start - this.#at));
      const end = structEnd(this.#window, this.#at);
      if (end >= 0) {
        const header = parquetHeader({ view: viewOf(this.#window), offset: this.#at });
        this.#at = end;
        const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
        const fits = packed >= 0 && packed <= 2 * unpacked + 1024 && unpacked >= 0 && unpacked <= PAGE_BYTES;
        if (!fits) throw new MalformedError(`a page says that it unpacks from ${packed} to ${unpacked} bytes`);
        this.#file.unpacked(unpacked);
        return header;
      }
      if (this.#start + this.#window.length >= this.#end || wanted > HEADER_BYTES)
        throw new MalformedError('the description of a page does not end');
    }
  }

  /** Makes sure that the next `bytes` bytes are in the window. */
  async #fill(bytes: number): Promise<void> {
    if (this.#at + bytes <= this.#window.length) return;
    const from = this.#start + this.#at;
    if (from + bytes > this.#end) throw new MalformedError('a page lies outside of its column');
    const to = Math.min(Math.max(from + bytes, from + WINDOW_BYTES), this.#end);
    this.#window = await this.#file.read(from, to);
    this.#start = from;
    this.#at = 0;
  }

  async #take(bytes: number): Promise<Bytes> {
    await this.#fill(bytes);
    this.#at += bytes;
    return this.#window.subarray(this.#at - bytes, this.#at);
  }

  async #unpacked(packed: Bytes, bytes: number): Promise<Uint8Array> {
    const out = bytes === 0 ? new Uint8Array(0) : await this.#unpack(packed, bytes);
    if (out.length !== bytes) throw new MalformedError(`a page unpacks to ${out.length} bytes, not ${bytes}`);
    return out;
  }

  async #readDictionary(header: PageHeader, packed: Bytes): Promise<void> {
    const count = this.#checked(header.dictionary_page_header?.num_values);
    const bytes = await this.#unpacked(packed, header.uncompressed_page_size);
    this.#dictionary = plainValues(bytes, 0, count, this.#leaf, true);
  }

  #checked(count: number | undefined): number {
    if (count !== undefined && count >= 0 && count <= PAGE_VALUES) return count;
    throw new MalformedError(`a page says that it has ${count ?? 'no'} values`);
  }

  /** Levels, each behind its length, and values, packed together. */
  async #firstParts(header: PageHeader, packed: Bytes): Promise<Parts> {
    const about = header.data_page_header;
    const count = this.#checked(about?.num_values);
    const bytes = await this.#unpacked(packed, header.uncompressed_page_size);
    const view = viewOf(bytes);
    let from = 0;
    const levels = (most: number, encoding: string | undefined): Uint8Array | null => {
      if (most === 0) return null;
      if (encoding !== 'RLE') throw new MalformedError(`levels in ${encoding ?? 'an unknown encoding'} are not read`);
      const start = from + 4;
      from = start + (start <= bytes.length ? view.getUint32(from, true) : 0);
      if (from > bytes.length || start > bytes.length) throw new MalformedError('a page is shorter than its levels');
      const out = new Uint8Array(count);
      readHybrid(bytes, start, from, bits(most), out);
      return out;
    };
    const repetitions = levels(this.#leaf.isList ? 1 : 0, about?.repetition_level_encoding);
    const definitions = levels(this.#leaf.defined, about?.definition_level_encoding);
    return { count, encoding: about?.encoding ?? '', repetitions, definitions, bytes, from };
  }

  /** Levels as they are, then values, packed or not. */
  async #secondParts(header: PageHeader, packed: Bytes): Promise<Parts> {
    const about = header.data_page_header_v2;
    const count = this.#checked(about?.num_values);
    const first = about?.repetition_levels_byte_length ?? 0;
    const second = about?.definition_levels_byte_length ?? 0;
    const from = first + second;
    if (first < 0 || second < 0 || from > packed.length) throw new MalformedError('a page is shorter than its levels');
    const levels = (most: number, start: number, end: number): Uint8Array | null => {
      if (most === 0) return null;
      const out = new Uint8Array(count);
      readHybrid(packed, start, end, bits(most), out);
      return out;
    };
    const rest = packed.subarray(from);
    const bytes =
      about?.is_compressed === false ? rest : await this.#unpacked(rest, header.uncompressed_page_size - from);
    return {
      ...{ count, encoding: about?.encoding ?? '', bytes, from: 0 },
      repetitions: levels(this.#leaf.isList ? 1 : 0, 0, first),
      definitions: levels(this.#leaf.defined, first, from),
    };
  }

  #page({ count, encoding, repetitions, definitions, bytes, from }: Parts): Page {
    const there = definitions === null ? count : countOf(definitions, this.#leaf.defined);
    const levels = { count, repetitions, definitions: there === count ? null : definitions };
    if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
      const { values, order } = this.#fromDictionary(bytes, from, there);
      return { ...levels, values, order };
    }
    return { ...levels, values: this.#values(encoding, bytes, from, there), order: null };
  }

  #fromDictionary(bytes: Uint8Array, from: number, there: number): { values: Values; order: Int32Array } {
    const order = new Int32Array(there);
    if (this.#dictionary === null) throw new MalformedError('a page has no dictionary');
    if (there > 0) {
      if (from >= bytes.length) throw new MalformedError('a page is shorter than its values');
      readHybrid(bytes, from + 1, bytes.length, bytes[from], order);
    }
    const { count } = this.#dictionary;
    for (let i = 0; i < there; i++)
      if (order[i] < 0 || order[i] >= count) throw new MalformedError('a page has values that its dictionary lacks');
    return { values: this.#dictionary, order };
  }

  #values(encoding: string, bytes: Uint8Array, from: number, count: number): Values {
    if (encoding === 'PLAIN') return plainValues(bytes, from, count, this.#leaf, false);
    if (encoding === 'RLE' && this.#leaf.physical === 'BOOLEAN') {
      const bit = new Uint8Array(count);
      readHybrid(bytes, from + 4, bytes.length, 1, bit);
      return truthsOf(count, (i) => bit[i]);
    }
    const values = packedValues(encoding, bytes, from, count, this.#leaf);
    if (values !== null) return values;
    const { name } = this.#file;
    throw new ImportError(
      `${name}, column "${this.#leaf.name}": its values are in the encoding ${encoding || 'of an unknown number'}, which is not read; ` +
        'write the file without it, or export the table as CSV',
    );
  }

  #damaged(what: string): ImportError {
    return new ImportError(
      `${this.#file.name}, column "${this.#leaf.name}": the Parquet file is damaged: ${what}; get the file again`,
    );
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** What a parser says of bytes that mean nothing, in the words of whoever threw it. */
export const reasonOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

function countOf(levels: Uint8Array, level: number): number {
  let count = 0;
  for (let i = 0; i < levels.length; i++) if (levels[i] === level) count++;
  return count;
}

/** Adds up what the pages of a file unpack to. Throws ImportError beyond the limit. */
export function unpackedLimit(name: string, limits: Limits): Opened['unpacked'] {
  let total = 0;
  return (bytes) => {
    total += bytes;
    if (total <= limits.textBytes) return;
    throw new ImportError(
      `${name}: the columns that are used unpack to more than ${size(limits.textBytes)}, the limit; choose a smaller part of the file`,
    );
  };
}

/** Throws ImportError for a text that is too long to be an id or a title. */
export function tooLong({ name, limits }: Opened, column: string, row: number): ImportError {
  return new ImportError(
    `${name}, row ${grouped(row)}, column "${column}": longer than ${size(limits.fieldBytes)}, the limit; choose another column`,
  );
}
