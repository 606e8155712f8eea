/** Reads the planned files once, from beginning to end, into interactions. */
import { ImportError } from '../../core/errors.ts';
import type { Interactions } from '../dataset.ts';
import { datasetName } from './header.ts';
import { InteractionRows } from './interactions.ts';
import { ItemRows } from './items.ts';
import type { ItemTexts } from './itemtexts.ts';
import { defaultLimits, grouped, type Limits } from './limits.ts';
import { coverageNotes, fileNotes, lookAlikeNotes, timeNotes } from './notes.ts';
import { readFile, type PassOptions } from './pass.ts';
import { columnOf, fileOf, isOnePersons, missing } from './plan.ts';
import type { Row } from './rows.ts';
import { sources, type Source } from './source.ts';
import type {
  FilePlan,
  ImportPlan,
  ImportResult,
  InputFiles,
  Problem,
  Progress,
  RejectedRow,
  TableFormat,
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

function chosenSource(all: readonly Source[], file: FilePlan): { source: Source; format: TableFormat } {
  const source = all.find(({ name }) => name === file.name);
  if (!source || !file.format)
    throw new ImportError(`${file.name}: the file is not among those chosen; choose it again`);
  return { source, format: file.format };
}

const problemList = (problems: readonly Problem[]): string =>
  problems.map(({ sentence }) => `\n- ${sentence}`).join('');

/** Why rows were left out only with the user's word; null where they are few. */
export function consentNeeded(rejected: number, rows: number): string | null {
  if (rejected <= rows * REJECTED_SHARE) return null;
  const percent = Math.round((1000 * rejected) / rows) / 10;
  return `${grouped(rejected)} of ${grouped(rows)} rows (${percent} %) cannot be used, more than 5 %`;
}

/** Throws where too few rows can be used to go on without asking. */
function checkRejected(name: string, rows: InteractionRows, accepted: boolean): void {
  const { rejected } = rows.problems;
  const problems = problemList(rows.problems.list());
  if (rows.rows === 0) throw new ImportError(`${name}: the file has no data rows; choose another file`);
  if (rows.user.length === 0) {
    throw new ImportError(`${name}: none of ${grouped(rows.rows)} rows can be used; check the columns:${problems}`);
  }
  const consent = consentNeeded(rejected, rows.rows);
  if (consent === null || accepted) return;
  throw new ImportError(`${name}: ${consent}; check the columns, or confirm to go on without these rows:${problems}`);
}

function interactionsOf(name: string, rows: InteractionRows, texts: ItemTexts): Interactions {
  const count = rows.items.size;
  return {
    name,
    users: rows.users.strings,
    catalogue: {
      ids: rows.items.strings,
      titles: texts.titles?.strings(count) ?? null,
      categories: texts.categories?.strings(count) ?? null,
    },
    user: rows.user.take(),
    item: rows.item.take(),
    time: rows.timeForm ? rows.time.take() : null,
  };
}

interface ReadItems {
  readonly texts: ItemTexts;
  readonly problems: readonly Problem[];
  readonly rejectedRows: readonly RejectedRow[];
  readonly notes: readonly string[];
}

async function readItems(
  all: readonly Source[],
  file: FilePlan | null,
  rows: InteractionRows,
  options: PassOptions,
): Promise<ReadItems> {
  if (!file) return { texts: rows.texts, problems: [], rejectedRows: [], notes: [] };
  if (columnOf(file, 'item') < 0)
    throw new ImportError(`${file.name}: choose the column that names the item, or leave the file out`);
  const { source, format } = chosenSource(all, file);
  const items = new ItemRows(file, rows.items, rows.texts);
  const pass = await readFile(source, file, format, options, (row) => items.take(row));
  const unused =
    items.unused > 0 ? [`${file.name}: ${grouped(items.unused)} items have no interaction and are left out.`] : [];
  const { rejectedRows } = items.problems;
  const notes = [...fileNotes(file, format, pass), ...unused];
  return { texts: items.texts, problems: items.problems.list(), rejectedRows, notes };
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

/**
 * Reads `files` as `plan` says, in one streaming pass each. Users and items have indices in order of first appearance among
 * the rows that can be used. Throws ImportError where the files cannot be used, CancelledError on `signal`.
 */
export async function readInteractions(
  files: InputFiles,
  plan: ImportPlan,
  options: ReadOptions = {},
): Promise<ImportResult> {
  const lacks = missing(plan);
  const file = fileOf(plan, 'interactions');
  if (!file || lacks.length > 0) throw new ImportError(`import: ${lacks.join(' ')}`);
  const { signal, onProgress, limits = defaultLimits, now = () => performance.now() } = options;
  const pass: PassOptions = { signal, onProgress, limits, now };
  const all = await sources(files, limits);
  const { source, format } = chosenSource(all, file);
  const rows = new InteractionRows(file, plan.keep, limits);
  const onRow = (row: Row): boolean => rows.take(row);
  const read = await readFile(source, file, format, pass, onRow, (count) => rows.expect(count));
  checkRejected(file.name, rows, options.acceptProblems ?? false);
  const items = await readItems(all, fileOf(plan, 'items'), rows, pass);
  const interactions = interactionsOf(datasetName(file.name), rows, items.texts);
  return {
    interactions,
    time: rows.timeForm === null ? 'none' : rows.timeForm.kind === 'order' ? 'order' : 'seconds',
    problems: [...rows.problems.list(), ...items.problems],
    notes: [
      ...fileNotes(file, format, read),
      ...groupingNotes(file),
      ...timeNotes(rows.timeForm, interactions.time),
      ...items.notes,
      ...coverageNotes(interactions.catalogue.titles),
      ...lookAlikeNotes('user', rows.users),
      ...lookAlikeNotes('item', rows.items),
    ],
    rows: rows.rows,
    rejected: rows.problems.rejected,
    rejectedRows: [...rows.problems.rejectedRows, ...items.rejectedRows],
    bytes: source.bytes,
  };
}
