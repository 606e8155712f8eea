import { expect, it } from 'vitest';
import { shortened } from './shorten.ts';

it('a text is cut at a whole character, counted as people count them', () => {
  expect(shortened('shop', 4)).toBe('shop');
  expect(shortened('shops', 4)).toBe('shop');
  expect(shortened('🙂🙂🙂', 3)).toBe('🙂🙂🙂');
  expect(shortened('🙂🙂🙂🙂', 3)).toBe('🙂🙂🙂');
  expect(shortened('a🙂🙂🙂', 3)).toBe('a🙂🙂');
});

it('a text without well-formed Unicode gets the sign for that', () => {
  expect(shortened('a\ud83d', 4)).toBe('a\ufffd');
  expect(shortened('\ude42abcd', 3)).toBe('\ufffdab');
});
