import { bestAchievable } from './best.ts';
import type { Random } from '../../core/random.ts';
import { between, draw, normalise } from './draw.ts';
import { DAY, MONDAY, record, type Item, type Visits } from './record.ts';
import type { Oracle, Pattern, PatternWorld } from './world.ts';

/** A process and one draw of it, under its own numbering of items. */
export interface Simulation {
  readonly stock: readonly Item[];
  readonly histories: readonly Visits[];
  /** P(next | history) over the stock; `times` and `values` are those of the history, null where nobody knows. */
  readonly next: (
    history: readonly number[],
    times: ArrayLike<number> | null,
    values: ArrayLike<number> | null,
  ) => Float64Array;
}

/** The world of a process: its data recorded, its oracle renumbered, its best score computed. */
export function patternWorld(world: Omit<PatternWorld, 'make'>, simulate: (seed: number) => Simulation): PatternWorld {
  return {
    ...world,
    make(seed: number): Pattern {
      const { stock, histories, next } = simulate(seed);
      const { interactions, simulated } = record(world.name, 'reader', stock, histories);
      const oracle: Oracle = ({ items, times, values }) => {
        const probabilities = next(
          Array.from(items, (i) => simulated[i]),
          times,
          values,
        );
        // Every item of a world is expected at least 15 times, so that one is missing has a chance below 1e-4; its
        // share then goes to the others.
        return normalise(Float64Array.from(simulated, (i) => probabilities[i]));
      };
      return { interactions, oracle, bestAchievable: bestAchievable(interactions, oracle, world.targetsRepeat) };
    },
  };
}

/** Histories of 10 to 20 items (mean 15), each drawn from P(next | the items before it), a week apart, begun on a day of one year. */
export const weeklyReaders = (
  random: Random,
  readers: number,
  next: (history: readonly number[]) => ArrayLike<number>,
): Visits[] =>
  Array.from({ length: readers }, () => {
    const items: number[] = [];
    for (let left = between(random, 10, 20); left > 0; left--) items.push(draw(random, next(items)));
    const start = MONDAY + random.below(365) * DAY;
    return { items, times: items.map((_, k) => start + k * 7 * DAY) };
  });
