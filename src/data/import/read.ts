/** Reads the planned files once, from beginning to end, into interactions. */
import { ImportError } from '../../core/errors.ts';
import type { Interactions } from '../dataset.ts';
import { guesses, lonelyUsers } from './doubts.ts';
import { datasetName } from './header.ts';
import { Gathered, InteractionRows } from './interactions.ts';
import { ItemRows } from './items.ts';
import { defaultLimits, grouped, type Limits } from './limits.ts';
import { coverageNotes, lookAlikeNotes, timeNotes } from './notes.ts';
import { readFile } from './pass.ts';
import { columnOf, interactionFiles, isOnePersons, itemsFileOf, missing } from './plan.ts';
import { sources, type Source } from './source.ts';
import type { PassOptions, Taker } from './table_kind.ts';
import type {
  FilePlan,
  FileRows,
  ImportPlan,
  ImportResult,
  InputFiles,
  Problem,
  Progress,
  RejectedRow,
} from './types.ts';

export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Go on although more than 5 % of the rows cannot be used. */
  readonly acceptProblems?: boolean;
  readonly limits?: Limits;
  /** Milliseconds; only differences count. */
  readonly now?: () => number;
}

/** Share of rows that may be left out without asking. */
const REJECTED_SHARE = 0.05;

/** Every chosen file by its name, and how each is passed over. */
interface Opened {
  readonly sources: readonly Source[];
  readonly options: PassOptions;
}

/** Hands the rows of a file to `taker`; gives what the pass tells, after what was assumed before it. */
async function pass({ sources: all, options }: Opened, file: FilePlan, taker: Taker): Promise<readonly string[]> {
  const source = all.find(({ name }) => name === file.name);
  const { format } = file;
  if (!source || !format) throw new ImportError(`${file.name}: the file is not among those chosen; choose it again`);
  const { notes } = await readFile(source, { ...file, format }, options, taker);
  return [...notes.slice(0, 1), ...file.warnings, ...notes.slice(1)];
}

const problemList = (problems: readonly Problem[]): string =>
  problems.map(({ sentence }) => `\n- ${sentence}`).join('');

/** Why rows were left out only with the user's word; null where they are few. */
export function consentNeeded(rejected: number, rows: number): string | null {
  if (rejected <= rows * REJECTED_SHARE) return null;
  const percent = Math.round((1000 * rejected) / rows) / 10;
  return `${grouped(rejected)} of ${grouped(rows)} rows (${percent} %) cannot be used, more than 5 %`;
}

/** What came of one file: its rows, what was wrong with them, and what a reader of the numbers should know. */
interface FileRead {
  readonly account: FileRows;
  readonly problems: readonly Problem[];
  readonly rejected: number;
  readonly rejectedRows: readonly RejectedRow[];
  readonly notes: readonly string[];
}

/** Throws where too few rows can be used to go on without asking. */
function checkRejected(read: readonly FileRead[], accepted: boolean): void {
  const names = read.map(({ account }) => account.file).join(', ');
  const sum = (of: (one: FileRead) => number): number => read.reduce((total, one) => total + of(one), 0);
  const rows = sum(({ account }) => account.rows.read);
  const problems = problemList(read.flatMap((one) => one.problems));
  if (rows === 0) throw new ImportError(`${names}: the file has no data rows; choose another file`);
  if (sum(({ account }) => account.rows.used) === 0) {
    throw new ImportError(`${names}: none of ${grouped(rows)} rows can be used; check the columns:${problems}`);
  }
  const consent = consentNeeded(
    sum(({ rejected }) => rejected),
    rows,
  );
  if (consent === null || accepted) return;
  throw new ImportError(`${names}: ${consent}; check the columns, or confirm to go on without these rows:${problems}`);
}

async function readRows(opened: Opened, file: FilePlan, plan: ImportPlan, into: Gathered): Promise<FileRead> {
  const rows = new InteractionRows(file, plan.keep, opened.options.limits, into);
  const notes = await pass(opened, file, { row: rows.take, expect: rows.expect });
  into.endOf(file);
  const { problems, used } = rows;
  const account = { read: rows.rows, used, leftOut: rows.rows - used, aside: 0 };
  return {
    account: { file: file.name, role: file.role, rows: account },
    problems: problems.list(),
    rejected: problems.rejected,
    rejectedRows: problems.rejectedRows,
    notes: [...notes, ...groupingNotes(file)],
  };
}

const uninteresting: Taker['expect'] = () => undefined;

async function readItems(opened: Opened, file: FilePlan, into: Gathered): Promise<FileRead> {
  if (columnOf(file, 'item') < 0)
    throw new ImportError(`${file.name}: choose the column that names the item, or leave the file out`);
  const items = new ItemRows(file, into.items, into.texts);
  const notes = await pass(opened, file, { row: items.take, expect: uninteresting });
  into.texts = items.texts;
  const { problems, rows: read, unused: aside } = items;
  const { rejected, rejectedRows } = problems;
  const unused = aside > 0 ? [`${file.name}: ${grouped(aside)} items have no interaction and are left out.`] : [];
  const account = { read, used: read - rejected - aside, leftOut: rejected, aside };
  return {
    account: { file: file.name, role: file.role, rows: account },
    ...{ problems: problems.list(), rejected, rejectedRows, notes: [...notes, ...unused] },
  };
}

