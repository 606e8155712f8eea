import { Random } from '../../../core/random.ts';
import { between, cumulative, drawFrom, normalise, zipf } from '../draw.ts';
import { patternWorld, type Simulation } from '../pattern.ts';
import { DAY, MONDAY, type Item } from '../record.ts';

const SHELVES = 12;
const PER_SHELF = 8;
const ITEMS = SHELVES * PER_SHELF;
const READERS = 800;
const KEEP = 0.85;

/** Seconds of the breaks between two books, all equally likely: minutes, hours, days, weeks, months. */
const BREAKS = [600, 3 * 3600, 2 * DAY, 14 * DAY, 60 * DAY];
/** Each is up to a quarter longer or shorter, evenly by its logarithm. */
const SPREAD = 0.25;

/** P(item) of a visit that follows nothing, and P(item | shelf) of one that follows the break. */
const anywhere = normalise(
  Float64Array.from({ length: ITEMS }, (_, i) => ((i % PER_SHELF) * SHELVES + Math.floor(i / PER_SHELF) + 1) ** -0.3),
);
const onShelf = zipf(PER_SHELF, 0.5);

/** Which of the breaks took that many seconds: the nearest by its logarithm. */
function breakOf(seconds: number): number {
  const apart = BREAKS.map((usual) => Math.abs(Math.log(seconds / usual)));
  return apart.indexOf(Math.min(...apart));
}

/** P(break before the newest book = k): known by its times, none of them longer where it is the first, else any. */
function breaks(times: ArrayLike<number> | null, count: number): readonly number[] {
  if (count === 1) return BREAKS.map((_, k) => Number(k === 0));
  const seconds = times === null ? NaN : times[count - 1] - times[count - 2];
  if (Number.isNaN(seconds)) return BREAKS.map(() => 1 / BREAKS.length);
  return BREAKS.map((_, k) => Number(k === breakOf(seconds)));
}

/**
 * P(next = i | h) = c · Σ_k P(break before h's newest = k) · P(i | the shelf k further on) + (1 − c) · P(i), c = 0.85; the
 * shelves stand in a ring. Without times each of the five breaks is as likely.
 */
function next(history: readonly number[], times: ArrayLike<number> | null): Float64Array {
  if (history.length === 0) return anywhere.slice();
  const shelf = Math.floor(history[history.length - 1] / PER_SHELF);
  const further = breaks(times, history.length);
  return anywhere.map((p, item) => {
    const steps = (Math.floor(item / PER_SHELF) - shelf + SHELVES) % SHELVES;
    return (1 - KEEP) * p + KEEP * (further[steps] ?? 0) * onShelf[item % PER_SHELF];
  });
}

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator intervals');
  const [sumsAny, sumsOn] = [cumulative(anywhere), cumulative(onShelf)];
  const stock = Array.from({ length: ITEMS }, (_, i): Item => {
    const category = `Shelf ${String.fromCharCode(65 + Math.floor(i / PER_SHELF))}`;
    const number = (i % PER_SHELF) + 1;
    return { id: `${category.slice(-1)}${number}`, title: `${category}, no. ${number}`, category };
  });
  const histories = Array.from({ length: READERS }, () => {
    const items = [drawFrom(random, sumsAny)];
    const times = [MONDAY + random.below(365) * DAY];
    let further = 0;
    for (let left = between(random, 14, 24); left > 0; left--) {
      const shelf = (Math.floor(items[items.length - 1] / PER_SHELF) + further) % SHELVES;
      const follows = random.uniform() < KEEP;
      items.push(follows ? shelf * PER_SHELF + drawFrom(random, sumsOn) : drawFrom(random, sumsAny));
      further = random.below(BREAKS.length);
      const seconds = BREAKS[further] * Math.exp((2 * random.uniform() - 1) * SPREAD);
      times.push(times[times.length - 1] + Math.round(seconds));
    }
    return { items, times };
  });
  return { stock, histories, next };
}

/**
 * 96 items on 12 shelves in a ring, 800 readers, histories of 15 to 25 (mean 20).
 * Seed 1: best HR@10 .889, NDCG@10 .508 (expected .870, .497), by the items alone .366, .173; popularity .169, .082; Markov-1 .309, .144;
 * SASRec (tiny, lr 3e-3, seed 3) .345, .160 after 19 epochs, and .886, .506 after 22 where it reads how long passed between items.
 */
export const intervals = patternWorld(
  {
    name: 'intervals',
    title: 'Intervals',
    sentence: 'The longer a reader stayed away before a book, the further along the shelves the next one stands.',
    hypothesis:
      'The time between the last two books decides how many shelves further the next one is, none after minutes and four after months. A model that reads only the order of books must guess among five shelves.',
    order: 9,
    targetsRepeat: true,
  },
  simulate,
);
