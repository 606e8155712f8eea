/** The files of a plan as the page shows them: tables, each with the files it lies in, and what is left aside. */
import type { FilePlan, ImportPlan, Question } from '../../../worker/contract.ts';

export interface ShownFiles {
  /** Interactions before items; every file of a table has the same columns. */
  readonly tables: readonly (readonly [FilePlan, ...FilePlan[]])[];
  readonly aside: readonly FilePlan[];
}

const namesOf = ({ columns }: FilePlan): string => JSON.stringify(columns.map(({ name }) => name).sort());

/** A file that came alone is a table whatever it is used for, so that one can say how it is to be read. */
export function shownFiles({ files }: ImportPlan): ShownFiles {
  if (files.length === 1) return { tables: [[files[0]]], aside: [] };
  const tables = new Map<string, [FilePlan, ...FilePlan[]]>();
  for (const file of files.filter(({ role }) => role === 'interactions')) {
    const pieces = tables.get(namesOf(file));
    if (pieces === undefined) tables.set(namesOf(file), [file]);
    else pieces.push(file);
  }
  const items = files.filter(({ role }) => role === 'items').map((file): [FilePlan] => [file]);
  return { tables: [...tables.values(), ...items], aside: files.filter(({ role }) => role === 'ignored') };
}

/** What a table is called: its file, or how many there are. */
export const tableName = (pieces: readonly FilePlan[]): string =>
  pieces.length === 1 ? pieces[0].name : `${pieces.length} files, one table`;

/** Questions about a table with their places in the plan. */
export const questionsOf = (
  { questions }: ImportPlan,
  pieces: readonly FilePlan[],
): readonly { readonly question: Question; readonly place: number }[] =>
  questions
    .map((question, place) => ({ question, place }))
    .filter(({ question }) => pieces.some(({ name }) => name === question.file));

const DIVIDED = /(?:^|[^a-z])(?:train|training|valid|validation|val|dev|test)(?:[^a-z]|$)/i;

/** Whether the files may be a benchmark as its authors divided it. */
export const mayBeDivided = (pieces: readonly FilePlan[]): boolean =>
  pieces.length > 1 &&
  pieces.some(({ name, part }) => part !== null || DIVIDED.test(name.slice(name.lastIndexOf('/') + 1)));

/** A warning of each file; where several files say the same, once. */
export function warningsOf(pieces: readonly FilePlan[]): readonly string[] {
  const by = new Map<string, string[]>();
  for (const { name, warnings } of pieces)
    for (const warning of warnings) by.set(warning, [...(by.get(warning) ?? []), name]);
  return [...by].map(([warning, names]) => {
    if (pieces.length === 1) return warning;
    return names.length === pieces.length ? `All files: ${warning}` : `${names.join(', ')}: ${warning}`;
  });
}

/** What was dropped, for a title. */
export function droppedNames(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return others.length < 3 ? names.join(', ') : `${first} and ${others.length} others`;
}
