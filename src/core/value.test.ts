import { expect, it } from 'vitest';
import { sameValue, valueText } from './value.ts';

it('takes lists for the same by their words and order, and all else by what it is', () => {
  expect(sameValue(['a', 'b'], ['a', 'b'])).toBe(true);
  for (const other of [['b', 'a'], ['a'], ['a', 'b', 'b'], 'a,b', undefined])
    expect(sameValue(['a', 'b'], other)).toBe(false);
  expect(sameValue(1, 1)).toBe(true);
  expect(sameValue(1, '1')).toBe(false);
});

it('spells a list for people', () => {
  expect([['a', 'b'], 'a', 0.5].map(valueText)).toEqual(['a, b', 'a', '0.5']);
});
