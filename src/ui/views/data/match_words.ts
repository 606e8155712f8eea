/** How sure a suggested column is, in words. */
import { surenessOf, type Sureness } from '../../../core/sureness.ts';
import type { ColumnPlan, FilePlan, ListForm, Question } from '../../../worker/contract.ts';

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
  if (asked) return { word: 'asked above', look: 'tag warning' };
  const word = surenessOf(column);
  return { word, look: looks[word] };
}

/** The kinds of events that the first rows have, blank ones too. */
export function kindsIn({ columns, first }: FilePlan, column: number): readonly string[] {
  return first?.kinds[column] ?? columns[column]?.samples ?? [];
}

export const kindName = (kind: string): string => (kind.trim() === '' ? '(blank)' : kind);

const SEPARATED = /[\s,;|[\]]/;
const SOME = 0.5;

/** Whether a column holds several values in a field, or may. */
export const mayBeList = ({ role, list, samples }: ColumnPlan): boolean =>
  list !== null ||
  (role === 'item' && samples.filter((value) => SEPARATED.test(value.trim())).length > SOME * samples.length);

const SHOWN = 4;

/** The first values of a list, nearly as the importer splits it, to look at. */
export function splitList(field: string, { separator }: ListForm): readonly string[] {
  const text = separator === 'brackets' ? field.replace(/^\s*[[(]|[\])]\s*$/g, '') : field;
  const values = text.split(separator === 'brackets' ? ',' : separator).map((value) => value.trim());
  const shown = values.filter((value) => value !== '').map((value) => value.replace(/^(['"])(.*)\1$/, '$2'));
  return shown.length > SHOWN ? [...shown.slice(0, SHOWN), '…'] : shown;
}
