import type { Dataset, Interactions, Shaping } from '../../data/dataset.ts';

/**
 * A dataset of which only the sizes are true, and what is known of its items and events: one history per length, over `items`
 * items. What a run would cost depends on nothing else. Its arrays are never written, so that the system need not even give
 * them memory.
 */
export function bareDataset(
  { name, catalogue, kinds, values }: Pick<Interactions, 'name' | 'catalogue' | 'kinds' | 'values'>,
  lengths: Uint32Array,
  items: number,
  shaping: Shaping,
): Dataset {
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, u) => (offsets[u + 1] = offsets[u] + length));
  const interactions = offsets[lengths.length];
  const unsaid = (texts: readonly string[] | null): string[] | null => texts && new Array<string>(items);
  return {
    name,
    users: new Array<string>(lengths.length),
    catalogue: {
      ids: new Array<string>(items),
      titles: unsaid(catalogue.titles),
      categories: unsaid(catalogue.categories),
    },
    offsets,
    items: new Uint32Array(interactions),
    times: null,
    ...(kinds && { kinds: { names: kinds.names, of: new Uint8Array(interactions) } }),
    ...(values && { values: new Float64Array(interactions) }),
    shaping,
    fingerprint: '',
  };
}
