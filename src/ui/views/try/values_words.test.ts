import { expect, it } from 'vitest';
import { valuesSentence } from './values_words.ts';

const said = (...values: readonly (number | null)[]): string =>
  valuesSentence(
    values.map((value) => ({ value, muted: false })),
    [1, 2.5, 5],
  );

it('nothing is said where the value of each event is known, whether the model has seen it or not', () => {
  expect([said(1, 2.5), said(99), said()]).toEqual(['', '', '']);
});

it('what nobody knows is said, of items that were added', () => {
  expect(said(4, null, null)).toBe(
    'This model reads what each event was worth, such as a rating (1 to 5 in its data). Of 2 items nobody knows it, and it is asked as if it could not be known.',
  );
  expect(said(null)).toContain('Of these nobody knows it');
});
