import type { Dataset, Shaping } from '../../data/dataset.ts';

/**
 * A dataset of which only the sizes are true: one history per length, over `items` items. What a run would cost depends on
 * nothing else. Its arrays are never written, so that the system need not even give them memory.
 */
export function bareDataset(name: string, lengths: Uint32Array, items: number, shaping: Shaping): Dataset {
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, u) => (offsets[u + 1] = offsets[u] + length));
  return {
    name,
    users: new Array<string>(lengths.length),
    catalogue: { ids: new Array<string>(items), titles: null, categories: null },
    offsets,
    items: new Uint32Array(offsets[lengths.length]),
    times: null,
    shaping,
    fingerprint: '',
  };
}
