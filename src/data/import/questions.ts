/** What a file leaves open, as questions the user can answer; the plan already holds the guess. */
import { isOnePersons } from './plan.ts';
import { detectTime } from './time.ts';
import type { Sniffed } from './roles.ts';
import type { Answer, ColumnPlan, DateOrder, FilePlan, Question, Role } from './types.ts';

/** Below this the required columns are asked for. */
const SURE = 0.65;
const ORDERS: readonly DateOrder[] = ['day first', 'month first'];

function dayOrMonth({ plan, table }: Sniffed): readonly Question[] {
  return plan.columns.flatMap((column, i): Question[] => {
    if (column.role !== 'time' || column.time?.kind !== 'date') return [];
    const date = detectTime(table?.rows.map((row) => row[i]) ?? [])?.ambiguous ?? null;
    if (date === null) return [];
    const guess = ORDERS.indexOf(column.time.order);
    return [
      {
        file: plan.name,
        sentence: `Is the first number of "${date.trim()}" in column "${column.name}" the day or the month?`,
        columns: [i],
        answers: ORDERS.map((order): Answer => ({
          label: order,
          changes: [{ file: plan.name, column: i, time: { kind: 'date', order } }],
        })),
        guess,
      },
    ];
  });
}

/** A column that may have the role, with the answer that gives it. */
interface Choice extends Answer {
  readonly column: number;
}

const choices = (
  { name: file, columns }: FilePlan,
  role: Role,
  test: (column: ColumnPlan) => boolean,
): readonly Choice[] =>
  columns.flatMap((column, i): Choice[] => {
    if (!test(column)) return [];
    const label = `column ${i + 1}, "${column.name}" (${column.samples.slice(0, 3).join(', ')})`;
    return [{ label, column: i, changes: [{ file, column: i, role }] }];
  });

const answersOf = (of: readonly Choice[]): readonly Answer[] => of.map(({ label, changes }) => ({ label, changes }));

/** So that the buttons of a question fit a screen; any other column can be chosen below. */
const MOST_CHOICES = 8;
const NOBODY: Choice = { label: 'none: it is one person’s history', column: -1, changes: [] };

function whichColumn({ plan }: Sniffed): readonly Question[] {
  const sessions = plan.columns.some(({ role }) => role === 'session');
  const required: readonly Role[] = sessions ? ['item'] : ['user', 'item'];
  return required.flatMap((role): Question[] => {
    const current = plan.columns.findIndex((column) => column.role === role);
    if (current >= 0 && plan.columns[current].confidence >= SURE) return [];
    const nobody = role === 'user' && isOnePersons(plan) ? [NOBODY] : [];
    // Where nobody need be named, a column that has another role keeps it; else one whose role is in doubt may be meant.
    const isFree = ({ role: other, confidence }: ColumnPlan): boolean =>
      other === 'ignore' || (nobody.length === 0 && confidence < SURE);
    const possible = (column: ColumnPlan): boolean =>
      column.role === role || (column.samples.length > 1 && isFree(column));
    const found = [...nobody, ...choices(plan, role, possible).slice(0, MOST_CHOICES)];
    if (found.length < 2) return [];
    const guess = Math.max(
      found.findIndex(({ column }) => column === current),
      0,
    );
    const sentence = `Which column names the ${role}?`;
    return [{ file: plan.name, sentence, columns: [current], answers: answersOf(found), guess }];
  });
}

/** Two columns of one name, of which one has a role: the name alone does not say which. */
function duplicateNames({ plan }: Sniffed): readonly Question[] {
  return plan.columns.flatMap((column, i): Question[] => {
    const same = (other: ColumnPlan): boolean => other.name === column.name;
    if (column.role === 'ignore' || plan.columns.filter(same).length < 2) return [];
    const found = choices(plan, column.role, same);
    const guess = found.findIndex((answer) => answer.column === i);
    const sentence = `Several columns are called "${column.name}". Which one is the ${column.role}?`;
    return [{ file: plan.name, sentence, columns: [i], answers: answersOf(found), guess }];
  });
}

/** Everything the file leaves open; nothing for a file that is not used. */
export function questionsAbout(file: Sniffed): readonly Question[] {
  if (file.plan.role === 'ignored') return [];
  const interactions = file.plan.role === 'interactions' ? whichColumn(file) : [];
  return [...duplicateNames(file), ...interactions, ...dayOrMonth(file)];
}
