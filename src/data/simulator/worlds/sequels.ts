import { Random } from '../../../core/random.ts';
import { normalise, zipf } from '../draw.ts';
import { patternWorld, weeklyReaders, type Simulation } from '../pattern.ts';
import type { Item } from '../record.ts';

const SERIES = 20;
const VOLUMES = 6;
const READERS = 600;
const CONTINUE = 0.85;

/** P(browsing picks a book) before any is read: Zipf's law over first volumes, then second ones, and so on. */
const byVolume = zipf(SERIES * VOLUMES, 0.2);
const browsing = byVolume.map((_, book) => byVolume[(book % VOLUMES) * SERIES + Math.floor(book / VOLUMES)]);

/**
 * P(next = i | h) = c · [i is the volume after h's last, unread] + (1 − c) · browsing(i) / Σ_unread browsing, c = 0.85;
 * c = 0 where the last has no unread volume after it. No book is read twice.
 */
function next(history: readonly number[]): Float64Array {
  const probabilities = browsing.slice();
  for (const book of history) probabilities[book] = 0;
  normalise(probabilities);
  const sequel = history.length > 0 ? history[history.length - 1] + 1 : 0;
  if (sequel % VOLUMES === 0 || history.includes(sequel)) return probabilities;
  for (let book = 0; book < probabilities.length; book++) probabilities[book] *= 1 - CONTINUE;
  probabilities[sequel] += CONTINUE;
  return probabilities;
}

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator sequels');
  const stock = Array.from({ length: SERIES * VOLUMES }, (_, book): Item => {
    const series = String.fromCharCode(65 + Math.floor(book / VOLUMES));
    const volume = (book % VOLUMES) + 1;
    return { id: `${series}${volume}`, title: `Series ${series}, vol. ${volume}`, category: `Series ${series}` };
  });
  return { stock, histories: weeklyReaders(random, READERS, next), next };
}

/**
 * 120 books, 600 readers, histories of 10 to 20 (mean 15); the small sharp world that training is tested on.
 * Seed 1: best HR@10 .713, NDCG@10 .692 (expected .724, .699); popularity .118, .056; Markov-1 .702, .686;
 * SASRec in PyTorch (2 blocks, width 32, length 20, lr 1e-2) .705, .687 after 15 epochs.
 */
export const sequels = patternWorld(
  {
    name: 'sequels',
    order: 2,
    title: 'Sequels',
    sentence: 'Readers finish a volume and mostly take the next one.',
    hypothesis:
      'The last item alone decides: with probability 0.85 its next volume, else any unread book by popularity. Markov-1 should come close to the best.',
    targetsRepeat: false,
  },
  simulate,
);
