import { Random } from '../../../core/random.ts';
import { draw, zipf } from '../draw.ts';
import { patternWorld, type Simulation } from '../pattern.ts';
import { DAY, MONDAY, type Item } from '../record.ts';

const WISHES = 40;
const FILLERS = 120;
const READERS = 1000;
const YEARS = 3;
const KEEP = 0.9;
/** Between the wishes and the birthday lie 6 to 14 other books, every number equally likely. */
const FEWEST = 6;
const MOST = 14;

/** The stock: wishes, then the gift of each wish, then the birthday, then the rest. */
const GIFT = WISHES;
const BIRTHDAY = 2 * WISHES;
const FILLER = BIRTHDAY + 1;
const ITEMS = FILLER + FILLERS;

const weights = Float64Array.of(...zipf(WISHES, 0.3), ...zipf(WISHES, 0.3), 1, ...zipf(FILLERS, 0.3));

/** Probabilities over items from … to − 1 not in the history, by weight, of sum `mass`. */
function unread(history: readonly number[], from: number, to: number, mass: number): Float64Array {
  const probabilities = new Float64Array(ITEMS);
  for (let item = from; item < to; item++) probabilities[item] = weights[item];
  for (const item of history) probabilities[item] = 0;
  let total = 0;
  for (let item = from; item < to; item++) total += probabilities[item];
  for (let item = from; item < to; item++) probabilities[item] *= mass / total;
  return probabilities;
}

/**
 * A year is: two wishes, 6 to 14 fillers, the birthday, the gift of the first wish, the gift of the second; each gift is
 * the wished one with probability 0.9 (where still unread), else any unread gift. Only the birthday comes twice.
 */
function next(history: readonly number[]): Float64Array {
  const wishes = history.filter((item) => item < WISHES);
  const gifts = history.filter((item) => item >= GIFT && item < BIRTHDAY);
  const birthdays = history.filter((item) => item === BIRTHDAY).length;
  if (gifts.length < 2 * birthdays) {
    const wished = GIFT + wishes[gifts.length];
    if (history.includes(wished)) return unread(history, GIFT, BIRTHDAY, 1);
    const probabilities = unread(history, GIFT, BIRTHDAY, 1 - KEEP);
    probabilities[wished] += KEEP;
    return probabilities;
  }
  if (wishes.length < 2 * (birthdays + 1)) return unread(history, 0, WISHES, 1);
  const fillers = history.length - 1 - history.findLastIndex((item) => item < WISHES);
  if (fillers < FEWEST) return unread(history, FILLER, ITEMS, 1);
  const over = 1 / (MOST - fillers + 1);
  const probabilities = unread(history, FILLER, ITEMS, 1 - over);
  probabilities[BIRTHDAY] = over;
  return probabilities;
}

function title(item: number): Item {
  if (item < GIFT) return { id: `w${item + 1}`, title: `Wish ${item + 1}`, category: 'Wishes' };
  if (item < BIRTHDAY) return { id: `g${item - GIFT + 1}`, title: `Gift ${item - GIFT + 1}`, category: 'Gifts' };
  if (item === BIRTHDAY) return { id: 'birthday', title: 'Birthday', category: 'Birthday' };
  return { id: `d${item - FILLER + 1}`, title: `Day ${item - FILLER + 1}`, category: 'Days' };
}

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator long memory');
  const histories = Array.from({ length: READERS }, () => {
    const items: number[] = [];
    let gifts = 0;
    while (gifts < 2 * YEARS) {
      const item = draw(random, next(items));
      if (item >= GIFT && item < BIRTHDAY) gifts++;
      items.push(item);
    }
    const start = MONDAY + random.below(100) * DAY;
    return { items, times: items.map((_, k) => start + k * 20 * DAY) };
  });
  return { stock: Array.from({ length: ITEMS }, (_, item) => title(item)), histories, next };
}

/**
 * 201 items, 1,000 readers, three years of 11 to 19 items each (mean 45); the last two are gifts.
 * Seed 1: best HR@10 .935, NDCG@10 .913 (expected .930, .906); popularity 0 (gifts are rare); Markov-1 .146, .072;
 * item-kNN .423, .217, by knowing that gifts come with gifts.
 */
export const longMemory = patternWorld(
  {
    name: 'long-memory',
    title: 'Long memory',
    sentence: 'Two wishes, a long time of other things, a birthday, and the two gifts that were wished for.',
    hypothesis:
      'An item 8 to 16 steps ago decides: the gift is the one wished for with probability 0.9, and nothing in between tells which.',
    targetsRepeat: false,
  },
  simulate,
);
