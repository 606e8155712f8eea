import { Random } from '../../../core/random.ts';
import { between, draw, zipf } from '../draw.ts';
import { patternWorld, type Simulation } from '../pattern.ts';
import { DAY, MONDAY, type Item } from '../record.ts';

const THEMES = 10;
const PER_THEME = 10;
const FAVOURITES = 3;
const WISHES = 10;
const READERS = 1000;
const KEEP = 0.9;

/** A round: ten wishes, the birthday, ten gifts. The stock: wishes by theme, gifts by theme, the birthday. */
const ROUND = 2 * WISHES + 1;
const GIFT = THEMES * PER_THEME;
const BIRTHDAY = 2 * GIFT;
const ITEMS = BIRTHDAY + 1;

/** P(gift) of a gift nobody wished for, and P(item | theme). */
const anyGift = zipf(GIFT, 0.2);
const ofTheme = zipf(PER_THEME, 0.4);

const themeOf = (item: number): number => Math.floor((item % GIFT) / PER_THEME);

/**
 * P(theme of the next wish | h). Wishes are uniform over three themes of the reader, every three of the ten as likely; so a
 * theme wished before has probability 1/3, and the s themes met so far leave (3 − s) / 3 to the 10 − s others, evenly.
 */
function wishThemes(history: readonly number[]): Float64Array {
  const met = new Set(history.filter((item) => item < GIFT).map(themeOf));
  const other = (FAVOURITES - met.size) / FAVOURITES / (THEMES - met.size);
  return Float64Array.from({ length: THEMES }, (_, theme) => (met.has(theme) ? 1 / FAVOURITES : other));
}

/**
 * P(next = i | h) by the place k = |h| mod 21 in the round: a wish for k < 10, the birthday for k = 10, and else a gift,
 *   0.9 · [theme(i) = theme(h₋₁₁)] · P(i | theme) + 0.1 · P(gift i),   h₋₁₁ the wish eleven steps before.
 */
function next(history: readonly number[]): Float64Array {
  const probabilities = new Float64Array(ITEMS);
  const place = history.length % ROUND;
  if (place < WISHES) {
    const themes = wishThemes(history);
    for (let wish = 0; wish < GIFT; wish++) probabilities[wish] = themes[themeOf(wish)] * ofTheme[wish % PER_THEME];
  } else if (place === WISHES) {
    probabilities[BIRTHDAY] = 1;
  } else {
    const theme = themeOf(history[history.length - WISHES - 1]);
    for (let gift = 0; gift < GIFT; gift++) probabilities[GIFT + gift] = (1 - KEEP) * anyGift[gift];
    for (let k = 0; k < PER_THEME; k++) probabilities[GIFT + theme * PER_THEME + k] += KEEP * ofTheme[k];
  }
  return probabilities;
}

function describe(item: number): Item {
  if (item === BIRTHDAY) return { id: 'birthday', title: 'The birthday', category: 'Birthday' };
  const category = item < GIFT ? 'Wish' : 'Gift';
  const theme = String.fromCharCode(65 + themeOf(item));
  const number = (item % PER_THEME) + 1;
  return { id: `${category[0]}${theme}${number}`, title: `${category} ${theme}, no. ${number}`, category };
}

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator long memory');
  const histories = Array.from({ length: READERS }, () => {
    const items: number[] = [];
    for (let left = 2 * ROUND - between(random, 0, 7); left > 0; left--) items.push(draw(random, next(items)));
    const start = MONDAY + random.below(100) * DAY;
    return { items, times: items.map((_, k) => start + k * 14 * DAY) };
  });
  return { stock: Array.from({ length: ITEMS }, (_, item) => describe(item)), histories, next };
}

/**
 * 201 items, 1,000 readers, two rounds each, the second ending among its gifts (mean 38.6 items).
 * Seed 1: best HR@10 .909, NDCG@10 .470 (expected .910, .471); popularity 0, for most events are no gifts; Markov-1 .227,
 * .114; item-kNN .324, .160; SASRec in PyTorch (2 blocks, width 32, length 50, lr 3e-3) .909, .469 after 60 epochs,
 * with .44 at epoch 35 and .79 at epoch 40. Three themes a reader are what lets it start: over all ten it learns nothing.
 */
export const longMemory = patternWorld(
  {
    name: 'long-memory',
    order: 4,
    title: 'Long memory',
    sentence: 'Ten wishes, a birthday, and ten gifts that answer the wishes in the order they were made.',
    hypothesis:
      'The wish eleven steps ago decides: the gift is of its theme with probability 0.9, and nothing nearer tells which theme.',
    targetsRepeat: true,
  },
  simulate,
);
