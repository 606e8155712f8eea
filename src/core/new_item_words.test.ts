import { expect, it } from 'vitest';
import { newItemWords } from './new_item_words.ts';

it('says where a new item stands, what nothing tells it from, and which of its words nobody knows', () => {
  const placed = { rank: 2, codes: [4, 0], alike: [], unknown: [] };
  expect(newItemWords(placed)).toBe('At place 3 of all items, by the codes 4, 0.');
  const alike = [{ title: 'Emma' }, { title: 'Faust' }];
  expect(newItemWords({ ...placed, alike, unknown: ['zzyx'] })).toBe(
    'At place 3 of all items, by the codes 4, 0. Nothing tells it from Emma, Faust, which the model knows by the same codes. In no title before: zzyx.',
  );
});
