/** Which of several files holds the interactions, and which the items. */
import { suggestColumns } from './columns.ts';
import { isOnePersons } from './plan.ts';
import type { SampleTable } from './table.ts';
import type { FilePlan, FileRole, Role } from './types.ts';

/** A file with its plan, and its table where it has one. */
export interface Sniffed {
  readonly plan: FilePlan;
  readonly table: SampleTable | null;
}

const confidence = ({ plan }: Sniffed, role: Role): number =>
  plan.columns.find((column) => column.role === role)?.confidence ?? 0;

const named = (file: Sniffed): number => Math.max(confidence(file, 'user'), confidence(file, 'session'));

/** Of a history with times that names nobody: one person's, if no other file says who did what. */
const ONE_PERSON = 0.3;

const who = (file: Sniffed): number => (isOnePersons(file.plan) ? ONE_PERSON : named(file));

/** How surely a file says who did what: by its weaker required column, then by what else it has, then by size. */
function rank(file: Sniffed): readonly number[] {
  const sure = Math.min(confidence(file, 'item'), who(file));
  const extras = Number(confidence(file, 'time') > 0) + Number(confidence(file, 'value') > 0);
  return [Math.round(sure * 10), extras, file.plan.bytes];
}

function best(files: readonly Sniffed[], rankOf: (file: Sniffed) => readonly number[]): Sniffed | undefined {
  const compare = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((order, value, i) => (order === 0 ? value - b[i] : order), 0);
  return [...files].sort((a, b) => compare(rankOf(b), rankOf(a)))[0];
}

const isItems = (file: Sniffed): boolean =>
  confidence(file, 'item') > 0 &&
  named(file) < 0.6 &&
  Math.max(confidence(file, 'title'), confidence(file, 'category')) > 0;

const isInteractions = (file: Sniffed): boolean => Math.min(confidence(file, 'item'), who(file)) > 0;

/** The largest table whose names say nothing, its columns guessed from their values. */
function guessed(files: readonly Sniffed[]): Sniffed | undefined {
  const wide = files.filter((file) => file.table !== null && file.plan.columns.length >= 2 && !isItems(file));
  const file = best(wide, ({ plan }) => [plan.bytes]);
  if (!file?.table) return undefined;
  return { ...file, plan: { ...file.plan, columns: suggestColumns(file.table.names, file.table.rows, true) } };
}

function reason(file: Sniffed): string {
  if (file.plan.why !== '') return file.plan.why;
  if (file.plan.columns.length < 2) return 'it has one column; a table of interactions needs a user and an item';
  return isInteractions(file) ? 'another file fits better as interactions' : 'it names no user with an item';
}

/** Gives every file its role: at most one is interactions, at most one is items. */
export function chooseRoles(files: readonly Sniffed[]): readonly Sniffed[] {
  const events = best(files.filter(isInteractions), rank) ?? guessed(files);
  const others = files.filter((file) => file.plan.name !== events?.plan.name);
  const items = best(others.filter(isItems), (file) => [confidence(file, 'title'), file.plan.bytes]);
  return files.map((file): Sniffed => {
    const [used, role, why]: [Sniffed, FileRole, string] =
      file.plan.name === events?.plan.name
        ? [events, 'interactions', isOnePersons(events.plan) ? 'it names items with times' : 'it names users and items']
        : file.plan.name === items?.plan.name
          ? [file, 'items', 'it names items with their titles or categories']
          : [file, 'ignored', reason(file)];
    return { ...used, plan: { ...used.plan, role, why } };
  });
}
