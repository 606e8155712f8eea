import { Random } from '../../../core/random.ts';
import { between, cumulative, drawFrom, normalise, zipf } from '../draw.ts';
import { patternWorld, type Simulation } from '../pattern.ts';
import { DAY, MONDAY, type Item } from '../record.ts';

const SHELVES = 12;
const PER_SHELF = 8;
const ITEMS = SHELVES * PER_SHELF;
const READERS = 800;
const KEEP = 0.85;

/** All ratings are equally likely, from one star to as many. */
const STARS = 5;
/** Share of the books that are rated. */
const RATED = 0.9;

/** P(item) of a visit that follows nothing, and P(item | shelf) of one that follows the rating. */
const anywhere = normalise(
  Float64Array.from({ length: ITEMS }, (_, i) => ((i % PER_SHELF) * SHELVES + Math.floor(i / PER_SHELF) + 1) ** -0.3),
);
const onShelf = zipf(PER_SHELF, 0.5);

/** P(the newest book has k stars less than all): known by its rating, else any. */
function lacking(rating: number): readonly number[] {
  return Array.from({ length: STARS }, (_, k) => (Number.isNaN(rating) ? 1 / STARS : Number(rating === STARS - k)));
}

/**
 * P(next = i | h) = c · Σ_k P(h's newest lacks k stars) · P(i | the shelf k further on) + (1 − c) · P(i), c = 0.85; the shelves stand
 * in a ring. Without ratings each number of stars is as likely.
 */
function next(history: readonly number[], values: ArrayLike<number> | null): Float64Array {
  if (history.length === 0) return anywhere.slice();
  const newest = history.length - 1;
  const shelf = Math.floor(history[newest] / PER_SHELF);
  const further = lacking(values === null ? NaN : values[newest]);
  return anywhere.map((p, item) => {
    const steps = (Math.floor(item / PER_SHELF) - shelf + SHELVES) % SHELVES;
    return (1 - KEEP) * p + KEEP * (further[steps] ?? 0) * onShelf[item % PER_SHELF];
  });
}

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator ratings');
  const [sumsAny, sumsOn] = [cumulative(anywhere), cumulative(onShelf)];
  const stock = Array.from({ length: ITEMS }, (_, i): Item => {
    const category = `Shelf ${String.fromCharCode(65 + Math.floor(i / PER_SHELF))}`;
    const number = (i % PER_SHELF) + 1;
    return { id: `${category.slice(-1)}${number}`, title: `${category}, no. ${number}`, category };
  });
  const histories = Array.from({ length: READERS }, () => {
    const items: number[] = [];
    const values: number[] = [];
    const times: number[] = [];
    let stars = 0;
    for (let left = between(random, 15, 25); left > 0; left--) {
      const shelf = (Math.floor((items.at(-1) ?? 0) / PER_SHELF) + STARS - stars) % SHELVES;
      const follows = items.length > 0 && random.uniform() < KEEP;
      items.push(follows ? shelf * PER_SHELF + drawFrom(random, sumsOn) : drawFrom(random, sumsAny));
      stars = between(random, 1, STARS);
      values.push(random.uniform() < RATED ? stars : NaN);
      times.push((times.at(-1) ?? MONDAY + random.below(365) * DAY) + between(random, 1, 7) * DAY);
    }
    return { items, times, values };
  });
  return { stock, histories, next: (history, _times, values) => next(history, values) };
}

/**
 * 96 items on 12 shelves in a ring, 800 readers, histories of 15 to 25 books (mean 20), of which nine in ten are rated.
 * Seed 1: best HR@10 .825, NDCG@10 .463 (expected .819, .464), by the items alone .360, .168; popularity .185, .086; Markov-1 .313, .145;
 * SASRec (tiny, lr 3e-3, seed 3) .336, .164 after 16 epochs, and .819, .466 after 35 where it reads values.
 */
export const ratings = patternWorld(
  {
    name: 'ratings',
    title: 'Ratings',
    sentence: 'The fewer stars a reader gave a book, the further along the shelves the next one stands.',
    hypothesis:
      'The rating of the last book decides how many shelves further the next one is, none after five stars and four after one; a tenth of the books are not rated. A model that reads only which books were taken must guess among five shelves.',
    order: 10,
    targetsRepeat: true,
  },
  simulate,
);
