import { categoryOf, ITEMS, knownWorld, PER_CATEGORY, CATEGORIES, type KnownWorld, type Person } from './known.ts';
import type { Pace } from '../../core/pace.ts';
import type { Random } from '../../core/random.ts';

const THREADS = 3;
const NOISE = 0.05;

/** The item after `item` in its category, the first one after the last. */
const successor = (item: number): number =>
  categoryOf(item) * PER_CATEGORY + (((item % PER_CATEGORY) + 1) % PER_CATEGORY);

/**
 * Three threads, each in a category of its own, are woven into one history:
 * P(next = i) = 0.95 · Σ_threads [i = successor of the thread's last item] / 3 + 0.05 / 200.
 * The last event says little of the next one: what matters lies some events back.
 */
function weaver(random: Random): Person {
  const categories = new Set<number>();
  while (categories.size < THREADS) categories.add(random.below(CATEGORIES));
  const lasts = new Map(
    [...categories].map((category) => [category, category * PER_CATEGORY + random.below(PER_CATEGORY)]),
  );
  return {
    probabilities() {
      const probabilities = new Float64Array(ITEMS).fill(NOISE / ITEMS);
      for (const last of lasts.values()) probabilities[successor(last)] += (1 - NOISE) / THREADS;
      return probabilities;
    },
    take(item) {
      const last = lasts.get(categoryOf(item));
      if (last !== undefined && item === successor(last)) lasts.set(categoryOf(item), item);
    },
  };
}

export const threads = (seed: number, pace: Pace): Promise<KnownWorld> => knownWorld('threads', seed, weaver, pace);
