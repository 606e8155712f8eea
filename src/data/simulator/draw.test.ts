import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { between, cumulative, draw, drawFrom, exponential, zipf } from './draw.ts';

const DRAWS = 20_000;

function frequencies(count: number, next: () => number): number[] {
  const seen = Array<number>(count).fill(0);
  for (let k = 0; k < DRAWS; k++) seen[next()] += 1 / DRAWS;
  return seen;
}

describe('draw', () => {
  it('gives ranks 1, 2 and 3 of Zipf’s law 6, 3 and 2 elevenths', () => {
    const [first, second, third] = zipf(3, 1);
    expect(first).toBeCloseTo(6 / 11, 12);
    expect(second).toBeCloseTo(3 / 11, 12);
    expect(third).toBeCloseTo(2 / 11, 12);
  });

  it('draws in proportion to the weights, in one pass and by bisection, and never a weight of zero', () => {
    const weights = [0, 3, 0, 1, 4, 0];
    const random = new Random(1, 'draw test');
    const sums = cumulative(weights);
    for (const next of [() => draw(random, weights), () => drawFrom(random, sums)]) {
      frequencies(weights.length, next).forEach((share, index) => {
        if (weights[index] === 0) expect(share).toBe(0);
        else expect(Math.abs(share - weights[index] / 8)).toBeLessThan(0.015);
      });
    }
  });

  it('draws whole numbers from both ends of a range', () => {
    const random = new Random(2, 'draw test');
    const seen = frequencies(6, () => between(random, 2, 5));
    expect(seen.slice(0, 2)).toEqual([0, 0]);
    for (const share of seen.slice(2)) expect(Math.abs(share - 0.25)).toBeLessThan(0.015);
  });

  it('draws exponential times with the given mean', () => {
    const random = new Random(3, 'draw test');
    let sum = 0;
    for (let k = 0; k < DRAWS; k++) sum += exponential(random, 7);
    expect(Math.abs(sum / DRAWS - 7)).toBeLessThan(0.25);
  });
});
