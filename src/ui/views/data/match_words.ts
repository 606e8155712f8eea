/** How sure a suggested column is, in words. */
import type { ColumnPlan, FilePlan, Question } from '../../../worker/contract.ts';

const SURE = 0.85;
const LIKELY = 0.6;

/** Whether a question about a column of a file is open. */
export const isAsked = (questions: readonly Question[], file: string, column: number): boolean =>
  questions.some(({ file: asked, columns }) => asked === file && columns.includes(column));

/** Whether the importer takes all rows as one person's: no column says who, and there are times to cut them by. */
export const isOnePersons = ({ columns }: FilePlan): boolean =>
  !columns.some(({ role }) => role === 'user' || role === 'session') &&
  columns.some(({ role, time }) => role === 'time' && time !== null && time.kind !== 'order');

/** @param asked whether a question about the column is open */
export function sureness({ confidence, why }: ColumnPlan, asked: boolean): { word: string; look: string } {
  if (asked) return { word: 'asked below', look: 'tag warning' };
  if (why === 'your choice') return { word: why, look: 'tag' };
  if (confidence >= SURE) return { word: 'sure', look: 'tag good' };
  return { word: confidence >= LIKELY ? 'likely' : 'a guess', look: 'tag warning' };
}
