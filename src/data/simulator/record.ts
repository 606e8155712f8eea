import type { Interactions } from '../dataset.ts';

export const DAY = 86_400;
/** Monday 2 January 2023, 00:00 UTC, in seconds since 1970. */
export const MONDAY = 1_672_617_600;

/** What a simulation knows of an item, under the simulation's own numbering. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly category: string;
}

/** One simulated history: items of the simulation and seconds since 1970, oldest first. */
export interface Visits {
  readonly items: readonly number[];
  readonly times: readonly number[];
  /** What each was worth; absent in worlds without values. */
  readonly values?: readonly number[];
}

export interface Recording {
  readonly interactions: Interactions;
  /** (catalogue items): the simulation's number of each catalogue index. */
  readonly simulated: Uint32Array;
}

/**
 * Histories as the rows of a file, one user after the other. Items are numbered by first appearance, as a reader of that
 * file would number them, and items nobody took are not in it; so indices survive an export and an import.
 */
export function record(
  name: string,
  userPrefix: string,
  stock: readonly Item[],
  histories: readonly Visits[],
): Recording {
  const rows = histories.reduce((sum, { items }) => sum + items.length, 0);
  const user = new Uint32Array(rows);
  const item = new Uint32Array(rows);
  const time = new Float64Array(rows);
  const values = new Float64Array(rows).fill(NaN);
  const index = new Int32Array(stock.length).fill(-1);
  const simulated: number[] = [];
  let row = 0;
  histories.forEach(({ items, times, values: worth }, u) => {
    for (let k = 0; k < items.length; k++, row++) {
      if (index[items[k]] < 0) index[items[k]] = simulated.push(items[k]) - 1;
      user[row] = u;
      item[row] = index[items[k]];
      time[row] = times[k];
      if (worth !== undefined) values[row] = worth[k];
    }
  });
  const width = String(histories.length).length;
  const kept = simulated.map((i) => stock[i]);
  const interactions: Interactions = {
    name,
    users: histories.map((_, u) => `${userPrefix}-${String(u + 1).padStart(width, '0')}`),
    catalogue: {
      ids: kept.map(({ id }) => id),
      titles: kept.map(({ title }) => title),
      categories: kept.map(({ category }) => category),
    },
    user,
    item,
    time,
    ...(histories.some(({ values: worth }) => worth !== undefined) ? { values } : {}),
  };
  return { interactions, simulated: Uint32Array.from(simulated) };
}
