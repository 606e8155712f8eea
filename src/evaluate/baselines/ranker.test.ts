import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { NO_ITEM } from '../metrics.ts';
import { Ranker } from './ranker.ts';
import { Scorer } from './scorer.ts';

const ITEMS = 40;

describe('Ranker', () => {
  it.each(['filtered', 'kept'] as const)(
    'agrees with sorting the whole catalogue, many scores equal, seen %s',
    (seen) => {
      const random = new Random(5, seen);
      const floor = Float64Array.from({ length: ITEMS }, () => random.below(6) / 10);
      // What the query touches: up, down below the floor, and back to where it was.
      const order = Uint32Array.from(floor.keys()).sort((a, b) => floor[b] - floor[a] || a - b);
      const make = (): Scorer =>
        new Scorer(
          { scores: floor, order },
          {
            last: (item, on) => on.add((3 * item) % ITEMS, 0.3),
            before: (query, on) => {
              for (const item of query) {
                on.add((7 * item + 3) % ITEMS, (item % 5) / 10);
                on.put((11 * item + 1) % ITEMS, (item % 4) / 10);
              }
            },
          },
        );
      const scorer = make();
      const ranker = new Ranker(scorer, seen, 12);
      for (let trial = 0; trial < 200; trial++) {
        const query = Uint32Array.from({ length: 1 + random.below(35) }, () => random.below(ITEMS));
        query[query.length - 1] %= 3; // often the same as of the query before
        const hidden = new Set(seen === 'filtered' ? query : []);
        const fresh = make();
        const scores = fresh.score(query).slice();
        const shown = [...scores.keys()].filter((item) => !hidden.has(item));
        const best = shown.toSorted((a, b) => scores[b] - scores[a] || a - b).slice(0, 12);
        for (let target = 0; target < ITEMS; target++) {
          const higher = shown.filter((item) => scores[item] > scores[target]).length;
          const equal = shown.filter((item) => scores[item] === scores[target]).length;
          const list = new Uint32Array(12);
          const rank = ranker.answer(query, target, list, 0);
          expect(rank).toBe(hidden.has(target) ? Infinity : higher + (equal - 1) / 2);
          expect([...list]).toEqual([...best, ...Array<number>(12 - best.length).fill(NO_ITEM)]);
        }
      }
    },
  );
});
