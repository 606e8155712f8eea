import { expect, it } from 'vitest';
import { idListWords, lackingWords, listsWords } from './lists_words.ts';

const none = { count: 0, first: [] };
const whole = { users: 1200, rows: 12_000, on: 'cpu', short: none, without: none } as const;
const report = { ...whole, unknown: { users: none, items: none, taken: none } };

it('says what a file of lists holds, and nothing more where nothing is lacking', () => {
  expect(listsWords(report)).toBe('1,200 lists, 12,000 rows, computed on the processor.');
  expect(lackingWords(report, 10)).toEqual([]);
});

it('says what is lacking, with the first of those whom it is lacking for', () => {
  const seven = { count: 7, first: ['a', 'b', 'c', 'd', 'e'] };
  const unknown = { users: { count: 1, first: ['x'] }, items: seven, taken: none };
  expect(lackingWords({ ...report, short: { count: 2, first: ['u', 'v'] }, unknown }, 10)).toEqual([
    '1 id is no user of the data: "x".',
    '2 lists have fewer than 10 items, since no more may be listed: "u", "v".',
    '7 ids of the rules are no items of the catalogue: "a", "b", "c", "d", "e" and 2 others.',
  ]);
});

it('says what a file of ids was read as', () => {
  const stock = { column: 'stock', out: ['B'] };
  expect(idListWords('a.csv', { ids: ['A', 'B'], column: 'sku', stock }, 'item')).toBe(
    'a.csv: 2 items by column "sku", 1 item of them out of stock by column "stock".',
  );
  expect(idListWords('u.csv', { ids: ['u'], column: null, stock: null }, 'user')).toBe('u.csv: 1 user.');
});
