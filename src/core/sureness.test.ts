import { expect, it } from 'vitest';
import { surenessOf, YOUR_CHOICE } from './sureness.ts';

it.each([
  [1, 'sure'],
  [0.85, 'sure'],
  [0.84, 'likely'],
  [0.6, 'likely'],
  [0.59, 'a guess'],
  [0, 'a guess'],
])('a confidence of %d is called %s', (confidence, word) => {
  expect(surenessOf({ confidence, why: 'called so' })).toBe(word);
});

it('what the user chose is the user’s choice, however sure it was', () => {
  expect(surenessOf({ confidence: 1, why: YOUR_CHOICE })).toBe('your choice');
});
