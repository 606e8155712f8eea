import { Random } from '../../core/random.ts';
import { between } from '../../data/simulator/draw.ts';
import { DAY, MONDAY, record, type Item, type Visits } from '../../data/simulator/record.ts';
import { apart } from './apart.ts';
import type { TrainingWorld } from '../trained.ts';

/** Items of either colour; events before the bell, at least and at most. */
const PER_COLOUR = 8;
export const [FEWEST, MOST] = [4, 20];
const BELL = 2 * PER_COLOUR;

/** The id of the answer that a colour occurred so often. */
export const answer = (times: number): string => `times-${times}`;

/**
 * Red and blue items in any order, how many of which are red is another share for each person, then a bell, and behind it the item that
 * says how often red occurred. Nothing else tells it.
 */
export function counting(seed: number, people: number, others: number): TrainingWorld {
  const random = new Random(seed, 'papers counting');
  const items = Array.from({ length: 2 * PER_COLOUR }, (_, i) => {
    const category = i < PER_COLOUR ? 'Red' : 'Blue';
    return { id: `${category}-${(i % PER_COLOUR) + 1}`, title: `${category}, no. ${(i % PER_COLOUR) + 1}`, category };
  });
  const answers = Array.from({ length: MOST + 1 }, (_, times) => ({
    ...{ id: answer(times), title: `${times} times`, category: 'Answers' },
  }));
  const stock: Item[] = [...items, { id: 'bell', title: 'Bell', category: 'Bell' }, ...answers];
  const histories = Array.from({ length: people + others }, (): Visits => {
    const share = random.uniform();
    const isRed = Array.from({ length: between(random, FEWEST, MOST) }, () => random.uniform() < share);
    const events = isRed.map((red) => (red ? 0 : PER_COLOUR) + random.below(PER_COLOUR));
    const all = [...events, BELL, BELL + 1 + isRed.filter((red) => red).length];
    return { items: all, times: all.map((_, k) => MONDAY + k * DAY) };
  });
  return apart(record('counting', 'person', stock, histories).interactions, people);
}
