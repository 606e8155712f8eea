/** Which of several files holds the interactions, and which the items. */
import { suggest, type Suggested } from './columns.ts';
import { baseName } from '../text/header.ts';
import { isSameTable } from '../pieces.ts';
import { isOnePersons } from '../plan.ts';
import type { SampleTable } from '../text/table.ts';
import type { ColumnPlan, FilePlan, FileRole, Part, Role } from '../types.ts';

/** A file with its plan, and its table where it has one. */
export interface Sniffed {
  readonly plan: FilePlan;
  readonly table: SampleTable | null;
  readonly suggested: Suggested | null;
}

const confidence = ({ plan }: Sniffed, role: Role): number =>
  plan.columns.find((column) => column.role === role)?.confidence ?? 0;

const named = (file: Sniffed): number => Math.max(confidence(file, 'user'), confidence(file, 'session'));

/** Of a history with times that names nobody: one person's, if no other file says who did what. */
const ONE_PERSON = 0.3;

const who = (file: Sniffed): number => (isOnePersons(file.plan) ? ONE_PERSON : named(file));

/** Lists of what somebody may still do, or of what nobody did, are no histories, whatever their columns. */
const NO_HISTORY = /(?:^|[^a-z])(?:watch ?list|wish ?list|to[ _-]?read|queue|negatives?|samples?)(?:[^a-z]|$)/i;

/** Of files alike in their columns the diary is the history: Letterboxd's ratings and reviews have a time and a value too. */
const DIARY = /^diary\b/i;

const isNoHistory = ({ name }: FilePlan): boolean => NO_HISTORY.test(baseName(name));

/**
 * How surely a file says who did what: whether it is a history of more than one item, by its weaker required column, by
 * what else it has, then by its rows, as far as they were looked at, and its size.
 */
function rank(file: Sniffed): readonly number[] {
  const { plan, table } = file;
  const sure = Math.min(confidence(file, 'item'), who(file));
  const extras = Number(confidence(file, 'time') > 0) + Number(confidence(file, 'value') > 0);
  const item = plan.columns.find(({ role }) => role === 'item');
  const several = item !== undefined && item.samples.length > 1;
  const history = Number(several) - Number(isNoHistory(plan));
  const diary = Number(DIARY.test(baseName(plan.name)));
  return [history, Math.round(sure * 10), extras, diary, table?.rows.length ?? 0, plan.bytes];
}

function best(files: readonly Sniffed[], rankOf: (file: Sniffed) => readonly number[]): Sniffed | undefined {
  const compare = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((order, value, i) => (order === 0 ? value - b[i] : order), 0);
  return [...files].sort((a, b) => compare(rankOf(b), rankOf(a)))[0];
}

/** Share of the rows of a list of items that name an item of their own. */
const ITS_OWN = 0.9;

function listsEachOnce({ plan, suggested, table }: Sniffed): boolean {
  const item = plan.columns.findIndex(({ role }) => role === 'item');
  return (suggested?.facts[item]?.distinct ?? 0) >= ITS_OWN * (table?.rows.length ?? 0);
}

const isItems = (file: Sniffed): boolean =>
  confidence(file, 'item') > 0 &&
  named(file) < 0.6 &&
  listsEachOnce(file) &&
  Math.max(confidence(file, 'title'), confidence(file, 'category')) > 0;

const isInteractions = (file: Sniffed): boolean => Math.min(confidence(file, 'item'), who(file)) > 0;

/** The largest table whose names say nothing, its columns guessed from their values. */
function guessed(files: readonly Sniffed[]): Sniffed | undefined {
  const wide = files.filter((file) => file.table !== null && file.plan.columns.length >= 2 && !isItems(file));
  const file = best(wide, ({ plan }) => [plan.bytes]);
  if (!file?.table) return undefined;
  const suggested = suggest(file.table, true);
  return { ...file, suggested, plan: { ...file.plan, columns: suggested.columns } };
}

