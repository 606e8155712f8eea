import { expect, it } from 'vitest';
import { searchWords } from './search_words.ts';

const missed = (...ranks: readonly number[]) => ranks.map((rank) => ({ rank, title: `T${rank}` }));

it('says what a search found of the exact list, and what it missed', () => {
  expect(searchWords({ places: [0, 1, 2], missed: [] }, 3)).toBe(
    'Searched for, not scored: 3 of these 3 items are among the first 3 of the whole catalogue.',
  );
  expect(searchWords({ places: [0, 2, 7], missed: missed(1) }, 3)).toBe(
    'Searched for, not scored: 2 of these 3 items are among the first 3 of the whole catalogue. Not found: T1 (place 2).',
  );
});

it('says where a list is shorter than asked, and names no more than five', () => {
  expect(searchWords({ places: [4, 0], missed: missed(1, 2, 3, 5, 6, 7, 8, 9) }, 10)).toBe(
    'Searched for, not scored: 2 of these 2 items are among the first 10 of the whole catalogue. Only 2 of 10 places are filled. Not found: T1 (place 2), T2 (place 3), T3 (place 4), T5 (place 6), T6 (place 7) and 3 more.',
  );
  // A catalogue of three items has no more than three to find.
  expect(searchWords({ places: [2, 0, 1], missed: [] }, 10)).toMatch(/: 3 of these 3 items are among the first 3 /);
  expect(searchWords({ places: [], missed: missed(0) }, 10)).toBe('Searched for, not scored: nothing was found.');
});
