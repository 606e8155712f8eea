/** Reads the planned files once, from beginning to end, into interactions. */
import { ImportError } from '../../core/errors.ts';
import { shortened } from '../../core/shorten.ts';
import { LONGEST_NAME, type Interactions } from '../dataset.ts';
import { goesByColumns, InteractionBlocks } from './rows/blocks.ts';
import { guesses, lonelyUsers } from './match/doubts.ts';
import { datasetName } from './text/header.ts';
import { copiesOfEach, copiesWords } from './rows/copies.ts';
import { Gathered } from './rows/gathered.ts';
import { InteractionRows } from './rows/interactions.ts';
import { ItemFinder, KeyColumns } from './ids/item_match.ts';
import { ItemRows } from './ids/items.ts';
import { coverageNotes } from './ids/itemtexts.ts';
import { defaultLimits, grouped, type Limits } from './limits.ts';
import { timeNotes } from './rows/notes.ts';
import { readFile } from './pass.ts';
import { interactionFiles } from './pieces.ts';
import { columnOf, isOnePersons, itemsFileOf, missing } from './plan.ts';
import { sources, type Source } from './archives/source.ts';
import type { PassOptions, Taker } from './table_kind.ts';
import { spellingReport, textsOf, type SpellingReport } from './ids/twins.ts';
import type { TextByCode } from './ids/texts.ts';
import { unfolding } from './lists/unfold.ts';
import type {
  BlankItems,
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
  /** Rows without an item that have a title. */
  readonly titledBlanks: number;
}

/** Throws where too few rows can be used to go on without asking. */
function checkRejected(read: readonly FileRead[], { blankItems }: ImportPlan, accepted: boolean): void {
  const names = read.map(({ account }) => account.file).join(', ');
  const sum = (of: (one: FileRead) => number): number => read.reduce((total, one) => total + of(one), 0);
  const rows = sum(({ account }) => account.rows.read);
  const offers = read.flatMap(({ account, titledBlanks }) =>
    blankItems === 'title' ? [] : blankNotes(account.file, titledBlanks, blankItems),
  );
  const problems = [...read.flatMap((one) => one.problems.map(({ sentence }) => sentence)), ...offers]
    .map((sentence) => `\n- ${sentence}`)
    .join('');
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
  const rows = new InteractionRows(file, plan, opened.options.limits, into);
  const unfolded = unfolding(file, into.told, rows.take, rows.takeContext);
  const blocks = new InteractionBlocks(rows, opened.options.limits, into);
  const block = goesByColumns(file, plan.keep) ? blocks.take : undefined;
  const notes = await pass(opened, file, { row: unfolded.row, block, expect: rows.expect });
  into.endOf(file, unfolded.hasToldAgain());
  const { problems, used, titledBlanks } = rows;
  const account = { read: rows.rows, used, leftOut: rows.rows - used, aside: 0 };
  return {
    account: { file: file.name, role: file.role, rows: account },
    problems: problems.list(),
    rejected: problems.rejected,
    rejectedRows: problems.rejectedRows,
    notes: [
      ...notes,
      ...unfolded.notes(),
      ...groupingNotes(file),
      ...blankNotes(file.name, titledBlanks, plan.blankItems),
    ],
    titledBlanks,
  };
}

const uninteresting: Taker['expect'] = () => undefined;

/** The column that names the items of the interactions, and what is to be said of it where it is not the plan's. */
async function keyColumn(opened: Opened, file: FilePlan, finder: ItemFinder): Promise<[number, readonly string[]]> {
  const named = columnOf(file, 'item');
  const keys = new KeyColumns(file.columns.length, named, finder);
  await pass(opened, file, { row: keys.take, expect: uninteresting });
  const best = keys.best();
  if (best < 0) throw new ImportError(`${file.name}: choose the column that names the item, or leave the file out`);
  if (best === named) return [named, []];
  const found = (column: number): string =>
    `"${file.columns[column].name}", which has ${grouped(keys.found(column))} of the ${grouped(finder.items.size)} items`;
  const other = named < 0 ? '' : `, not by ${found(named)}`;
  return [best, [`${file.name} is matched by column ${found(best)}${other}.`]];
}

async function readItems(opened: Opened, file: FilePlan, into: Gathered): Promise<FileRead> {
  const finder = new ItemFinder(into.items);
  const [column, matching] = await keyColumn(opened, file, finder);
  const items = new ItemRows(file, column, finder, into.texts);
  const notes = await pass(opened, file, { row: items.take, expect: uninteresting });
  const respelled = items.finish();
  into.texts = items.texts;
  const { problems, rows: read, unused: aside } = items;
  const { rejected, rejectedRows } = problems;
  const mismatch = items.mismatch();
  const unused =
    aside > 0 && mismatch === null
      ? [`${file.name}: ${grouped(aside)} items have no interaction and are left out.`]
      : [];
  const account = { read, used: read - rejected - aside, leftOut: rejected, aside };
  return {
    account: { file: file.name, role: file.role, rows: account },
    problems: [...problems.list(), ...(mismatch === null ? [] : [mismatch])],
    ...{ rejected, rejectedRows, notes: [...notes, ...matching, ...respelled, ...unused], titledBlanks: 0 },
  };
}

/** Counts the rows of a table that is not used, so that nothing goes unnoticed. */
async function countAside(opened: Opened, file: FilePlan): Promise<FileRead> {
  let read = 0;
  const row = (): boolean => ++read > 0;
  await pass(opened, file, { row, expect: uninteresting });
  const account = { file: file.name, role: file.role, rows: { read, used: 0, leftOut: 0, aside: read } };
  const notes = [`${file.name}: ${grouped(read)} rows were left aside: ${file.why}.`];
  return { account, problems: [], rejected: 0, rejectedRows: [], notes, titledBlanks: 0 };
}

