import { expect, it } from 'vitest';
import { heldWords, priceWords, steeringWords, unknownWords } from './steering_words.ts';

it('says what lists are steered by', () => {
  expect(steeringWords({})).toBe('as they are scored');
  expect(steeringWords({ without: ['Toys', 'Books'], popularity: -0.5 })).toBe(
    'not Toys, Books; more of what few take',
  );
  expect(steeringWords({ only: ['Toys'], popularity: 1, diversity: 1 })).toBe(
    'only Toys; more of what many take; more categories',
  );
});

it('says how many items a list allows or bars, and which of its ids are none', () => {
  expect(steeringWords({ onlyItems: ['a', 'b'], withoutItems: ['c'] })).toBe(
    'only 2 items of a list; never 1 item of a list',
  );
  expect(unknownWords([])).toBe('');
  expect(unknownWords(['x'])).toBe('1 id of the rules is no item of the catalogue: "x".');
});

it('says why a list does not lean', () => {
  expect(heldWords(false, false)).toBe('');
  expect(heldWords(true, true)).toMatch(/^The list of the model is searched for/);
  expect(heldWords(false, true)).toMatch(/^Nobody has taken the typed items/);
});

it('says what that costs, and nothing before it is known', () => {
  expect(priceWords(null)).toBe('');
  const difference = { value: -0.01, low: -0.02, high: 0.001, users: 200, resamples: 1000 };
  const [free, steered] = [
    { hr10: 0.2, ndcg10: 0.11 },
    { hr10: 0.18, ndcg10: 0.1 },
  ];
  expect(priceWords({ users: 200, ofUsers: 943, free, steered, difference })).toBe(
    'NDCG@10 0.1100 becomes 0.1000 (−0.0100, 95\u00a0% [−0.0200, +0.0010]), HR@10 0.2000 becomes 0.1800: validation targets of 200 of 943 users.',
  );
});
