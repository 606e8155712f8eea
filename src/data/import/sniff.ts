/** Looks at the beginnings of the dropped files and proposes how to read them. */
import { ImportError } from '../../core/errors.ts';
import { suggest } from './match/columns.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { isUnnamed } from './text/header.ts';
import { isSameTable } from './pieces.ts';
import { withCorrectionsOf } from './plan.ts';
import { questionsAbout } from './match/questions.ts';
import { chooseRoles, type Sniffed } from './match/roles.ts';
import { sources, type Source } from './archives/source.ts';
import { firstRows } from './match/firstrows.ts';
import { returned } from './rows/returned.ts';
import { kindOf } from './table_kind.ts';
import { isCalledTime } from './match/column_names.ts';
import type { ColumnPlan, FileFormat, ImportPlan, InputFiles, Keep, Question } from './types.ts';

export interface SniffOptions {
  /** What the user has settled about single files. */
  readonly formats?: readonly FileFormat[];
  /** A plan of the same files: what the user corrected in it stays where the columns are still the same. */
  readonly before?: ImportPlan | undefined;
  readonly limits?: Limits;
}

/** A column that is called a time and cannot be read as one must not go unnoticed. */
function unusedTimes(columns: readonly ColumnPlan[]): readonly string[] {
  if (columns.some(({ role }) => role === 'time')) return [];
  const called = columns.filter(({ name, time }) => time === null && isCalledTime(name));
  return called.map(({ name, samples }) => `Column "${name}" is not used as the time: "${samples[0] ?? ''}" is none.`);
}

const ignored = (source: Source, why: string): Sniffed => ({
  plan: {
    name: source.name,
    bytes: source.bytes,
    role: 'ignored',
    why,
    part: null,
    format: null,
    columns: [],
    opening: [],
    warnings: [],
  },
  table: null,
  suggested: null,
});

async function sniffSource(source: Source, options: SniffOptions): Promise<Sniffed> {
  if (source.refused !== null) return ignored(source, source.refused);
  const choice = options.formats?.find(({ file }) => file === source.name) ?? {};
  try {
    const kind = await kindOf(source);
    const { table: asFound, warnings } = await kind.find(source, choice, options.limits ?? defaultLimits);
    const back = returned(asFound);
    const table = back?.table ?? asFound;
    const guess = suggest(table, table.names.every(isUnnamed));
    const columns = back?.columns(guess.columns) ?? guess.columns;
    const suggested = { ...guess, columns };
    const { name, bytes } = source;
    const all = [...warnings, ...(back?.warning == null ? [] : [back.warning]), ...unusedTimes(columns)];
    const { format, opening } = table;
    const found = { format, columns, opening, first: firstRows(table.rows, suggested.facts), warnings: all };
    const ours = back === null ? {} : { returned: { fields: back.fields } };
    return { plan: { name, bytes, role: 'ignored', why: '', part: null, ...found, ...ours }, table, suggested };
  } catch (failure) {
    if (!(failure instanceof ImportError)) throw failure;
    const { message } = failure;
    const named = message.startsWith(source.name); // the name is said before the reason
    return ignored(source, named ? message.slice(source.name.length).replace(/^[:,] /, '') : message);
  }
}

/** The plan holds the guess of each question, also where it is which rows to keep. */
const keptByGuess = (questions: readonly Question[]): Partial<Keep> =>
  questions
    .flatMap(({ answers, guess }) => answers[guess].changes)
    .reduce<Partial<Keep>>((kept, change) => ('keep' in change ? { ...kept, ...change.keep } : kept), {});

/** Of the pieces of a table only the first: what is said of its columns holds for all of them. */
const oncePerTable = (files: readonly Sniffed[]): readonly Sniffed[] =>
  files.filter(
    ({ plan }, i) =>
      plan.role !== 'interactions' ||
      !files.slice(0, i).some((before) => before.plan.role === 'interactions' && isSameTable(before.plan, plan)),
  );

/**
 * Proposes how to read `files`: format and columns of each, which one holds the interactions and which the items. Reads at
 * most 256 KiB of each. Throws ImportError where no file is a table of interactions, saying of each file why.
 */
export async function sniff(files: InputFiles, options: SniffOptions = {}): Promise<ImportPlan> {
  if (files.length === 0) throw new ImportError('import: no file was chosen; choose at least one');
  const found: Sniffed[] = [];
  for (const source of await sources(files, options.limits)) found.push(await sniffSource(source, options));
  const chosen = chooseRoles(found);
  if (!chosen.some(({ plan }) => plan.role === 'interactions')) {
    throw new ImportError(
      chosen.map(({ plan }) => `${plan.name}: ${plan.why}`).join('\n') || 'import: the archive is empty',
    );
  }
  // Rows that come back were asked about in the file they are from.
  const asked = chosen.filter(({ plan }) => plan.returned === undefined);
  const questions = oncePerTable(asked).flatMap(questionsAbout);
  const plan: ImportPlan = {
    files: chosen.map((file) => file.plan),
    questions,
    keep: { minimumValue: null, events: null, ...keptByGuess(questions) },
    join: { user: [], item: [] },
    blankItems: 'left out',
  };
  return options.before === undefined ? plan : withCorrectionsOf(options.before, plan);
}