/** Counts the rows of a table that is not used, so that nothing goes unnoticed. */
async function countAside(opened: Opened, file: FilePlan): Promise<FileRead> {
  let read = 0;
  const row = (): boolean => ++read > 0;
  await pass(opened, file, { row, expect: uninteresting });
  const account = { file: file.name, role: file.role, rows: { read, used: 0, leftOut: 0, aside: read } };
  const notes = [`${file.name}: ${grouped(read)} rows were left aside: ${file.why}.`];
  return { account, problems: [], rejected: 0, rejectedRows: [], notes };
}

function interactionsOf(name: string, gathered: Gathered, timed: boolean): Interactions {
  const { users, items, texts } = gathered;
  const part = gathered.partOfEach();
  return {
    name,
    users: users.strings,
    catalogue: {
      ids: items.strings,
      titles: texts?.titles?.strings(items.size) ?? null,
      categories: texts?.categories?.strings(items.size) ?? null,
    },
    user: gathered.user.take(),
    item: gathered.item.take(),
    time: timed ? gathered.time.take() : null,
    ...(part === undefined ? {} : { part }),
  };
}

function groupingNotes(file: FilePlan): readonly string[] {
  if (isOnePersons(file)) {
    return [
      `${file.name}: no column says who, so that all is one person’s history; it is cut into sessions by its pauses.`,
    ];
  }
  const both = columnOf(file, 'user') >= 0 && columnOf(file, 'session') >= 0;
  return both ? [`${file.name}: histories are by user; the session column is not used.`] : [];
}

/** What a dataset of several files is called: what their names begin with, or the archive they came in. */
function nameOf(files: readonly FilePlan[]): string {
  const [first, ...rest] = files.map(({ name }) => datasetName(name));
  let length = first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length).replace(/[\s._\-\d]+$/, '') || first;
}

/**
 * Reads `files` as `plan` says, in one streaming pass each, those of interactions first. Users and items have indices in
 * order of first appearance among the rows that can be used. Throws ImportError where the files cannot be used,
 * CancelledError on `signal`.
 */
export async function readInteractions(
  files: InputFiles,
  plan: ImportPlan,
  options: ReadOptions = {},
): Promise<ImportResult> {
  const lacks = missing(plan);
  if (lacks.length > 0) throw new ImportError(`import: ${lacks.join(' ')}`);
  const { signal, onProgress, limits = defaultLimits, now = () => performance.now() } = options;
  const opened = { sources: await sources(files, limits), options: { signal, onProgress, limits, now } };
  const tables = interactionFiles(plan);
  const gathered = new Gathered();
  const read: FileRead[] = [];
  for (const file of tables) read.push(await readRows(opened, file, plan, gathered));
  checkRejected(read, options.acceptProblems ?? false);
  const itemsFile = itemsFileOf(plan);
  const items = itemsFile === null ? [] : [await readItems(opened, itemsFile, gathered)];
  const unused = plan.files.filter(({ role, format }) => role === 'ignored' && format !== null);
  const aside: FileRead[] = [];
  for (const file of unused) aside.push(await countAside(opened, file));

  const form = tables[0].columns[columnOf(tables[0], 'time')]?.time ?? null;
  const name = tables.length === 1 ? datasetName(tables[0].name) : nameOf(tables);
  const interactions = interactionsOf(name, gathered, form !== null);
  const every = [...read, ...items, ...aside];
  const lonely = lonelyUsers(tables[0], interactions.user.length, interactions.users.length);
  const total = (of: (one: FileRead) => number): number => read.reduce((sum, one) => sum + of(one), 0);
  return {
    interactions,
    time: form === null ? 'none' : form.kind === 'order' ? 'order' : 'seconds',
    problems: every.flatMap(({ problems }) => problems),
    notes: [
      ...read.flatMap(({ notes }) => notes),
      ...timeNotes(form, interactions.time),
      ...[...items, ...aside].flatMap(({ notes }) => notes),
      ...coverageNotes(interactions.catalogue.titles),
      ...lookAlikeNotes('user', gathered.users),
      ...lookAlikeNotes('item', gathered.items),
    ],
    doubts: [...guesses(plan), ...(lonely === null ? [] : [lonely])],
    files: plan.files.flatMap((file) => every.flatMap(({ account }) => (account.file === file.name ? [account] : []))),
    rows: total(({ account }) => account.rows.read),
    rejected: total(({ rejected }) => rejected),
    rejectedRows: [...read, ...items].flatMap(({ rejectedRows }) => rejectedRows),
    bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
