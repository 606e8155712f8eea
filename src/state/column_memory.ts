/** Roles of columns that the user chose, remembered by the names of all columns: the next export of a shop has the same. */
import * as v from 'valibot';
import type { Correction, FilePlan, ImportPlan, Role } from '../worker/contract.ts';

/** Keeps a text from one visit to the next; null where there is none. */
export interface Memory {
  readonly recall: () => string | null;
  readonly keep: (text: string) => void;
}

const ROLES = [
  'user',
  'session',
  'item',
  'time',
  'clock',
  'value',
  'event',
  'title',
  'maker',
  'category',
  'ignore',
] as const;

/** By `namesOf` a file: role by name of the column. */
const Choices = v.record(v.string(), v.record(v.string(), v.picklist(ROLES)));

const MOST_FILES = 50;

/** What tells one kind of file from another; null where columns have no names. */
const namesOf = ({ format, columns }: FilePlan): string | null =>
  format === null || ('header' in format && !format.header) ? null : JSON.stringify(columns.map(({ name }) => name));

/** A text that this page did not write means nothing. */
function choicesIn({ recall }: Memory): v.InferOutput<typeof Choices> {
  try {
    return v.parse(Choices, JSON.parse(recall() ?? '{}'));
  } catch {
    return {};
  }
}

/** The corrections of earlier visits that a new plan lacks; columns to ignore come last, for a role takes it from another. */
export function remembered(memory: Memory, { files }: ImportPlan): Correction[] {
  const choices = choicesIn(memory);
  const lacking = files.flatMap((file) => {
    const chosen = choices[namesOf(file) ?? ''] ?? {};
    return file.columns.flatMap(({ name, role }, column) => {
      const wanted: Role = chosen[name] ?? role;
      return wanted === role ? [] : [{ file: file.name, column, role: wanted }];
    });
  });
  return lacking.sort((a, b) => Number(a.role === 'ignore') - Number(b.role === 'ignore'));
}

/** Remembers what the user chose in a plan: the columns of confidence 1. */
export function remember(memory: Memory, { files }: ImportPlan): void {
  const choices = new Map(Object.entries(choicesIn(memory)));
  for (const file of files) {
    const names = namesOf(file);
    const own = file.columns.filter(({ confidence }) => confidence === 1);
    if (names === null || own.length === 0) continue;
    choices.delete(names); // the latest goes to the end
    choices.set(names, Object.fromEntries(own.map(({ name, role }) => [name, role])));
  }
  if (choices.size > 0) memory.keep(JSON.stringify(Object.fromEntries([...choices].slice(-MOST_FILES))));
}
