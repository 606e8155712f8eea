import { Random } from '../../../core/random.ts';
import { normalise, zipf } from '../draw.ts';
import { patternWorld, weeklyReaders, type Simulation } from '../pattern.ts';
import type { Item } from '../record.ts';

/** Three kinds of words; a title has one of each. */
const WORDS = [
  ['Amber', 'Crimson', 'Ivory', 'Olive', 'Teal', 'Violet'],
  ['Cotton', 'Glass', 'Leather', 'Marble', 'Paper', 'Walnut'],
  ['Basket', 'Clock', 'Dish', 'Frame', 'Lamp', 'Stool'],
] as const;
const VALUES = 6;
const ITEMS = VALUES ** WORDS.length;
const READERS = 1500;
const NEAR = 0.9;
/** P(the word that differs is of this kind). */
const DIFFERS = [0.05, 0.15, 0.8] as const;

/** P(browsing picks an item) before any is taken: Zipf's law, in an order that says nothing of words. */
const byPlace = zipf(ITEMS, 0.2);
const browsing = byPlace.map((_, item) => byPlace[(item * 83) % ITEMS]);
/** How much a word is liked among those of its kind. */
const liked = zipf(VALUES, 0.3);

/** Which word of a kind stands in the title of an item. */
const wordOf = (item: number, kind: number): number => Math.floor(item / VALUES ** kind) % VALUES;

/** (items)(items): weights of all items that share two words with an item, by the third. */
const near = Array.from({ length: ITEMS }, (_, item) => nearTo(item));

function nearTo(item: number): Float64Array {
  const weights = new Float64Array(ITEMS);
  DIFFERS.forEach((share, kind) => {
    const step = VALUES ** kind;
    const others = Array.from({ length: VALUES }, (_, word) => word).filter((word) => word !== wordOf(item, kind));
    const total = others.reduce((sum, word) => sum + liked[word], 0);
    for (const word of others) weights[item + (word - wordOf(item, kind)) * step] = (share * liked[word]) / total;
  });
  return weights;
}

/**
 * P(next = i | h) = c · near(i) / Σ_untaken near + (1 − c) · browsing(i) / Σ_untaken browsing, c = 0.9, near(i) > 0 where i shares all words
 * but one with h's last; c = 0 where h is empty or all of these are taken. No item is taken twice.
 */
function next(history: readonly number[]): Float64Array {
  const untaken = (weights: Float64Array): Float64Array => {
    const left = weights.slice();
    for (const item of history) left[item] = 0;
    return left;
  };
  const probabilities = normalise(untaken(browsing));
  if (history.length === 0) return probabilities;
  const around = untaken(near[history[history.length - 1]]);
  if (!around.some((weight) => weight > 0)) return probabilities;
  normalise(around);
  return probabilities.map((p, item) => (1 - NEAR) * p + NEAR * around[item]);
}

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator text attributes');
  const stock = Array.from({ length: ITEMS }, (_, item): Item => ({
    id: `t${item + 1}`,
    title: WORDS.map((words, kind) => words[wordOf(item, kind)]).join(' '),
    category: 'Household',
  }));
  return { stock, histories: weeklyReaders(random, READERS, next), next };
}

/** 216 items of three words each, 1,500 readers, histories of 10 to 20 (mean 15). */
export const textAttr = patternWorld(
  {
    name: 'text-attr',
    order: 11,
    title: 'Words in titles',
    sentence: 'People go from one thing to another that shares two of the three words of its title.',
    hypothesis:
      'The words of the last item’s title decide: two stay, mostly all but the last. An item that nobody has taken yet can be placed by its words and by nothing else: split by item.',
    targetsRepeat: false,
  },
  simulate,
);
