import type { Recipe } from '../worker/contract.ts';

/** Names a recipe but for its seed: equal where two runs differ in nothing else. */
export const exceptSeed = ({ dataset, protocol, model, config, training }: Recipe): string =>
  JSON.stringify([dataset.fingerprint, protocol.hash, model, sortedEntries(config), sortedEntries(training)]);

const sortedEntries = (settings: object): readonly [string, unknown][] =>
  Object.entries(settings).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The first `count` seeds after `seed` that are not among those it has `had`. */
export function nextSeeds(seed: number, had: readonly number[], count: number): readonly number[] {
  const seeds: number[] = [];
  for (let next = seed + 1; seeds.length < count; next++) if (!had.includes(next)) seeds.push(next);
  return seeds;
}
