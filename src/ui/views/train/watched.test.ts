import { describe, expect, it } from 'vitest';
import type { Watched } from '../../../worker/contract.ts';
import { momentOf, rankSentence } from './watched.ts';

const lists = (...ranks: number[]): Watched[] =>
  ranks.map((rank, step) => {
    const target = { id: 'a', title: 'A', category: null, count: 1 };
    return { step, index: 0, user: 'u', history: [], rank, target, list: [] };
  });

describe('the watched item in words', () => {
  it('gives places from 1, first to last', () => expect(rankSentence(lists(213, 30, 2))).toBe('rank 214 → 31 → 3'));

  it('names at most four moments of many and no place twice in a row', () => {
    expect(rankSentence(lists(99, 80, 60, 40, 20, 10, 9))).toBe('rank 100 → 61 → 21 → 10');
    expect(rankSentence(lists(9, 9, 9, 4))).toBe('rank 10 → 5');
    expect(rankSentence(lists(9, 9))).toBe('rank 10 all along');
  });

  it('says when a list was made', () => {
    const [before, after] = lists(1, 1);
    expect([momentOf(before), momentOf(after)]).toEqual(['before training', 'after 1 step']);
  });
});
