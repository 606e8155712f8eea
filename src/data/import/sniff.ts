/** Looks at the beginnings of the dropped files and proposes how to read them. */
import { ImportError } from '../../core/errors.ts';
import { suggestColumns } from './columns.ts';
import { detectEncoding, toUtf8, type DetectedEncoding } from './encoding.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { isPlaceholder } from './header.ts';
import { foreignFormat, isGzip, isZip } from './magic.ts';
import { withCorrectionsOf } from './plan.ts';
import { questionsAbout } from './questions.ts';
import { chooseRoles, type Sniffed } from './roles.ts';
import { beginning, sources, type Source } from './source.ts';
import { sampleTable, type SampleTable } from './table.ts';
import { plainName, SYNONYMS } from './synonyms.ts';
import type { ColumnPlan, FileFormat, FormatChoice, ImportPlan, InputFiles } from './types.ts';

export interface SniffOptions {
  /** What the user has settled about single files. */
  readonly formats?: readonly FileFormat[];
  /** A plan of the same files: what the user corrected in it stays where the columns are still the same. */
  readonly before?: ImportPlan | undefined;
  readonly limits?: Limits;
}

/** More than the longest field, so that a quote that never closes shows itself here. */
const SAMPLE_BYTES = 256 * 1024;

const UNSURE_HEADER = 'The first row was taken as the names of the columns; say so if it is data.';

async function collect(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  const all: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(await new Blob(all).arrayBuffer());
}

async function* once(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield await Promise.resolve(bytes);
}

/** The head cut to whole characters, so that a strict decoder accepts it. */
function wholeCharacters(head: Uint8Array<ArrayBuffer>, { encoding }: DetectedEncoding): Uint8Array<ArrayBuffer> {
  if (!encoding.startsWith('utf-16')) return head;
  const units = head.length - (head.length % 2);
  const lastHigh = head[units - (encoding === 'utf-16le' ? 1 : 2)];
  return head.subarray(0, lastHigh >= 0xd8 && lastHigh <= 0xdb ? units - 2 : units);
}

async function tableOf(
  source: Source,
  choice: FormatChoice,
  limits: Limits,
): Promise<{ table: SampleTable; warnings: string[] }> {
  const { head, complete } = await beginning(source, SAMPLE_BYTES);
  const foreign =
    isZip(head) || isGzip(head) ? 'this is an archive inside an archive; unpack it first' : foreignFormat(head);
  if (foreign !== null) throw new ImportError(`${source.name}: ${foreign}`);
  const detected: DetectedEncoding =
    choice.encoding === undefined
      ? detectEncoding(source.name, head, complete)
      : { encoding: choice.encoding, warning: null };
  const text = complete ? head : wholeCharacters(head, detected);
  const bytes = await collect(toUtf8(source.name, once(text), detected.encoding));
  const sample = { name: source.name, encoding: detected.encoding, bytes, complete };
  const table = sampleTable(sample, choice, limits);
  const warnings = [detected.warning, table.headerSure ? null : UNSURE_HEADER].filter((warning) => warning !== null);
  return { table, warnings };
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
