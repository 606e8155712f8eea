import { describe, expect, it } from 'vitest';
import type { ColumnPlan, Question } from '../../../worker/contract.ts';
import { columnPlan, filePlan } from '../../../testing/plans.ts';
import { isAsked, kindName, kindsIn, mayBeList, splitList, sureness } from './match_words.ts';

const column = (confidence: number, why = ''): ColumnPlan => ({
  ...{ name: 'date', samples: ['02/03/2024'], role: 'time', confidence, why },
  ...{
    time: { kind: 'date', order: 'day first' },
    sampleTimes: [],
    clock: null,
    numbers: null,
    doubt: null,
    list: null,
  },
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
    expect(sureness(column(0.97), true)).toEqual({ word: 'asked above', look: 'tag warning' });
    const which: Question = { ...dayOrMonth, columns: [0] };
    expect([isAsked([which], 'a.csv', 0), isAsked([which], 'a.csv', 2)]).toEqual([true, false]);
    expect(sureness(column(1, 'your choice'), true).word).toBe('asked above');
  });
});

describe('what stands in a column', () => {
  it('are the kinds of events of the first rows, the blank one in words', () => {
    const first = { rows: 9, bytesPerRow: 9, distinct: [2], kinds: [['view', '', 'buy']] };
    const file = filePlan('a.csv', [columnPlan('event', 'event', { samples: ['view'] })]);
    expect(kindsIn({ ...file, first }, 0).map(kindName)).toEqual(['view', '(blank)', 'buy']);
    expect(kindsIn(file, 0)).toEqual(['view']);
  });

  it('may be lists where most items of the first rows have a separator in them', () => {
    const items = (...samples: string[]) => mayBeList(columnPlan('items', 'item', { samples }));
    expect([items('1 2', '3 4'), items('[1, 2]', '[3]'), items('a-1', 'b-2'), items('1 2', '3')]).toEqual([
      ...[true, true, false, false],
    ]);
    expect(mayBeList(columnPlan('t', 'time', { list: { separator: ' ', next: null } }))).toBe(true);
  });

  it('is split to be looked at', () => {
    const split = (field: string, separator: ' ' | 'brackets') => splitList(field, { separator, next: null });
    expect(split('N30  N36', ' ')).toEqual(['N30', 'N36']);
    expect(split("['a', 'b']", 'brackets')).toEqual(['a', 'b']);
    expect(split('1 2 3 4 5', ' ')).toEqual(['1', '2', '3', '4', '…']);
  });
});
