/** Looks at the beginnings of the dropped files and proposes how to read them. */
import { ImportError } from '../../core/errors.ts';
import { suggestColumns } from './columns.ts';
import { sampleOf } from './beginning.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { isPlaceholder } from './header.ts';
import { withCorrectionsOf } from './plan.ts';
import { questionsAbout } from './questions.ts';
import { chooseRoles, type Sniffed } from './roles.ts';
import { sources, type Source } from './source.ts';
import { sampleTable, shortened, type SampleTable } from './table.ts';
import { plainName, SYNONYMS } from './synonyms.ts';
import type { ColumnPlan, FileFormat, FormatChoice, ImportPlan, InputFiles } from './types.ts';

export interface SniffOptions {
  /** What the user has settled about single files. */
  readonly formats?: readonly FileFormat[];
  /** A plan of the same files: what the user corrected in it stays where the columns are still the same. */
  readonly before?: ImportPlan | undefined;
  readonly limits?: Limits;
}

const UNSURE_HEADER = 'The first row was taken as the names of the columns; say so if it is data.';

async function tableOf(
  source: Source,
  choice: FormatChoice,
  limits: Limits,
): Promise<{ table: SampleTable; warnings: string[] }> {
  const { sample, warning } = await sampleOf(source, choice);
  const table = sampleTable(sample, choice, limits);
  const warnings = [warning, passedOver(table), table.headerSure ? null : UNSURE_HEADER].filter(
    (warning) => warning !== null,
  );
  return { table, warnings };
}

/** Lines before the table must not go unnoticed. */
function passedOver({ format, preamble }: SampleTable): string | null {
  if (format.kind !== 'delimited' || preamble === '') return null;
  const { skipLines } = format;
  const lines = skipLines === 1 ? 'Line 1 is' : `Lines 1 to ${skipLines} are`;
  return `${lines} passed over ("${shortened(preamble)}"): the table seems to begin at line ${skipLines + 1}; say so if it does not.`;
}

/** A column that is called a time and cannot be read as one must not go unnoticed. */
function unusedTimes(columns: readonly ColumnPlan[]): readonly string[] {
  if (columns.some(({ role }) => role === 'time')) return [];
  const called = columns.filter(({ name, time }) => time === null && SYNONYMS.time.includes(plainName(name)));
  return called.map(({ name, samples }) => `Column "${name}" is not used as the time: "${samples[0] ?? ''}" is none.`);
}

const ignored = (source: Source, why: string): Sniffed => ({
  plan: {
    name: source.name,
    bytes: source.bytes,
    role: 'ignored',
    why,
    format: null,
    columns: [],
    opening: [],
    warnings: [],
  },
  table: null,
});

async function sniffSource(source: Source, options: SniffOptions): Promise<Sniffed> {
  if (source.refused !== null) return ignored(source, source.refused);
  const choice = options.formats?.find(({ file }) => file === source.name) ?? {};
  try {
    const { table, warnings } = await tableOf(source, choice, options.limits ?? defaultLimits);
    const guess = table.names.every((name) => isPlaceholder(name));
    const columns = suggestColumns(table.names, table.rows, guess);
    const { name, bytes } = source;
    const all = [...warnings, ...unusedTimes(columns)];
    const { format, opening } = table;
    return { plan: { name, bytes, role: 'ignored', why: '', format, columns, opening, warnings: all }, table };
  } catch (failure) {
    if (!(failure instanceof ImportError)) throw failure;
    const { message } = failure;
    const named = message.startsWith(source.name); // the name is said before the reason
    return ignored(source, named ? message.slice(source.name.length).replace(/^[:,] /, '') : message);
  }
}

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
  const plan: ImportPlan = {
    files: chosen.map((file) => file.plan),
    questions: chosen.flatMap(questionsAbout),
    keep: { minimumValue: null, events: null },
  };
  return options.before === undefined ? plan : withCorrectionsOf(options.before, plan);
}
