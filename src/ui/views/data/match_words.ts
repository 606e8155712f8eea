/** How sure a suggested column is, in words. */
import { surenessOf, type Sureness } from '../../../core/sureness.ts';
import type { ColumnPlan, FilePlan, Question } from '../../../worker/contract.ts';

const looks: Readonly<Record<Sureness, string>> = {
  sure: 'tag good',
  likely: 'tag warning',
  'a guess': 'tag warning',
  'your choice': 'tag',
};

/** Whether a question about a column of a file is open. */
export const isAsked = (questions: readonly Question[], file: string, column: number): boolean =>
  questions.some(({ file: asked, columns }) => asked === file && columns.includes(column));

/** Whether the importer takes all rows as one person's: no column says who, and there are times to cut them by. */
export const isOnePersons = ({ columns }: FilePlan): boolean =>
  !columns.some(({ role }) => role === 'user' || role === 'session') &&
  columns.some(({ role, time }) => role === 'time' && time !== null && time.kind !== 'order');

/** @param asked whether a question about the column is open */
export function sureness(column: ColumnPlan, asked: boolean): { word: string; look: string } {
  if (asked) return { word: 'asked below', look: 'tag warning' };
  const word = surenessOf(column);
  return { word, look: looks[word] };
}
