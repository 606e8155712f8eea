import { csvOf } from '../core/csv.ts';
import { SettingsError } from '../core/errors.ts';
import { UNKNOWN_KIND } from '../core/history.ts';
import type { Dataset } from '../data/dataset.ts';

/** What `data.py` calls the parts of data that came divided, by their number. */
const PARTS = ['train', 'validation', 'test'] as const;

/** Rows of a table before each rest. */
const ROWS = 2000;

type Bytes = Uint8Array<ArrayBuffer>;

/** The interactions as they were shaped, user by user, the oldest first: user, item and what else is known of each. */
export function* interactionsCsv(dataset: Dataset): Generator<void, Bytes> {
  const { users, catalogue, offsets, items, times, kinds, values, parts } = dataset;
  checkIds('user', users, dataset.name);
  const columns: readonly Column[] = [
    { name: 'item', at: (i) => catalogue.ids[items[i]] },
    ...(times === null ? [] : [{ name: 'time', at: (i: number) => known(times[i]) }]),
    ...(kinds === undefined ? [] : [{ name: 'kind', at: (i: number) => kindOf(kinds.of[i], kinds.names) }]),
    ...(values === undefined ? [] : [{ name: 'value', at: (i: number) => known(values[i]) }]),
    ...(parts === undefined ? [] : [{ name: 'part', at: (i: number) => PARTS[parts[i]] }]),
  ];
  const rows: (string | number)[][] = [['user', ...columns.map(({ name }) => name)]];
  const pieces: Bytes[] = [];
  for (const [u, user] of users.entries()) {
    for (let i = offsets[u]; i < offsets[u + 1]; i++) {
      rows.push([user, ...columns.map(({ at }) => at(i))]);
      if (rows.length < ROWS) continue;
      pieces.push(written(rows.splice(0)));
      yield;
    }
  }
  return joined([...pieces, written(rows)]);
}

/** The catalogue in its order: item and, where the data have any, title. */
export function itemsCsv({ catalogue: { ids, titles }, name }: Dataset): Bytes {
  checkIds('item', ids, name);
  const rows = ids.map((id, i) => (titles === null ? [id] : [id, titles[i]]));
  return written([titles === null ? ['item'] : ['item', 'title'], ...rows]);
}

interface Column {
  readonly name: string;
  readonly at: (i: number) => string | number;
}

const known = (value: number): string | number => (Number.isNaN(value) ? '' : value);
const kindOf = (kind: number, names: readonly string[]): string => (kind === UNKNOWN_KIND ? '' : names[kind - 1]);
const written = (rows: readonly (readonly (string | number)[])[]): Bytes => new TextEncoder().encode(csvOf(rows));

function joined(pieces: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** UTF-8 has one replacement for whatever is no text, so that two ids would become one. */
function checkIds(what: string, ids: readonly string[], name: string): void {
  const bad = ids.findIndex((id) => !id.isWellFormed());
  if (bad < 0) return;
  throw new SettingsError(
    `project: the id of ${what} ${bad + 1} of ${name} is no well-formed Unicode, expected text that a file can hold; correct it in the data`,
  );
}
