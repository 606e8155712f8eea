import { Pacer, type Pace } from '../../core/pace.ts';
import { Random } from '../../core/random.ts';
import type { Interactions } from '../../data/dataset.ts';
import { between, drawFrom, cumulative } from '../../data/simulator/draw.ts';
import { DAY, MONDAY, record, type Item, type Visits } from '../../data/simulator/record.ts';

/** A generated dataset, and what somebody reaches who knows the process with everything it hides. */
export interface KnownWorld {
  readonly interactions: Interactions;
  /** Share of the last events that are among the ten most probable ones: HR@10 of the process itself. */
  readonly best: number;
}

/** A person of the world: P(next = i) over all items now, and what an event does to it. */
export interface Person {
  probabilities(): Float64Array;
  take(item: number): void;
}

export const CATEGORIES = 10;
export const PER_CATEGORY = 20;
export const ITEMS = CATEGORIES * PER_CATEGORY;
export const PEOPLE = 2000;

export const categoryOf = (item: number): number => Math.floor(item / PER_CATEGORY);

/** Histories of 14 to 24 events over 200 items in ten categories, each event drawn from what its person makes likely. @throws CancelledError */
export async function knownWorld(
  name: string,
  seed: number,
  person: (random: Random) => Person,
  { signal }: Pace,
  people = PEOPLE,
): Promise<KnownWorld> {
  const pacer = new Pacer(`papers ${name}`, { signal });
  const random = new Random(seed, `papers ${name}`);
  const stock = Array.from({ length: ITEMS }, (_, item): Item => {
    const title = `Category ${categoryOf(item) + 1}, no. ${(item % PER_CATEGORY) + 1}`;
    return { id: `i${item + 1}`, title, category: `Category ${categoryOf(item) + 1}` };
  });
  let hits = 0;
  const histories: Visits[] = [];
  while (histories.length < people) {
    if (pacer.due()) await pacer.rest(histories.length / people);
    const one = person(random);
    const items: number[] = [];
    for (let left = between(random, 14, 24); left > 0; left--) {
      const probabilities = one.probabilities();
      const item = drawFrom(random, cumulative(probabilities));
      if (left === 1 && rankOf(item, probabilities) < 10) hits++;
      items.push(item);
      one.take(item);
    }
    histories.push({ items, times: items.map((_, k) => MONDAY + k * DAY) });
  }
  return { interactions: record(name, 'person', stock, histories).interactions, best: hits / people };
}

/** Place from 0; equal ones share their mean rank. */
function rankOf(item: number, probabilities: Float64Array): number {
  let [higher, equal] = [0, 0];
  for (const p of probabilities) {
    if (p > probabilities[item]) higher++;
    else if (p === probabilities[item]) equal++;
  }
  return higher + (equal - 1) / 2;
}