/** What the rows came to, with the ids joined that the plan joins. */
interface Joined {
  readonly interactions: Interactions;
  readonly reports: readonly SpellingReport[];
  readonly notes: readonly string[];
}

function joined(name: string, file: string, gathered: Gathered, timed: boolean, { join }: ImportPlan): Joined {
  const { texts, items } = gathered;
  const [user, item] = [gathered.user.take(), gathered.item.take()];
  const users = spellingReport(file, 'user', { ids: gathered.users, codes: user }, join.user);
  const things = spellingReport(file, 'item', { ids: items, codes: item }, join.item);
  recode(user, users);
  recode(item, things);
  const textsIn = (of: TextByCode | null | undefined): readonly string[] | null => {
    const written = of?.strings(items.size) ?? null;
    return written === null || things.joining === null ? written : textsOf(things.joining, written);
  };
  const part = gathered.partOfEach();
  const { kinds, note: ofKinds } = gathered.events.take(user.length);
  const { values, note: ofValues } = gathered.values.take(user.length);
  const interactions: Interactions = {
    name,
    users: users.joining?.ids ?? gathered.users.strings,
    catalogue: {
      ids: things.joining?.ids ?? items.strings,
      titles: textsIn(texts?.titles),
      categories: textsIn(texts?.categories),
    },
    ...{ user, item, time: timed ? gathered.time.take() : null },
    ...(part === undefined ? {} : { part }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(values === undefined ? {} : { values }),
  };
  const notes = [ofKinds, ofValues].flatMap((note) => (note === undefined ? [] : [`${file}: ${note}.`]));
  return { interactions, reports: [users, things], notes };
}

function recode(codes: Uint32Array, { joining }: SpellingReport): void {
  if (joining === null) return;
  for (let i = 0; i < codes.length; i++) codes[i] = joining.codeOf[codes[i]];
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

/** What becomes of rows without an item that have a title. */
function blankNotes(name: string, titled: number, blankItems: BlankItems): readonly string[] {
  if (titled === 0) return [];
  const rows = titled === 1 ? '1 row' : `${grouped(titled)} rows`;
  const taken =
    blankItems === 'title' ? 'it is taken as the item' : 'it can be taken as the item, and saves as many rows';
  return [`${name}: of the rows without an item, ${rows} ${titled === 1 ? 'has' : 'have'} a title: ${taken}.`];
}

/** The files of interactions, of which only the first is named. */
const namesOf = ([first, ...rest]: readonly FilePlan[]): string =>
  rest.length === 0 ? first.name : `${first.name} and ${grouped(rest.length)} more`;

/** Whether no word goes on at a place of a name. */
const isWordEnd = (name: string, place: number): boolean => !/^\p{L}/u.test(name.slice(place));

/** What a dataset of several files is called: what their names begin with, or the archive they came in. */
function nameOf(files: readonly FilePlan[]): string {
  const [first, ...rest] = files.map(({ name }) => datasetName(name));
  let length = first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length--;
  // Half a word is no name: of `toy.train` and `toy.test` it is `toy`.
  const whole = rest.every((name) => isWordEnd(name, length)) && isWordEnd(first, length);
  const common = whole ? first.slice(0, length) : first.slice(0, length).replace(/[\p{L}\p{N}]+$/u, '');
  return common.replace(/[\s._\-\d]+$/, '') || `${first} and ${rest.length} more`;
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
  checkRejected(read, plan, options.acceptProblems ?? false);
  const itemsFile = itemsFileOf(plan);
  const items = itemsFile === null ? [] : [await readItems(opened, itemsFile, gathered)];
  const unused = plan.files.filter(({ role, format }) => role === 'ignored' && format !== null);
  const aside: FileRead[] = [];
  for (const file of unused) aside.push(await countAside(opened, file));

  const form = tables[0].columns[columnOf(tables[0], 'time')]?.time ?? null;
  const name = tables.length === 1 ? datasetName(tables[0].name) : nameOf(tables);
  const { interactions, reports, notes } = joined(
    shortened(name, LONGEST_NAME),
    namesOf(tables),
    gathered,
    form !== null,
    plan,
  );
  const every = [...read, ...items, ...aside];
  const lonely = lonelyUsers(tables[0], interactions.user.length, interactions.users.length);
  const copies = await copiesOfEach(interactions, { signal });
  const copied = copiesWords(copies, form !== null);
  const total = (of: (one: FileRead) => number): number => read.reduce((sum, one) => sum + of(one), 0);
  return {
    interactions,
    time: form === null ? 'none' : form.kind === 'order' ? 'order' : 'seconds',
    problems: [...every, ...reports].flatMap(({ problems }) => problems),
    notes: [
      ...read.flatMap(({ notes }) => notes),
      ...timeNotes(form, interactions.time),
      ...notes,
      ...[...items, ...aside].flatMap(({ notes }) => notes),
      ...coverageNotes(interactions.catalogue.titles),
      ...reports.flatMap(({ notes }) => notes),
    ],
    doubts: [...guesses(plan), ...(lonely === null ? [] : [lonely]), ...(copied === null ? [] : [copied])],
    copies,
    twins: reports.flatMap(({ twins }) => twins),
    titledBlanks: total(({ titledBlanks }) => titledBlanks),
    files: plan.files.flatMap((file) => every.flatMap(({ account }) => (account.file === file.name ? [account] : []))),
    rows: total(({ account }) => account.rows.read),
    rejected: total(({ rejected }) => rejected),
    rejectedRows: [...read, ...items].flatMap(({ rejectedRows }) => rejectedRows),
    bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
