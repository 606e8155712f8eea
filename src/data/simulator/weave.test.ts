import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { successor, Weaver, woven, type Weave } from './weave.ts';

const weave: Weave = {
  ...{ categories: 4, perCategory: 3, threads: 2 },
  noise: Float64Array.from({ length: 12 }, (_, i) => 0.02 + 0.002 * i),
};
const share = (1 - weave.noise.reduce((sum, p) => sum + p, 0)) / weave.threads;

/** P(next | h) by every pair of threads and every two items that they may have begun at, each followed through the history. */
function byAll(history: readonly number[]): Float64Array {
  const items = weave.noise.length;
  const total = new Float64Array(items);
  for (let a = 0; a < items; a++) {
    for (let b = 0; b < a; b++) {
      if (Math.floor(a / weave.perCategory) === Math.floor(b / weave.perCategory)) continue;
      const lasts = [a, b];
      const next = (): Float64Array => {
        const probabilities = weave.noise.slice();
        for (const last of lasts) probabilities[successor(weave, last)] += share;
        return probabilities;
      };
      let likelihood = 1;
      for (const item of history) {
        likelihood *= next()[item];
        lasts.forEach((last, k) => {
          if (successor(weave, last) === item) lasts[k] = item;
        });
      }
      next().forEach((p, i) => (total[i] += likelihood * p));
    }
  }
  const sum = total.reduce((all, p) => all + p, 0);
  return total.map((p) => p / sum);
}

describe('woven threads', () => {
  it.each([1, 2, 3])('have the probabilities that all threads there may be give together, seed %i', (seed) => {
    const random = new Random(seed, 'weave test');
    const weaver = new Weaver(weave, random);
    const history: number[] = [];
    for (let k = 0; k < 8; k++) {
      const expected = byAll(history);
      woven(weave, history).forEach((p, i) => expect(p).toBeCloseTo(expected[i], 12));
      const item =
        k % 3 === 2
          ? random.below(weave.noise.length)
          : weaver.probabilities().indexOf(Math.max(...weaver.probabilities()));
      history.push(item);
      weaver.take(item);
    }
  });

  it('go on where they are taken, and nowhere else', () => {
    const weaver = new Weaver(weave, new Random(5, 'weave test'));
    const before = weaver.probabilities();
    const followed = before.findIndex((p, i) => p > weave.noise[i]);
    weaver.take(successor(weave, successor(weave, followed)));
    expect(weaver.probabilities()).toEqual(before);
    weaver.take(followed);
    expect(weaver.probabilities()[successor(weave, followed)]).toBeGreaterThan(share);
  });
});
