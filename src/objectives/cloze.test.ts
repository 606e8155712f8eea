import { describe, expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import { Random } from '../core/random.ts';
import { cloze } from './cloze.ts';
import { NOTHING } from './objective.ts';

const MASK = 100;
const window = Uint32Array.from({ length: 10 }, (_, i) => 10 + i);
const posed = (seed: number, maskRate: number, lastOnly: number) =>
  cloze.pose(untimed(window), MASK, () => new Random(seed, 'cloze'), { maskRate, lastOnly });

const seeds = Array.from({ length: 2000 }, (_, seed) => seed);
const hiddenIn = ({ asked }: ReturnType<typeof posed>): number[] =>
  Array.from(asked, (item, t) => (item === NOTHING ? -1 : t)).filter((t) => t >= 0);

describe('cloze', () => {
  it('asks for exactly the items that it hides, and leaves the others as they are', () => {
    for (const seed of seeds.slice(0, 50)) {
      const { read, asked } = posed(seed, 0.4, 0.2);
      window.forEach((item, t) => {
        expect([read.items[t], asked[t]]).toEqual(read.items[t] === MASK ? [MASK, item] : [item, NOTHING]);
      });
    }
  });

  it('hides the share that is asked for, and always one at least', () => {
    const counts = seeds.map((seed) => hiddenIn(posed(seed, 0.3, 0)).length);
    const mean = counts.reduce((a, b) => a + b) / counts.length;
    // 3 of 10, and one more where none was hidden (0.7¹⁰); the deviation of the mean is 0.03.
    expect(Math.abs(mean - (3 + 0.7 ** 10))).toBeLessThan(0.15);
    expect(Math.min(...counts)).toBe(1);
  });

  it('hides the last item alone as often as it says', () => {
    const alone = seeds.filter((seed) => hiddenIn(posed(seed, 0.9, 0.25)).join() === '9').length;
    expect(Math.abs(alone / seeds.length - 0.25)).toBeLessThan(0.04);
  });

  it('hides the same for the same draw, and asks for the next item by a mask behind the history', () => {
    expect(posed(3, 0.5, 0)).toEqual(posed(3, 0.5, 0));
    expect(cloze.question(untimed([4, 7]), MASK)).toEqual(untimed([4, 7, MASK]));
  });
});
