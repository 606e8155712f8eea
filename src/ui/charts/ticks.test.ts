import { expect, it } from 'vitest';
import { powerTicks, roundTicks } from './ticks.ts';

it('takes round steps up to the highest value', () => {
  expect(roundTicks(100, 4)).toEqual([0, 50, 100]);
  expect(roundTicks(7, 3)).toEqual([0, 5]);
  expect(roundTicks(0.9, 3)).toEqual([0, 0.5]);
  expect(roundTicks(0, 3)).toEqual([0]);
});

it('takes whole steps where things are counted', () => {
  expect(roundTicks(2, 4, true)).toEqual([0, 1, 2]);
});

it('takes powers of ten, fewer where they are many', () => {
  expect(powerTicks(1, 4)).toEqual([1]);
  expect(powerTicks(1000, 4)).toEqual([1, 10, 100, 1000]);
  expect(powerTicks(99_999_999, 4)).toEqual([1, 100, 10_000, 1_000_000]);
});
