import { describe, expect, it } from 'vitest';
import { corner, picturesOf, rollout } from './pictures.ts';

const map = (block: number, head: number, ...weights: number[]) => ({
  block,
  head,
  weights: Float32Array.from(weights),
});
const maps = [map(0, 0, 1, 0, 0.5, 0.5), map(0, 1, 1, 0, 1, 0), map(1, 0, 1, 0, 0, 1), map(1, 1, 1, 0, 0, 1)];
const picture = (key: string): number[] => [...(picturesOf(maps).find((p) => p.key === key)?.weights ?? [])];

describe('pictures of attention', () => {
  it('are summaries and every head', () => {
    expect(picturesOf(maps).map(({ key }) => key)).toEqual([
      'average',
      'highest',
      'rollout',
      '0.0',
      '0.1',
      '1.0',
      '1.1',
    ]);
    expect(picturesOf([])).toEqual([]);
  });

  it('sum up only what is more than one', () => {
    expect(picturesOf(maps.slice(0, 1)).map(({ key }) => key)).toEqual(['0.0']);
    expect(picturesOf(maps.slice(0, 2)).map(({ key }) => key)).toEqual(['average', 'highest', '0.0', '0.1']);
  });

  it('average and highest go weight by weight', () => {
    expect(picture('average')).toEqual([1, 0, 0.375, 0.625]);
    expect(picture('highest')).toEqual([1, 0, 1, 1]);
  });

  it('rollout multiplies the blocks, each half attention and half residual', () => {
    // Block 1: ([1 0; ¾ ¼] + I) / 2 = [1 0; ⅜ ⅝]; block 2 is the identity.
    expect(picture('rollout')).toEqual([1, 0, 0.375, 0.625]);
    const twice = rollout([maps[0], { ...maps[0], block: 1 }], 2);
    expect([...twice]).toEqual([1, 0, 0.4375, 0.5625]);
  });

  it('are cut to the last positions', () => {
    const whole = { key: '', name: '', short: '', size: 3, weights: Float32Array.of(1, 0, 0, 2, 3, 0, 4, 5, 6) };
    expect(corner(whole, 2)).toMatchObject({ size: 2, weights: Float32Array.of(3, 0, 5, 6) });
    expect(corner(whole, 9).size).toBe(3);
  });
});
