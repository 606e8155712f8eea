/** The places in one JSON value that may hold rows: its arrays, and objects all of whose members are alike. */
import { contents, isObject, OPEN, OPEN_LIST, parsed, QUOTE, type Found } from './json_bytes.ts';
import { SAMPLE_ROWS } from '../text/sample.ts';
import type { JsonFormat, JsonLayout } from '../types.ts';

/** Objects within objects in which rows are looked for. */
const DEPTH = 4;
const CHECKED = 50;
/** Fewer members are the fields of one record. */
const FEW_MEMBERS = 3;
const FEW_SCALARS = 10;
const MOSTLY = 0.8;

export interface Rows {
  readonly rows: JsonFormat['rows'];
  /** Whether each value is a list of rows. */
  readonly lists: boolean;
}

export interface Holder extends Rows {
  readonly layout: JsonLayout;
  readonly at: readonly string[];
  readonly count: number;
  /** The first of what it holds: rows, or the columns themselves. */
  readonly records: readonly Found[];
  /** Names that stand beside rows without names. */
  readonly names?: readonly string[];
}

type Kind = 'object' | 'array' | 'scalar';
const kindOf = (bytes: Uint8Array, { from }: Found): Kind =>
  bytes[from] === OPEN ? 'object' : bytes[from] === OPEN_LIST ? 'array' : 'scalar';

export const textOf = (bytes: Uint8Array, { from, end }: Found): string =>
  new TextDecoder().decode(bytes.subarray(from, end));

const isNumbered = (keys: readonly string[]): boolean => keys.length > 0 && keys.every((key) => /^\d+$/.test(key));

/** What is at the beginning of an array or object, and how much it holds in all. */
function take(bytes: Uint8Array, value: Found): { readonly first: readonly Found[]; readonly count: number } {
  const first: Found[] = [];
  let count = 0;
  for (const found of contents(bytes, value.from, value.end)) {
    count++;
    if (first.length < SAMPLE_ROWS) first.push(found);
  }
  return { first, count };
}

function commonKind(bytes: Uint8Array, values: readonly Found[]): Kind | null {
  const kinds = values.map((value) => kindOf(bytes, value));
  const kind = kinds[0];
  return kinds.filter((other) => other === kind).length >= MOSTLY * kinds.length ? kind : null;
}

/** What rows these values are; most decide. */
export function rowsOf(bytes: Uint8Array, values: readonly Found[]): Rows {
  const whole = values.filter((value) => value.whole).slice(0, CHECKED);
  const kinds = whole.map((value) => kindOf(bytes, value));
  const objects = kinds.filter((kind) => kind === 'object').length;
  if (whole.length === 0 || 2 * objects >= whole.length) return { rows: 'objects', lists: false };
  const arrays = whole.flatMap((value) => {
    const row = parsed(textOf(bytes, value));
    return Array.isArray(row) ? [row as readonly unknown[]] : [];
  });
  if (arrays.length === 0) return { rows: 'values', lists: false };
  const filled = arrays.filter((row) => row.length > 0);
  if (filled.length > 0 && filled.every((row) => row.every(isObject))) return { rows: 'objects', lists: true };
  if (filled.length > 0 && filled.every((row) => row.every(Array.isArray))) return { rows: 'arrays', lists: true };
  const widths = new Map<number, number>();
  for (const { length } of arrays) widths.set(length, (widths.get(length) ?? 0) + 1);
  const common = Math.max(...widths.values());
  const even = common >= MOSTLY * arrays.length && (arrays[0].length > 1 || arrays.length === 1);
  return { rows: even ? 'arrays' : 'values', lists: false };
}

const keysOf = (bytes: Uint8Array, value: Found): readonly string[] => {
  const keys: string[] = [];
  for (const { key } of contents(bytes, value.from, value.end)) if (keys.push(key) === CHECKED) break;
  return keys;
};

/** Whether most keys of each are keys of the first. */
function areAlike(keys: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = keys;
  return rest.every(
    (other) => 2 * other.filter((key) => first.includes(key)).length >= Math.max(other.length, first.length),
  );
}

type MemberRows = Pick<Holder, 'at' | 'count' | 'records'> & { readonly layout: 'members' };

/** An object whose members are columns, or rows by their keys; null where it is neither. */
function membersHolder(bytes: Uint8Array, value: Found, at: readonly string[]): Holder | null {
  const { first, count } = take(bytes, value);
  const whole = first.filter((member) => member.whole);
  const kind = commonKind(bytes, first);
  if (kind === null || count === 0) return null;
  const keys = first.map(({ key }) => key);
  const rows = { layout: 'members', at, count, records: first } as const;
  if (kind === 'scalar') return count < FEW_SCALARS ? null : { ...rows, rows: 'values', lists: false };
  const many = count >= FEW_MEMBERS || isNumbered(keys);
  if (kind === 'object') return objectsHolder(bytes, { first, keys, many }, rows);
  return listsHolder(bytes, { whole, keys, many }, rows);
}

