import { Random } from '../../../core/random.ts';
import { draw } from '../draw.ts';
import { patternWorld, type Simulation } from '../pattern.ts';
import { DAY, MONDAY, type Item } from '../record.ts';

const SUBJECTS = 4;
const PHRASE = 2;
const WORDS = 8;
const LENGTH = 512;
const READERS = 400;

/** Items at the beginning: a phrase of two words for each subject. A question takes three places, its own and the phrase's. */
const BEGINNING = SUBJECTS * PHRASE;
const ASKING = 1 + PHRASE;

/** The stock: eight words for each place of a phrase, a question for each subject, and the one day like others. */
const QUESTION = BEGINNING * WORDS;
const QUIET = QUESTION + SUBJECTS;
const ITEMS = QUIET + 1;

const isQuestion = (item: number): boolean => item >= QUESTION && item < QUIET;

/**
 * P(next = i | h). It begins with a phrase of each subject, every word uniform over its eight. After the question of a subject
 * its phrase comes again, word by word. Each question comes once: the last one so that its phrase ends the history, the
 * others evenly over the places between. With q of these to come and r places left for them one comes with q / (r − 2q), each
 * of those not asked yet as likely; else nothing happens.
 */
function next(history: readonly number[]): Float64Array {
  const probabilities = new Float64Array(ITEMS);
  const { length } = history;
  if (length < BEGINNING) return probabilities.fill(1 / WORDS, length * WORDS, (length + 1) * WORDS);
  const asked = new Set<number>();
  let since = -1; // where the last question stands
  for (let k = BEGINNING; k < length; k++) {
    if (!isQuestion(history[k])) continue;
    asked.add(history[k]);
    since = k;
  }
  if (since >= 0 && length - since <= PHRASE) {
    const subject = history[since] - QUESTION;
    probabilities[history[subject * PHRASE + length - since - 1]] = 1;
    return probabilities;
  }
  const between = SUBJECTS - 1 - asked.size;
  const places = LENGTH - ASKING - length;
  const share = places === 0 ? 1 : between / (places - PHRASE * between);
  for (let question = QUESTION; question < QUIET; question++) {
    if (!asked.has(question)) probabilities[question] = share / (between + 1);
  }
  probabilities[QUIET] = 1 - share;
  return probabilities;
}

function describe(item: number): Item {
  if (item === QUIET) return { id: 'day', title: 'A day like others', category: 'Day' };
  if (isQuestion(item)) {
    const subject = String.fromCharCode(65 + item - QUESTION);
    return { id: `${subject}?`, title: `Question ${subject}`, category: 'Question' };
  }
  const place = Math.floor(item / WORDS);
  const subject = String.fromCharCode(65 + Math.floor(place / PHRASE));
  const [which, number] = [(place % PHRASE) + 1, (item % WORDS) + 1];
  return { id: `${subject}${which}-${number}`, title: `Word ${which} of ${subject}, no. ${number}`, category: 'Word' };
}

function simulate(seed: number): Simulation {
  const random = new Random(seed, 'simulator far memory');
  const histories = Array.from({ length: READERS }, () => {
    const items: number[] = [];
    while (items.length < LENGTH) items.push(draw(random, next(items)));
    const start = MONDAY + random.below(100) * DAY;
    return { items, times: items.map((_, k) => start + k * DAY) };
  });
  return { stock: Array.from({ length: ITEMS }, (_, item) => describe(item)), histories, next };
}

/**
 * 69 items, 400 readers, histories of 512. Answers are certain: the best is 1. Seed 1: popularity HR@10 .105, NDCG@10 .033;
 * Markov-1 1, .548, for the eight words of a place are among the first ten: NDCG tells more than HR here.
 */
export const farMemory = patternWorld(
  {
    name: 'far-memory',
    order: 8,
    title: 'Far memory',
    sentence:
      'Four phrases at the very beginning; over five hundred days each is asked for once, the last one at the end.',
    hypothesis:
      'An item among the first eight decides the last one, some 505 steps later, and nothing between says which it was.',
    targetsRepeat: true,
  },
  simulate,
);
