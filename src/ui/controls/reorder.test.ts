import { describe, expect, it } from 'vitest';
import { offsetOf, positionAt } from './reorder.ts';

const heights = [10, 20, 30, 40];

describe('dragging an element', () => {
  it('finds the place under the pointer, and the ends beyond them', () => {
    expect([-5, 0, 9, 10, 59, 60, 500].map((y) => positionAt(y, heights))).toEqual([0, 0, 0, 1, 2, 3, 3]);
  });

  it('makes room where it would be dropped, whatever the heights', () => {
    const offsets = (from: number, to: number): number[] => heights.map((_, i) => offsetOf(i, { from, to }, heights));
    expect(offsets(0, 2)).toEqual([50, -10, -10, 0]);
    expect(offsets(3, 1)).toEqual([0, 40, 40, -50]);
    expect(offsets(1, 1)).toEqual([0, 0, 0, 0]);
  });
});
