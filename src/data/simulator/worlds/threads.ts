import { Random } from '../../../core/random.ts';
import { between, cumulative, drawFrom, zipf } from '../draw.ts';
import { patternWorld, type Simulation } from '../pattern.ts';
import { DAY, MONDAY, type Item } from '../record.ts';
import { Weaver, woven, type Weave } from '../weave.ts';

const CATEGORIES = 6;
const PER_CATEGORY = 6;
const ITEMS = CATEGORIES * PER_CATEGORY;
const NOISE = 0.05;
const READERS = 1000;

const weave: Weave = {
  categories: CATEGORIES,
  perCategory: PER_CATEGORY,
  threads: 3,
  noise: zipf(ITEMS, 0.2).map((p) => NOISE * p),
};

function describe(item: number): Item {
  const thread = String.fromCharCode(65 + Math.floor(item / PER_CATEGORY));
  const number = (item % PER_CATEGORY) + 1;
  return { id: `${thread}${number}`, title: `Thread ${thread}, no. ${number}`, category: `Thread ${thread}` };
}

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator threads');
  const histories = Array.from({ length: READERS }, () => {
    const weaver = new Weaver(weave, random);
    const items = Array.from({ length: between(random, 20, 30) }, () => {
      const item = drawFrom(random, cumulative(weaver.probabilities()));
      weaver.take(item);
      return item;
    });
    const start = MONDAY + random.below(365) * DAY;
    return { items, times: items.map((_, k) => start + k * DAY) };
  });
  const next = (history: readonly number[]): Float64Array => woven(weave, history);
  return { stock: Array.from({ length: ITEMS }, (_, item) => describe(item)), histories, next };
}

/**
 * 36 items in six categories, 1,000 readers, histories of 20 to 30 (mean 24.9).
 * Seed 1: best HR@10 .960, NDCG@10 .672 (expected .967, .682); popularity .270, .120; Markov-1 .506, .378.
 */
export const threads = patternWorld(
  {
    name: 'threads',
    order: 6,
    title: 'Threads',
    sentence: 'Everybody follows three threads at once, and takes now from one and now from another.',
    hypothesis:
      'The last item of each thread decides, and these lie some events back: next is the successor of one of three, each as likely.',
    targetsRepeat: true,
  },
  simulate,
);