function reason(file: Sniffed): string {
  if (file.plan.why !== '') return file.plan.why;
  if (file.plan.columns.length < 2) return 'it has one column; a table of interactions needs a user and an item';
  return isInteractions(file) ? 'another file fits better as interactions' : 'it names no user with an item';
}

/** Gives every file its role: files of one table are interactions together, at most one is items. */
export function chooseRoles(files: readonly Sniffed[]): readonly Sniffed[] {
  const found = best(files.filter(isInteractions), rank) ?? guessed(files);
  const events = found && wholeTable(files, found);
  const tables = events === undefined ? [] : files.filter(({ plan }) => isPieceOf(events.plan, plan));
  const others = files.filter((file) => !tables.includes(file));
  const items = best(others.filter(isItems), (file) => [confidence(file, 'title'), file.plan.bytes]);
  const divided = partsOf(tables.map(({ plan }) => plan.name));
  return files.map((file): Sniffed => {
    const [used, role, why] = ((): [Sniffed, FileRole, string] => {
      if (events !== undefined && file.plan.name === events.plan.name)
        return [
          events,
          'interactions',
          isOnePersons(events.plan) ? 'it names items with times' : 'it names users and items',
        ];
      if (events !== undefined && tables.includes(file))
        return [likewise(file, events), 'interactions', `it has the columns of ${events.plan.name}`];
      if (file === items) return [file, 'items', 'it names items with their titles or categories'];
      return [file, 'ignored', reason(file)];
    })();
    return { ...used, plan: { ...used.plan, role, why, part: divided.get(file.plan.name) ?? null } };
  });
}

/** Beside rows that come back of a file, the file itself says how its columns are used. */
const wholeTable = (files: readonly Sniffed[], found: Sniffed): Sniffed =>
  found.plan.returned === undefined
    ? found
    : (files.find(
        (file) => file.plan.returned === undefined && isInteractions(file) && isPieceOf(found.plan, file.plan),
      ) ?? found);

/** Whether a file is another piece of the table in `events`. */
const isPieceOf = (events: FilePlan, file: FilePlan): boolean =>
  file.name === events.name ||
  (file.format !== null &&
    file.columns.length > 0 &&
    isSameTable(file, events) &&
    isNoHistory(file) === isNoHistory(events));

/** A piece of a table uses its columns as the table does. */
function likewise(file: Sniffed, events: Sniffed): Sniffed {
  const wide = file.plan.columns.length === events.plan.columns.length;
  const modelOf = (column: ColumnPlan, i: number): ColumnPlan | undefined =>
    events.plan.columns.find(({ name }) => name === column.name) ?? (wide ? events.plan.columns[i] : undefined);
  const columns = file.plan.columns.map((column, i): ColumnPlan => {
    const model = modelOf(column, i);
    if (model === undefined)
      return { ...column, role: 'ignore', confidence: 1, why: 'the other files have none', list: null };
    const { role, confidence, why, list } = model;
    return { ...column, role, confidence, why, list };
  });
  return { ...file, plan: { ...file.plan, columns } };
}

const PART_WORDS: Readonly<Record<string, Part>> = {
  ...{ train: 'training', training: 'training', trn: 'training' },
  ...{ valid: 'validation', validation: 'validation', val: 'validation', dev: 'validation', vad: 'validation' },
  ...{ test: 'test', testing: 'test', tst: 'test' },
};

/** The part a file's name says it is; the last word that says so counts: `train/beauty.test.csv` is the test. */
function partIn(name: string): Part | null {
  const words = name.toLowerCase().split(/[^a-z]+/);
  return words.flatMap((word) => PART_WORDS[word] ?? []).at(-1) ?? null;
}

/** Which part of a benchmark each file is; none where their names do not tell training from what is held out. */
function partsOf(names: readonly string[]): ReadonlyMap<string, Part> {
  const found = new Map<string, Part>();
  for (const name of names) {
    const part = partIn(name);
    if (part === null) return new Map();
    found.set(name, part);
  }
  const different = new Set(found.values());
  return different.has('training') && different.size > 1 ? found : new Map();
}
