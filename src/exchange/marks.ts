import type { Split } from '../data/split.ts';

/** What each interaction is for. `known` is neither trained on nor asked for: it may stand before a target, which then knows it. */
export const marks = ['train', 'validation', 'test', 'known'] as const;
export type Mark = (typeof marks)[number];

const [TRAIN, VALIDATION, TEST, KNOWN] = [0, 1, 2, 3];

/** Whether an interaction is neither trained on nor asked for. */
export const isKnown = (mark: number): boolean => mark === KNOWN;

/**
 * What a split makes of each interaction, as places in `marks`. It is all there is to a split: what trains are the interactions marked so, and a target is
 * asked for after everything before it in its history.
 */
export function marksOf({ dataset, trained, training, validation, test, heldOut }: Split): Uint8Array {
  const { items, offsets } = dataset;
  const found = new Uint8Array(items.length).fill(KNOWN);
  const held = new Uint8Array(dataset.catalogue.ids.length);
  for (const item of heldOut) held[item] = 1;
  training.users.forEach((u, k) => {
    let left = training.ends[k] - trained.offsets[u]; // the first so many that are not held out
    for (let i = offsets[u]; left > 0; i++) {
      if (held[items[i]] === 1) continue;
      found[i] = TRAIN;
      left--;
    }
  });
  for (const end of validation.ends) found[end] = VALIDATION;
  for (const end of test.ends) found[end] = TEST;
  return found;
}

/** How many interactions have each mark. */
export function countMarks(found: Uint8Array): Readonly<Record<Mark, number>> {
  const counts = [0, 0, 0, 0];
  for (const mark of found) counts[mark]++;
  return { train: counts[TRAIN], validation: counts[VALIDATION], test: counts[TEST], known: counts[KNOWN] };
}
