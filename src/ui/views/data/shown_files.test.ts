import { describe, expect, it } from 'vitest';
import { columnPlan, filePlan, planOf } from '../../../testing/plans.ts';
import { droppedNames, mayBeDivided, questionsOf, shownFiles, tableName, warningsOf } from './shown_files.ts';

const columns = [columnPlan('user', 'user'), columnPlan('item', 'item')];
const [may, june] = [filePlan('may.csv', columns), filePlan('june.csv', [...columns].reverse())];

describe('the files of an import', () => {
  it('are one table where their columns have the same names, in any order', () => {
    const titles = filePlan('titles.csv', columns, { role: 'items' });
    const other = filePlan('notes.txt', [], { role: 'ignored', format: null });
    const { tables, aside } = shownFiles(planOf(titles, may, june, other));
    expect(tables).toEqual([[may, june], [titles]]);
    expect(aside).toEqual([other]);
    expect(tables.map(tableName)).toEqual(['2 files, one table', 'titles.csv']);
  });

  it('that came alone are shown whatever they are used for', () => {
    const lonely = filePlan('a.csv', columns, { role: 'ignored' });
    expect(shownFiles(planOf(lonely))).toEqual({ tables: [[lonely]], aside: [] });
  });

  it('have their own questions, with the places these have in the plan', () => {
    const ask = (file: string) => ({ file, sentence: file, columns: [], answers: [], guess: 0 });
    const plan = { ...planOf(may, june), questions: [ask('titles.csv'), ask('june.csv')] };
    expect(questionsOf(plan, [may, june])).toEqual([{ question: ask('june.csv'), place: 1 }]);
  });

  it('may be a divided benchmark where their names or the plan say so', () => {
    const named = (name: string) => filePlan(name, columns);
    expect(mayBeDivided([named('toy.train.inter'), named('toy.valid.inter')])).toBe(true);
    expect(mayBeDivided([named('latest/contest.csv'), named('latest/trainer.csv')])).toBe(false);
    expect(mayBeDivided([filePlan('a', columns, { part: 'test' }), may])).toBe(true);
    expect(mayBeDivided([named('train.csv')])).toBe(false);
  });

  it('say once what holds for all of them', () => {
    const warned = (name: string, ...warnings: string[]) => filePlan(name, columns, { warnings });
    expect(warningsOf([warned('a', 'odd.', 'mine.'), warned('b', 'odd.')])).toEqual(['All files: odd.', 'a: mine.']);
    expect(warningsOf([warned('a', 'odd.')])).toEqual(['odd.']);
  });

  it('fit a title', () => {
    expect(droppedNames(['a', 'b', 'c'])).toBe('a, b, c');
    expect(droppedNames(['a', 'b', 'c', 'd'])).toBe('a and 3 others');
  });
});