/** An object of lists: by columns where these are equally long, else a history for each key. */
function listsHolder(
  bytes: Uint8Array,
  { whole, keys, many }: { readonly whole: readonly Found[]; readonly keys: readonly string[]; readonly many: boolean },
  rows: MemberRows,
): Holder | null {
  const inner = whole.slice(0, CHECKED).map((member) => take(bytes, member));
  const within = inner.flatMap((list) => list.first.slice(0, 1));
  const elements = within.length === 0 ? null : commonKind(bytes, within);
  if (elements === 'scalar') {
    const lengths = new Set(inner.map((list) => list.count));
    const columns =
      rows.count > 1 && rows.count <= CHECKED && lengths.size === 1 && !isNumbered(keys) && inner[0].count > 1;
    if (columns) return { ...rows, layout: 'columns', count: inner[0].count, rows: 'objects', lists: false };
    return many ? { ...rows, rows: 'values', lists: false } : null;
  }
  if (!many || elements === null) return null;
  if (elements === 'array') return { ...rows, rows: 'arrays', lists: true };
  return areAlike(within.map((element) => keysOf(bytes, element))) ? { ...rows, rows: 'objects', lists: true } : null;
}

/** Whether objects with different keys hold one number each, as `{"ann": {"Heat": 4.5}, "bob": {"Alien": 3}}`. */
const areMaps = (bytes: Uint8Array, values: readonly Found[]): boolean =>
  values.slice(0, CHECKED).every((value) => take(bytes, value).first.every(({ from }) => isNumberAt(bytes, from)));

/** `-` or a digit. */
const isNumberAt = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x2d || (bytes[at] >= 0x30 && bytes[at] <= 0x39);

/** An object of objects: by columns where the inner keys number the rows, else by rows. */
function objectsHolder(
  bytes: Uint8Array,
  { first, keys, many }: { readonly first: readonly Found[]; readonly keys: readonly string[]; readonly many: boolean },
  rows: MemberRows,
): Holder | null {
  const inner = first.slice(0, CHECKED).map((member) => keysOf(bytes, member));
  const columns: Holder = {
    ...rows,
    layout: 'columns',
    count: take(bytes, first[0]).count,
    rows: 'objects',
    lists: false,
  };
  const scalars = take(bytes, first[0]).first.every((value) => kindOf(bytes, value) === 'scalar');
  const cutOff = first.length === 1 && !first[0].whole;
  if (isNumbered(inner[0]) && !isNumbered(keys)) return first.length > 1 || cutOff ? columns : null;
  if (!many || !areAlike(inner)) return many && areMaps(bytes, first) ? { ...rows, rows: 'values', lists: true } : null;
  const longer = scalars && !isNumbered(keys) && columns.count > rows.count;
  return longer ? columns : { ...rows, rows: 'objects', lists: false };
}

const NAMES = new Set(['columns', 'column_names', 'header', 'headers', 'fields', 'names', 'cols']);

/** Names of columns that stand in the same object as rows without names. */
function namesBeside(bytes: Uint8Array, siblings: readonly Found[], width: number): readonly string[] | undefined {
  for (const sibling of siblings) {
    if (!NAMES.has(sibling.key.toLowerCase()) || kindOf(bytes, sibling) !== 'array') continue;
    const named = parsed(textOf(bytes, sibling));
    if (!Array.isArray(named) || named.length !== width) continue;
    return named.map((name: unknown, i) => (typeof name === 'string' && name !== '' ? name : `column ${i + 1}`));
  }
  return undefined;
}

function arrayHolder(
  bytes: Uint8Array,
  value: Found,
  at: readonly string[],
  siblings: readonly Found[],
): Holder | null {
  const { first, count } = take(bytes, value);
  if (count === 0 || commonKind(bytes, first.slice(0, CHECKED)) === 'scalar') return null;
  const found = rowsOf(bytes, first);
  const holder = { ...found, layout: 'elements', at, count, records: first } as const;
  if (found.rows !== 'arrays' || found.lists) return holder;
  const names = namesBeside(bytes, siblings, take(bytes, first[0]).count);
  return names === undefined ? holder : { ...holder, names };
}

/** All places in a value that may hold rows; those in an object that is a table itself are not looked for. */
export function* holdersIn(bytes: Uint8Array, value: Found, at: readonly string[]): Generator<Holder> {
  if (bytes[value.from] !== OPEN) {
    const holder = arrayHolder(bytes, value, at, []);
    if (holder !== null) yield holder;
    return;
  }
  const table = membersHolder(bytes, value, at);
  if (table !== null) {
    yield table;
    return;
  }
  const members = take(bytes, value).first;
  for (const member of members) {
    const path = [...at, member.key];
    if (bytes[member.from] === OPEN_LIST) {
      const holder = arrayHolder(bytes, member, path, members);
      if (holder !== null) yield holder;
    } else if (bytes[member.from] === OPEN && path.length < DEPTH) yield* holdersIn(bytes, member, path);
  }
}

/** The object to which keys lead; null where there is none. */
export function baseOf(bytes: Uint8Array, document: Found, at: readonly string[]): Found | null {
  let base: Found | null = document;
  for (const step of at) {
    if (base === null) return null;
    const { from, end }: Found = base;
    base = [...contents(bytes, from, end)].find(({ key }) => key === step) ?? null;
  }
  return base;
}

export const isString = (bytes: Uint8Array, { from }: Found): boolean => bytes[from] === QUOTE;
