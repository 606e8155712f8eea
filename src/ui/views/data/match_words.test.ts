import { describe, expect, it } from 'vitest';
import type { ColumnPlan, Question } from '../../../worker/contract.ts';
import { isAsked, sureness } from './match_words.ts';

const column = (confidence: number, why = ''): ColumnPlan => ({
  ...{ name: 'date', samples: ['02/03/2024'], role: 'time', confidence, why },
  ...{ time: { kind: 'date', order: 'day first' }, sampleTimes: [], clock: null, list: null },
});

const dayOrMonth: Question = {
  file: 'a.csv',
  sentence: 'Is the first number the day or the month?',
  answers: (['day first', 'month first'] as const).map((order) => ({
    label: order,
    changes: [{ file: 'a.csv', column: 2, time: { kind: 'date', order } }],
  })),
  columns: [2],
  guess: 0,
};

describe('how sure a column is', () => {
  it('is said in four words', () => {
    const words = [column(0.9), column(0.7), column(0.4), column(1, 'your choice')];
    expect(words.map((of) => sureness(of, false).word)).toEqual(['sure', 'likely', 'a guess', 'your choice']);
  });

  it('is not sure while a question about it is open, whatever its name says', () => {
    const asked = [0, 2].map((at) => isAsked([dayOrMonth], 'a.csv', at));
    expect([...asked, isAsked([dayOrMonth], 'b.csv', 2)]).toEqual([false, true, false]);
    expect(sureness(column(0.97), true)).toEqual({ word: 'asked below', look: 'tag warning' });
    const which: Question = { ...dayOrMonth, columns: [0] };
    expect([isAsked([which], 'a.csv', 0), isAsked([which], 'a.csv', 2)]).toEqual([true, false]);
    expect(sureness(column(1, 'your choice'), true).word).toBe('asked below');
  });
});
