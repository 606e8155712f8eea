import { UNKNOWN_KIND, type History } from '../../core/history.ts';
import type { Pacer } from '../../core/pace.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Opened } from '../data/datasets.ts';
import { describeItems, indicesOf, type KnownItems } from '../data/items.ts';
import { codeOf } from './asked_history.ts';

/** A dataset, and how its items and times are known. */
interface Read extends Pick<Opened, 'items' | 'time'> {
  readonly data: Dataset;
}

/** The items and the kinds of events that a recommender knows. */
interface Knows {
  readonly items: KnownItems;
  readonly kinds: readonly string[];
}

/** A history of a dataset as a recommender reads it, in the items and kinds that it knows. @throws SettingsError for items that it lacks */
export async function readBy(
  knows: Knows,
  { data, items, time }: Read,
  history: History,
  pacer: Pacer,
): Promise<History> {
  const ids = describeItems(items, history.items).map(({ id }) => id);
  const codes = [UNKNOWN_KIND, ...(data.kinds?.names ?? []).map((name) => codeOf(name, knows.kinds))];
  return {
    items: await indicesOf(knows.items, ids, pacer),
    times: time === 'seconds' ? history.times : null,
    kinds: history.kinds && history.kinds.map((kind) => codes[kind]),
    values: history.values,
  };
}
