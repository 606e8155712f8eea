import { expect, it } from 'vitest';
import { placeWords } from './place_words.ts';

it('says where a list has an item, and of one that was searched for no more than that it has it not', () => {
  const places = { a: 0, b: 39 };
  const search = { decoder: 'beam', places: [0], missed: [] };
  expect(['a', 'b', 'c'].map((id) => placeWords({ places, search: null }, id))).toEqual([
    'at place 1',
    'only at place 40',
    'beyond place 100',
  ]);
  expect(placeWords({ places, search }, 'c')).toBe('not in its list');
});
