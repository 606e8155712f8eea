import { describe, expect, it } from 'vitest';
import { Random, threefry2x32 } from './random.ts';

describe('threefry2x32', () => {
  // Known answers of the Random123 distribution, kat_vectors, threefry 2 32 20.
  it.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)('key %j and counter %j give the published bits', (key, counter, want) => {
    expect(threefry2x32(key, counter)).toEqual([...want]);
  });
});

describe('Random', () => {
  it('repeats for one seed and stream and differs for another', () => {
    const draw = (seed: number, name: string): number[] => {
      const random = new Random(seed, name);
      return Array.from({ length: 4 }, () => random.bits());
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
  });

  it('draws standard normal numbers', () => {
    const random = new Random(7, 'normal');
    const draws = Array.from({ length: 20_000 }, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it('shuffles every element to every place', () => {
    const random = new Random(3, 'shuffle');
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle([0, 1, 2]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
