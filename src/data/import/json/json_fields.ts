/** Which columns rows of JSON have: the keys of their objects and of the objects in them, and the lists that are unfolded. */
import { DEPTH } from './json_names.ts';
import { isObject } from './json_bytes.ts';
import { isScalarObject } from './json_scalars.ts';

/** An object with more different keys than these is no record but a map, and stays one column. */
const MOST_KEYS = 60;
/** Lists within lists whose elements become rows. */
const MOST_LISTS = 3;
/** Keys that are looked at in all rows together. */
const MOST_FIELDS = 10_000;

/** What one key holds in the rows that were looked at. */
class Field {
  readonly within = new Map<string, Field>();
  /** Values that are a field as they stand. */
  plain = 0;
  objects = 0;
  /** Lists of objects or of arrays, and how many elements they have. */
  lists = 0;
  elements = 0;
  longest = 0;

  get isRecord(): boolean {
    return this.within.size > 0 && this.within.size <= MOST_KEYS;
  }
}

const isRow = (value: unknown): boolean => (isObject(value) ? !isScalarObject(value) : isPair(value));
/** A row without names, as `["i12", 1570018020]`. */
const isPair = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 1 && value.every((part) => typeof part !== 'object' || part === null);

export interface FoundFields {
  readonly names: readonly string[];
  readonly events: readonly string[];
  readonly warnings: readonly string[];
}

export class Fields {
  private readonly root = new Field();
  private left = MOST_FIELDS;

  /** Takes the keys of one row. */
  add(row: unknown): void {
    if (isObject(row)) this.object(this.root, row, 0);
    else if (Array.isArray(row)) this.list(this.root, row, 0);
  }

  /**
   * The columns in order of first appearance. `whole` where the rows are lists themselves. Of several lists the one with most
   * elements is unfolded; lists with one element at most are read as that element.
   */
  found(whole: boolean): FoundFields {
    const events = whole ? [''] : [];
    const warnings: string[] = [];
    let [at, path] = [this.root, ''];
    while (events.length < MOST_LISTS) {
      const lists = listsIn(at, path, 0).sort((a, b) => b.field.elements - a.field.elements);
      if (lists.length === 0) break;
      const [longest, ...others] = lists;
      events.push(longest.path);
      for (const other of others) {
        warnings.push(
          `A row holds several lists: each element of "${longest.path}" is read as a row, those of "${other.path}" are not.`,
        );
      }
      [at, path] = [longest.field, `${longest.path}.`];
    }
    const names: string[] = [];
    columnsIn(this.root, '', { events, names, warnings }, 0);
    return { names: [...new Set(names)], events, warnings };
  }

  private field(parent: Field, key: string): Field | null {
    const known = parent.within.get(key);
    if (known !== undefined) return known;
    if (this.left === 0) return null;
    this.left--;
    const field = new Field();
    parent.within.set(key, field);
    return field;
  }

  private object(parent: Field, row: Readonly<Record<string, unknown>>, depth: number): void {
    for (const [key, value] of Object.entries(row)) {
      const field = this.field(parent, key);
      if (field !== null) this.value(field, value, depth);
    }
  }

  private value(field: Field, value: unknown, depth: number): void {
    if (Array.isArray(value) && value.some(isRow)) this.list(field, value, depth);
    else if (isObject(value) && isRow(value) && depth + 1 < DEPTH) {
      field.objects++;
      this.object(field, value, depth + 1);
    } else if (value !== null && !(Array.isArray(value) && value.length === 0)) field.plain++;
  }

  private list(field: Field, list: readonly unknown[], depth: number): void {
    field.lists++;
    field.elements += list.length;
    field.longest = Math.max(field.longest, list.length);
    for (const element of list) {
      if (isObject(element)) this.object(field, element, depth + 1);
      else if (isPair(element)) {
        element.forEach((part, i) => {
          const column = this.field(field, `column ${i + 1}`);
          if (column !== null) this.value(column, part, depth + 1);
        });
      }
    }
  }
}

/** The lists that hold several rows, in the objects of a field but not in its lists. */
function listsIn(field: Field, prefix: string, depth: number): { readonly path: string; readonly field: Field }[] {
  if (depth === DEPTH || !field.isRecord) return [];
  return [...field.within].flatMap(([key, inner]) => {
    const path = prefix + key;
    if (inner.lists > 0) return inner.longest > 1 && inner.isRecord ? [{ path, field: inner }] : [];
    return listsIn(inner, `${path}.`, depth + 1);
  });
}

const mapWarning = (path: string, keys: number): string =>
  `"${path}" has ${keys} different keys, so that it is one column as it stands: ids belong into values, not into keys.`;

function columnsIn(
  field: Field,
  prefix: string,
  into: { readonly events: readonly string[]; readonly names: string[]; readonly warnings: string[] },
  depth: number,
): void {
  for (const [key, inner] of field.within) {
    const path = prefix + key;
    const unfolded = into.events.includes(path);
    const kept = inner.lists > 0 && !unfolded && inner.longest > 1;
    const opened = inner.isRecord && depth < DEPTH && !kept;
    if (inner.within.size > MOST_KEYS) into.warnings.push(mapWarning(path, inner.within.size));
    if (!opened || inner.plain > 0) into.names.push(path);
    if (opened) columnsIn(inner, `${path}.`, into, depth + 1);
  }
}
