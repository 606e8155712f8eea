import type { Pace } from '../../core/pace.ts';
import { Random } from '../../core/random.ts';
import { CATEGORIES, ITEMS, knownWorld, PER_CATEGORY, type KnownWorld, type Person } from './known.ts';

/** Shares of what follows the last item, of the lasting taste, of what was taken lately, and of noise. */
const [FOLLOWS, TASTE, AGAIN, NOISE] = [0.6, 0.25, 0.1, 0.05];
const SUCCESSORS = [0.5, 0.3, 0.2];
const LATELY = 5;

/**
 * P(next = i) = 0.6 · P(i | last item) + 0.25 · [i in the favourite category] / 20 + 0.1 · share among the last five
 * + 0.05 / 200; every item has three successors with 0.5, 0.3 and 0.2. Before the first event taste stands in for both others.
 */
const mixer =
  (successors: readonly (readonly number[])[]) =>
  (random: Random): Person => {
    const favourite = random.below(CATEGORIES);
    const lately: number[] = [];
    return {
      probabilities() {
        const probabilities = new Float64Array(ITEMS).fill(NOISE / ITEMS);
        const last = lately.at(-1);
        const taste = last === undefined ? 1 - NOISE : TASTE;
        for (let k = 0; k < PER_CATEGORY; k++) probabilities[favourite * PER_CATEGORY + k] += taste / PER_CATEGORY;
        if (last === undefined) return probabilities;
        for (const [k, item] of successors[last].entries()) probabilities[item] += FOLLOWS * SUCCESSORS[k];
        for (const item of lately) probabilities[item] += AGAIN / lately.length;
        return probabilities;
      },
      take(item) {
        lately.push(item);
        if (lately.length > LATELY) lately.shift();
      },
    };
  };

/** Three different items for each. */
function chain(random: Random): number[][] {
  return Array.from({ length: ITEMS }, () => {
    const after = new Set<number>();
    while (after.size < SUCCESSORS.length) after.add(random.below(ITEMS));
    return [...after];
  });
}

export function markovMix(seed: number, pace: Pace, people?: number): Promise<KnownWorld> {
  const successors = chain(new Random(seed, 'papers markov-mix successors'));
  return knownWorld('markov-mix', seed, mixer(successors), pace, people);
}
