/** The columns of a Parquet file: one for each leaf of its schema that holds one value, or one list, a row. */
import type { SchemaElement } from 'hyparquet';
import type { Unit } from './format.ts';
import { MalformedError } from './thrift.ts';

/** What the values of a column are, beyond their physical type. */
export type Meaning =
  | { readonly kind: 'text' | 'truth' | 'float' | 'uuid' | 'interval' | 'date' }
  | { readonly kind: 'integer'; readonly unsigned: boolean }
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'timestamp'; readonly unit: Unit; readonly utc: boolean }
  | { readonly kind: 'clock'; readonly unit: Unit };

export type Physical = NonNullable<SchemaElement['type']>;

export interface Leaf {
  /** Names from the top, without those that only say "list" or "element", joined by dots. */
  readonly name: string;
  /** Names from the top, as the file has them. */
  readonly path: readonly string[];
  /** Place among all leaves, and so among the chunks of a row group. */
  readonly index: number;
  readonly physical: Physical;
  readonly meaning: Meaning;
  /** Bytes of a value of fixed length, 0 where it has none. */
  readonly bytes: number;
  /** Definition level of a value that is there. */
  readonly defined: number;
  /** Definition level from which a list has an element; 0 where the column has no list. */
  readonly element: number;
  readonly isList: boolean;
}

export interface Columns {
  readonly leaves: readonly Leaf[];
  /** Names of those that cannot be read as one list: lists of lists. */
  readonly nested: readonly string[];
}

const DEPTH = 32;
/** Digits of a decimal of 32 bytes, and more than any program writes. */
const MOST_DIGITS = 77;

interface Place {
  readonly path: readonly string[];
  readonly shown: readonly string[];
  readonly defined: number;
  readonly repeated: number;
  readonly element: number;
}

const TOP: Place = { path: [], shown: [], defined: 0, repeated: 0, element: 0 };

const isList = ({ converted_type: old, logical_type: type }: SchemaElement): boolean =>
  old === 'LIST' || type?.type === 'LIST';
const isMap = ({ converted_type: old, logical_type: type }: SchemaElement): boolean =>
  old === 'MAP' || old === 'MAP_KEY_VALUE' || type?.type === 'MAP';

/**
 * Reads the elements in order, each followed by its children. Names that the format puts between a list and its elements,
 * or a map and its keys, are not shown. Source: LogicalTypes.md of parquet-format, lists and maps.
 */
class SchemaWalk {
  readonly leaves: Leaf[] = [];
  readonly nested: string[] = [];
  #at = 1;
  #leaf = 0;
  readonly #schema: readonly SchemaElement[];

  constructor(schema: readonly SchemaElement[]) {
    this.#schema = schema;
    this.#children(schema[0]?.num_children ?? 0, TOP, false);
    if (this.#at !== schema.length) throw new MalformedError('its columns do not add up');
  }

  #children(count: number, place: Place, hidden: boolean): void {
    for (let i = 0; i < count; i++) this.#node(place, hidden, count === 1);
  }

  /** `hidden` where the node only says what stands below a list or a map, if it is no value of a structure. */
  #node(above: Place, hidden: boolean, alone: boolean): void {
    if (this.#at >= this.#schema.length) throw new MalformedError('its columns do not add up');
    const node = this.#schema[this.#at++];
    const { name, repetition_type: repetition } = node;
    const children = node.num_children ?? 0;
    const optional = repetition === 'REQUIRED' ? 0 : 1;
    const repeated = repetition === 'REPEATED' ? 1 : 0;
    const place: Place = {
      path: [...above.path, name],
      shown: hidden && (repeated === 1 || alone) ? above.shown : [...above.shown, name],
      defined: above.defined + optional,
      repeated: above.repeated + repeated,
      element: above.element === 0 && repeated === 1 ? above.defined + optional : above.element,
    };
    if (place.path.length > DEPTH) throw new MalformedError('its columns are nested too deeply');
    if (children === 0) this.#value(node, place);
    else this.#children(children, place, isList(node) || isMap(node) || (hidden && repeated === 1 && children === 1));
  }

  #value(node: SchemaElement, { path, shown, defined, repeated, element }: Place): void {
    const index = this.#leaf++;
    const name = shown.join('.');
    if (node.type === undefined) return; // a group without children has no values
    if (repeated > 1) {
      this.nested.push(name);
      return;
    }
    this.leaves.push({
      ...{ name, path, index, physical: node.type, meaning: meaningOf(node, node.type) },
      ...{ bytes: node.type_length ?? 0, defined, element, isList: repeated === 1 },
    });
  }
}

/** Every column that can be read. Throws MalformedError where the schema is none. */
export function columnsOf(schema: readonly SchemaElement[]): Columns {
  const { leaves, nested } = new SchemaWalk(schema);
  return { leaves, nested };
}

/** What the older of the two kinds of annotation says; the newer one says more and goes before it. */
const OLD: Readonly<Record<string, Meaning>> = {
  DATE: { kind: 'date' },
  TIMESTAMP_MILLIS: { kind: 'timestamp', unit: 'MILLIS', utc: true },
  TIMESTAMP_MICROS: { kind: 'timestamp', unit: 'MICROS', utc: true },
  TIME_MILLIS: { kind: 'clock', unit: 'MILLIS' },
  TIME_MICROS: { kind: 'clock', unit: 'MICROS' },
};

function meaningOf(node: SchemaElement, physical: Physical): Meaning {
  if (node.converted_type === 'DECIMAL' || node.logical_type?.type === 'DECIMAL') return decimalMeaning(node);
  switch (physical) {
    case 'BOOLEAN':
      return { kind: 'truth' };
    case 'INT96':
      return { kind: 'timestamp', unit: 'NANOS', utc: true };
    case 'FLOAT':
    case 'DOUBLE':
      return { kind: 'float' };
    case 'INT32':
    case 'INT64':
      return integerMeaning(node);
    case 'FIXED_LEN_BYTE_ARRAY':
      return fixedMeaning(node);
    case 'BYTE_ARRAY':
      return { kind: 'text' };
  }
}

function decimalMeaning({ scale: old, logical_type: type }: SchemaElement): Meaning {
  const scale = old ?? (type?.type === 'DECIMAL' ? type.scale : 0);
  if (Math.abs(scale) > MOST_DIGITS) throw new MalformedError(`a column has decimals of scale ${scale}`);
  return { kind: 'decimal', scale };
}

function fixedMeaning({ type_length: bytes, converted_type: old, logical_type: type }: SchemaElement): Meaning {
  if (type?.type === 'UUID' && bytes === 16) return { kind: 'uuid' };
  if (type?.type === 'FLOAT16' && bytes === 2) return { kind: 'float' };
  return old === 'INTERVAL' && bytes === 12 ? { kind: 'interval' } : { kind: 'text' };
}

function integerMeaning({ converted_type: old, logical_type: type }: SchemaElement): Meaning {
  if (type?.type === 'DATE') return { kind: 'date' };
  if (type?.type === 'TIMESTAMP') return { kind: 'timestamp', unit: type.unit, utc: type.isAdjustedToUTC };
  if (type?.type === 'TIME') return { kind: 'clock', unit: type.unit };
  const known = OLD[old ?? ''];
  if (known !== undefined) return known;
  return { kind: 'integer', unsigned: isUnsigned(old, type) };
}

const isUnsigned = (old: SchemaElement['converted_type'], type: SchemaElement['logical_type']): boolean =>
  (old?.startsWith('UINT_') ?? false) || (type?.type === 'INTEGER' && !type.isSigned);
