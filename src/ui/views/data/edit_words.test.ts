import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../state/slices/data.ts';
import { columnPlan, filePlan, planOf } from '../../../testing/plans.ts';
import { answered, editWords } from './edit_words.ts';

const question = {
  ...{ file: 'a.csv', sentence: 'Who?', columns: [0], guess: 0 },
  answers: ['ann', 'bob'].map((label) => ({ label, changes: [] })),
};
const plan = { ...planOf(filePlan('a.csv', [columnPlan('kunde', 'user')])), questions: [question] };
const edit = (correction: Edit['correction']): Edit => ({ plan, formats: [], lacks: [], correction });

describe('what was changed in a plan', () => {
  it('is said in the words of who changed it', () => {
    const file = { file: 'a.csv', column: 0 };
    expect(editWords(edit(null))).toBe('how the file is cut');
    expect(editWords(edit({ ...file, role: 'item' }))).toBe('“kunde” as the item');
    expect(editWords(edit({ ...file, role: 'ignore' }))).toBe('“kunde” without a use');
    expect(editWords(edit({ question: 0, answer: 1 }))).toBe('the answer “bob” to “Who?”');
    expect(editWords(edit({ file: 'a.csv', part: 'test' }))).toBe('what a.csv is for');
    expect(editWords(edit({ keep: {} }))).toBe('which rows are kept');
  });

  it('lists the answers with their places among the edits', () => {
    const past = [edit(null), edit({ question: 0, answer: 0 })];
    expect(answered(past)).toEqual([{ edit: 1, file: 'a.csv', sentence: 'Who?', answer: 'ann' }]);
  });
});
