import { UNKNOWN_KIND, type History } from '../../core/history.ts';
import type { Pacer } from '../../core/pace.ts';
import { history as historyOf, type Dataset } from '../../data/dataset.ts';
import { placesOf } from '../data/items.ts';
import type { Opened } from '../data/datasets.ts';
import { codeOf } from './asked_history.ts';
import type { Source } from './recommenders.ts';

/** Histories of a dataset in the items and kinds that somebody knows, without the events of items that nobody told of. */
export interface KnownHistories {
  readonly dataset: Dataset;
  /** What is known of the history of user `u`, as long as the next is not asked for. */
  of(u: number): History;
  /** Items that were met and are not known, by their places in the data. */
  readonly unknown: ReadonlySet<number>;
}

export async function knownHistories(source: Source, opened: Opened, pacer: Pacer): Promise<KnownHistories> {
  const { dataset, items, time } = opened;
  const kinds = Uint8Array.from([
    UNKNOWN_KIND,
    ...(dataset.kinds?.names ?? []).map((name) => codeOf(name, source.kinds)),
  ]);
  const places = source.items === items ? null : await placesOf(source.items, pacer);
  const known = places && Int32Array.from(items.ids, (id) => places.get(id) ?? -1);
  const unknown = new Set<number>();
  const told = ({ items: taken, times, kinds: of, values }: History): History => ({
    items: taken,
    times: time === 'seconds' ? times : null,
    kinds: of && Uint8Array.from(of, (kind) => kinds[kind]),
    values,
  });
  return {
    dataset,
    unknown,
    of(u) {
      const whole = told(historyOf(dataset, u));
      return known === null ? whole : translated(whole, known, unknown);
    },
  };
}

/** The events of items that are known, by their places there. */
function translated({ items, times, kinds, values }: History, known: Int32Array, unknown: Set<number>): History {
  const kept: number[] = [];
  for (let at = 0; at < items.length; at++) {
    if (known[items[at]] < 0) unknown.add(items[at]);
    else kept.push(at);
  }
  return {
    items: Uint32Array.from(kept, (at) => known[items[at]]),
    times: times && Float64Array.from(kept, (at) => times[at]),
    kinds: kinds && Uint8Array.from(kept, (at) => kinds[at]),
    values: values && Float64Array.from(kept, (at) => values[at]),
  };
}
