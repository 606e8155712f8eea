import { expect, it } from 'vitest';
import { layoutFor, rowAt } from './draw_strip.ts';

it('bars begin at the left where nothing is below 0, and fill the field', () => {
  const { left, right, zero, scale } = layoutFor(600, Float32Array.of(0.1, 0.4));
  expect(zero).toBe(left);
  expect(zero + Math.fround(0.4) * scale).toBeCloseTo(right, 9);
});

it('bars of both signs share a field and a scale', () => {
  const { left, right, zero, scale } = layoutFor(600, Float32Array.of(-1, 3));
  expect([zero - scale, zero + 3 * scale]).toEqual([left, right]);
});

it.each([1, 30, 31, 200])('each of %i rows is found again, and nothing below them', (count) => {
  const layout = layoutFor(340, new Float32Array(count).fill(1));
  const rows = Array.from({ length: count }, (_, i) => rowAt(layout, 4 + (i + 0.5) * layout.row));
  expect(rows).toEqual(Array.from({ length: count }, (_, i) => i));
  expect([rowAt(layout, 0), rowAt(layout, layout.height - 1)]).toEqual([null, null]);
});
