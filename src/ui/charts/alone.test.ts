import { expect, it } from 'vitest';
import { isAlone } from './alone.ts';

it('a line of one number is drawn as a point, also between gaps; other lines are seen without', () => {
  expect([[0.4], [null, 0, undefined]].map(isAlone)).toEqual([true, true]);
  expect([undefined, [], [null], [0.4, 0.5]].map(isAlone)).toEqual([false, false, false, false]);
});
