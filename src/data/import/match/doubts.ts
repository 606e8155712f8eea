/** What may be wrong although every row was read: guesses, and figures that a history of users seldom has. */
import { grouped } from '../limits.ts';
import { columnOf } from '../plan.ts';
import type { FilePlan, ImportPlan } from '../types.ts';

/** Below this a column's use is a guess. */
export const SURE = 0.65;
/** Share of rows with a user of their own from which the user is rather an order or an event. */
const OF_THEIR_OWN = 0.9;
const ENOUGH_ROWS = 20;

/** Columns whose use was guessed, and questions nobody answered. */
export function guesses({ files, questions }: ImportPlan): readonly string[] {
  const guessed = files
    .filter(({ role }) => role === 'interactions')
    .flatMap(({ name: file, columns }) =>
      columns
        .filter(({ role, confidence }) => role !== 'ignore' && confidence < SURE)
        .map(({ name, role, why }) => `${file}: column "${name}" was taken as the ${role} by a guess: ${why}.`),
    );
  const odd = files
    .filter(({ role }) => role === 'interactions')
    .flatMap(({ name: file, columns }) =>
      columns.flatMap(({ name, doubt }) => (doubt === null ? [] : [`${file}: column "${name}" ${doubt}.`])),
    );
  const open = questions.map(
    ({ sentence, answers, guess }) => `Not answered: ${sentence} Taken: ${answers[guess].label}.`,
  );
  return [...guessed, ...odd, ...open];
}

/** Whether users have next to no history: then the column rather names orders or events. */
export function lonelyUsers(file: FilePlan, rows: number, users: number): string | null {
  const column = columnOf(file, 'user') >= 0 ? columnOf(file, 'user') : columnOf(file, 'session');
  if (column < 0 || rows < ENOUGH_ROWS || users < OF_THEIR_OWN * rows) return null;
  const { name } = file.columns[column];
  return (
    `Nearly every row has a user of its own (${grouped(users)} users in ${grouped(rows)} rows): ` +
    `column "${name}" rather names orders or events. Choose another column for the user.`
  );
}
