import { Random } from '../../../core/random.ts';
import { between, cumulative, drawFrom, zipf } from '../draw.ts';
import { patternWorld, type Simulation } from '../pattern.ts';
import { DAY, MONDAY, type Item } from '../record.ts';

const ITEMS = 100;
const READERS = 800;

/** P(next = i) ∝ 1 / (i + 1), whatever came before. */
const popularity = zipf(ITEMS, 1);

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator just popular');
  const sums = cumulative(popularity);
  const stock = Array.from({ length: ITEMS }, (_, i): Item => ({
    id: `b${i + 1}`,
    title: `Number ${i + 1}`,
    category: 'Books',
  }));
  const histories = Array.from({ length: READERS }, () => {
    const items = Array.from({ length: between(random, 10, 30) }, () => drawFrom(random, sums));
    const start = MONDAY + random.below(365) * DAY;
    return { items, times: items.map((_, k) => start + k * 7 * DAY) };
  });
  return { stock, histories, next: () => popularity };
}

/**
 * 100 items, 800 readers, histories of 10 to 30 (mean 20): independent draws from Zipf's law.
 * Seed 1: best HR@10 .563, NDCG@10 .363 (expected .565, .362), which popularity reaches.
 */
export const justPopular = patternWorld(
  {
    name: 'just-popular',
    order: 20,
    title: 'Just popular',
    sentence: 'Everybody takes what is popular; the past says nothing.',
    hypothesis: 'Nothing decides: every item is an independent draw from Zipf’s law, so no model can beat popularity.',
    targetsRepeat: true,
  },
  simulate,
);
