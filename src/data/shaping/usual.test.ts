import { expect, it } from 'vitest';
import { defaultShaping } from '../dataset.ts';
import { usualShaping } from './usual.ts';

const HOUR = 3600;
/** `sessions` sessions of `length` interactions a minute apart, with `pause` seconds between them. */
const evenings = (sessions: number, length: number, pause: number): Float64Array =>
  Float64Array.from({ length: sessions * length }, (_, i) => Math.floor(i / length) * pause + (i % length) * 60);

it('cuts one person’s history at the pause that leaves the most sessions to learn from', () => {
  const gapOf = (time: Float64Array) => usualShaping({ users: ['session'], time }, true).sessionGap;
  expect(gapOf(evenings(10, 5, 24 * HOUR))).toBe(HOUR / 2);
  expect(gapOf(evenings(40, 1, 20 * HOUR))).toBeNull(); // one session, or none long enough
  expect(
    gapOf(Float64Array.from([...evenings(40, 1, 2 * HOUR), ...evenings(40, 1, 2 * HOUR).map((t) => t + 1e7)])),
  ).toBe(4 * HOUR);
  expect(gapOf(evenings(10, 5, 24 * HOUR).reverse())).toBe(HOUR / 2); // whatever order the file has
});

it('cuts nothing where there are several users or no times', () => {
  const time = evenings(10, 5, 24 * HOUR);
  expect(usualShaping({ users: ['a', 'b'], time }, true)).toEqual(defaultShaping);
  expect(usualShaping({ users: ['a'], time }, false)).toEqual(defaultShaping);
  expect(usualShaping({ users: ['a'], time: null }, false)).toEqual(defaultShaping);
});
