import { describe, expect, it } from 'vitest';
import { largestCategories, pointAt, pointsIn } from './draw_map.ts';

const categories = ['a', 'b', 'b', null];
const items = categories.map((category, i) => ({ id: String(i), title: '', category, count: 1 }));
const columns = { of: 'words', label: 'direction', words: ['across', 'up'] } as const;
const numbers = { quantity: 'coordinate', unit: 'number', rows: { of: 'items', items }, columns } as const;
const map = {
  ...({ kind: 'map', title: '', sentence: '' } as const),
  numbers: { ...numbers, values: Float32Array.of(-1, 0, 1, 0, 0, 0.5, 0, -0.5) },
};

describe('a map of the items', () => {
  const points = pointsIn(map, 228, 128);
  it('fits into its field with one scale for both axes, up being up', () => {
    expect(points).toEqual([
      { x: 14, y: 64 },
      { x: 214, y: 64 },
      { x: 114, y: 14 },
      { x: 114, y: 114 },
    ]);
  });

  it('finds the nearest point within reach', () => {
    expect([pointAt(points, 20, 64, 10), pointAt(points, 60, 64, 10), pointAt(points, 114, 20, 10)]).toEqual([
      0, -1, 2,
    ]);
  });

  it('gives colours to the largest categories', () => expect(largestCategories(items)).toEqual(['b', 'a']));
});
