/** The tables of a dataset as columns, whatever file they become. */
import { SettingsError } from '../core/errors.ts';
import { UNKNOWN_KIND } from '../core/history.ts';
import type { Dataset } from '../data/dataset.ts';
import { marks } from './marks.ts';
import { owners } from './row_order.ts';

/** A column: what it is called, what it holds and the value in a row; null where nobody knows it. */
export interface Column {
  readonly name: string;
  readonly kind: 'token' | 'words' | 'number';
  readonly at: (row: number) => string | number | null;
}

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** The interactions in this order: user, item and what else is known of each. */
export function interactionsTable(dataset: Dataset, rows: Uint32Array, marked: Uint8Array | null): Table {
  const { users, catalogue, items, times, kinds, values } = dataset;
  checkText('user', users, dataset.name);
  const owner = owners(dataset);
  const of = (name: string, kind: Column['kind'], at: (i: number) => string | number | null): Column => ({
    ...{ name, kind },
    at: (row) => at(rows[row]),
  });
  return {
    rows: rows.length,
    columns: [
      of('user_id', 'token', (i) => users[owner[i]]),
      of('item_id', 'token', (i) => catalogue.ids[items[i]]),
      ...(times === null ? [] : [of('timestamp', 'number', (i) => times[i])]),
      ...(values === undefined ? [] : [of('rating', 'number', (i) => (Number.isNaN(values[i]) ? null : values[i]))]),
      ...(kinds === undefined
        ? []
        : [of('event_type', 'token', (i) => (kinds.of[i] === UNKNOWN_KIND ? null : kinds.names[kinds.of[i] - 1]))]),
      ...(marked === null ? [] : [of('part', 'token', (i) => marks[marked[i]])]),
    ],
  };
}

/** The catalogue in its order; null where nothing is known of its items but their ids. */
export function itemsTable({ catalogue: { ids, titles, categories }, name }: Dataset): Table | null {
  checkText('item', ids, name);
  if (titles === null && categories === null) return null;
  const text = (of: readonly string[]) => (row: number) => (of[row] === '' ? null : of[row]);
  return {
    rows: ids.length,
    columns: [
      { name: 'item_id', kind: 'token', at: (row) => ids[row] },
      ...(titles === null ? [] : [{ name: 'title', kind: 'words' as const, at: text(titles) }]),
      ...(categories === null ? [] : [{ name: 'category', kind: 'token' as const, at: text(categories) }]),
    ],
  };
}

/** UTF-8 has one replacement for whatever is no text, so that two ids would become one. */
function checkText(what: string, ids: readonly string[], name: string): void {
  const bad = ids.findIndex((id) => !id.isWellFormed());
  if (bad < 0) return;
  throw new SettingsError(
    `tables: the id of ${what} ${bad + 1} of ${name} is no well-formed Unicode, expected text that a file can hold; correct it in the data`,
  );
}
