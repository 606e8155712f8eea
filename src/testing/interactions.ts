import { history, type Dataset, type Interactions } from '../data/dataset.ts';

/** Interactions from rows of user, item and time (absent: file order), users and items numbered as they appear. */
export function interactionsOf(rows: readonly (readonly [string, string, number?])[]): Interactions {
  const users = [...new Set(rows.map(([user]) => user))];
  const ids = [...new Set(rows.map(([, item]) => item))];
  const timed = rows.every((row) => row.length === 3);
  return {
    name: 'test',
    users,
    catalogue: { ids, titles: ids.map((id) => `title of ${id}`), categories: null },
    user: Uint32Array.from(rows, ([user]) => users.indexOf(user)),
    item: Uint32Array.from(rows, ([, item]) => ids.indexOf(item)),
    time: timed ? Float64Array.from(rows, (row) => row[2] ?? NaN) : null,
  };
}

/** Histories by user id, as item ids. */
export const spelled = (dataset: Dataset): Record<string, string> =>
  Object.fromEntries(
    dataset.users.map((user, u) => [
      user,
      Array.from(history(dataset, u).items, (item) => dataset.catalogue.ids[item]).join(' '),
    ]),
  );
