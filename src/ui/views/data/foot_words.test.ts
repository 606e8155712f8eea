import { describe, expect, it } from 'vitest';
import { columnPlan, filePlan, planOf } from '../../../testing/plans.ts';
import type { Preview, Reading } from '../../../worker/contract.ts';
import { differentWords, estimateWords, isLonely, readingWords } from './foot_words.ts';

const columns = [columnPlan('user', 'user'), columnPlan('item', 'item')];
const first = { rows: 1000, bytesPerRow: 20, distinct: [40, 15], kinds: [null, null] };
const named = (name: string, bytes: number) => filePlan(name, columns, { bytes, first });

describe('what an import comes to', () => {
  it('is told of the first rows, and about how many rows there are', () => {
    expect(estimateWords(planOf(named('a.csv', 2_000_000)))).toBe(
      'about 100 k rows; 40 users and 15 items in the first 1,000 rows',
    );
    expect(estimateWords(planOf(named('a.csv.gz', 2_000_000)))).toBe('40 users and 15 items in the first 1,000 rows');
    expect(estimateWords(planOf(named('a.csv', 20_000)))).toBe('1,000 rows, 40 users, 15 items');
  });

  it('adds up the files of a table', () => {
    expect(estimateWords(planOf(named('a.csv', 200_000), named('b.csv', 200_000)))).toContain('about 20 k rows');
  });

  it('follows the columns that are chosen', () => {
    const nobody = [columnPlan('user', 'ignore'), columnPlan('item', 'item')];
    expect(estimateWords(planOf(filePlan('a.csv', nobody, { first })))).toBe('1,000 rows, no user yet, 15 items');
  });

  it('is exact once the files are read, with what a shaping leaves', () => {
    const reading = { interactions: 25_000, users: 412, items: 90 } as Reading;
    const preview = { cut: null, after: { interactions: 20_000, users: 300, items: 80 } } as Preview;
    expect(readingWords(reading, null)).toBe('25,000 interactions, 412 users, 90 items');
    expect(readingWords(reading, preview)).toBe(
      '25,000 interactions, 412 users, 90 items; shaped 20,000, 300 users, 80 items',
    );
  });
});

describe('a column of users', () => {
  it('is told from one of orders by how many different values it has', () => {
    const of = (different: number, rows: number) =>
      filePlan('a.csv', columns, { first: { ...first, rows, distinct: [different, 9] } });
    expect(differentWords(of(36, 40), 0)).toBe('36 different in the first 40 rows');
    expect([of(36, 40), of(35, 40), of(19, 19)].map((file) => isLonely(file, 0))).toEqual([true, false, false]);
  });

  it('is none of orders where a field holds a whole history', () => {
    const list = { separator: ' ', next: null } as const;
    const histories = [columns[0], columnPlan('items', 'item', { list })];
    expect(isLonely(filePlan('a.csv', histories, { first: { ...first, distinct: [1000, 9] } }), 0)).toBe(false);
  });
});
