import { counted } from '../core/counted.ts';
import { surenessOf } from '../core/sureness.ts';
import type { DatasetSummary, FileRows, ImportPlan } from '../engine/api.ts';
import { listed, whole } from './text.ts';

/** A whole table that is not used must not go unnoticed; items without interactions are no fault. */
const isLeftAside = (role: FileRows['role'], aside: number): boolean => role === 'ignored' && aside > 0;

/** "ratings.csv: 240 rows read, 238 used, 2 left out"; of rows left aside also why. */
function rowsLine({ file, role, rows: { read, used, leftOut, aside } }: FileRows, { files }: ImportPlan): string {
  const why = role === 'items' ? 'no interaction names the item' : files.find(({ name }) => name === file)?.why;
  const parts = [
    `${counted(read, 'row')} read`,
    ...(role === 'ignored' ? [] : [`${whole(used)} used`]),
    ...(leftOut === 0 ? [] : [`${whole(leftOut)} left out`]),
    ...(aside === 0 ? [] : [`${whole(aside)} left aside (${why ?? 'not used'})`]),
  ];
  return `${isLeftAside(role, aside) ? '! ' : ''}${file}: ${parts.join(', ')}`;
}

/** Rows of a file that are neither used nor said to be left out. */
const unaccounted = ({ rows: { read, used, leftOut, aside } }: FileRows): number => read - used - leftOut - aside;

const isWhollyUsed = ({ rows: { read, used } }: FileRows): boolean => read === used;

/** Columns in use that are not sure, as "item (likely)". */
const unsure = ({ files }: ImportPlan): readonly string[] =>
  files
    .filter(({ role }) => role !== 'ignored')
    .flatMap(({ columns }) => columns)
    .filter((column) => column.role !== 'ignore' && !['sure', 'your choice'].includes(surenessOf(column)))
    .map((column) => `"${column.name}" as the ${column.role} (${surenessOf(column)})`);

function doubtLines({ files, doubts }: DatasetSummary): readonly string[] {
  const lost = files.filter((file) => unaccounted(file) !== 0);
  return [
    ...doubts.map((doubt) => `! ${doubt}`),
    ...lost.map((file) => `! ${file.file}: ${counted(unaccounted(file), 'row')} not accounted for.`),
  ];
}

/** What one must know before one trusts numbers on the dataset: rows that are not used, and doubts. */
export const cautions = (summary: DatasetSummary, plan: ImportPlan): string =>
  [
    ...summary.files.filter((file) => !isWhollyUsed(file)).map((file) => rowsLine(file, plan)),
    ...doubtLines(summary),
  ].join('\n');

/** Notes that are the same for several files, once. */
function together(notes: readonly string[], files: readonly FileRows[]): readonly string[] {
  const counts = new Map<string, number>();
  const parts = notes.map((note) => {
    const file = files.find((each) => note.startsWith(`${each.file}: `))?.file;
    const said = file === undefined ? note : note.slice(file.length + 2);
    counts.set(said, (counts.get(said) ?? 0) + 1);
    return { note, said };
  });
  const several = (said: string): number => counts.get(said) ?? 0;
  const lines = parts.map(({ note, said }) => (several(said) > 1 ? `${several(said)} files: ${said}` : note));
  return [...new Set(lines)];
}

/** Everything a reading found: the rows of each file, doubts, problems, notes. */
export function remarks(summary: DatasetSummary, plan: ImportPlan): string {
  const { problems, notes, files } = summary;
  const doubts = doubtLines(summary);
  const guessed = [...new Set(unsure(plan))];
  const rows = problems.map(
    ({ sentence, examples }) =>
      `! ${sentence}${examples.length === 0 ? '' : ` (row ${examples.map(({ row }) => row).join(', ')})`}`,
  );
  const aside = files.filter((file) => isLeftAside(file.role, file.rows.aside));
  const clean = [doubts, guessed, rows, plan.questions, aside].every((found) => found.length === 0);
  // The lines of the files say it already.
  const isSaid = (note: string): boolean =>
    files.some(({ file, rows: { aside } }) => aside > 0 && note.startsWith(`${file}: ${whole(aside)} `));
  return [
    ...files.map((file) => rowsLine(file, plan)),
    ...doubts,
    ...rows,
    ...(guessed.length === 0 ? [] : ['Not sure, settled with --column NAME=ROLE:', listed(guessed, '  ')]),
    ...(clean ? ['No problems.'] : []),
    ...together(
      notes.filter((note) => !isSaid(note)),
      files,
    ),
  ].join('\n');
}
