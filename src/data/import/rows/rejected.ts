/** Rows that were left out, as a table one can open in a spreadsheet, repair and drop again; `returned.ts` reads it. */
import { csvOf } from '../../../core/csv.ts';
import { columnLike, interactionFiles } from '../pieces.ts';
import type { ColumnPlan, FilePlan, ImportPlan, RejectedRow } from '../types.ts';

/** Our columns before those of the file: by them its reader knows the table again. */
export const OURS = ['nextup:file', 'nextup:row', 'nextup:problem', 'nextup:column'] as const;
/** Begins the name of our last column, behind which stands how the file was read. */
export const SETTINGS = 'nextup:settings';
/** The name of columns behind those of the file, for rows that have more fields. */
export const MORE = 'nextup:more';

/** How a column was read; of columns without a role nothing need be known. */
export type UsedColumn = Pick<ColumnPlan, 'name' | 'role' | 'time' | 'clock' | 'numbers' | 'list'> & {
  /** Which column of the file it is, from 0. */
  readonly at: number;
};

const used = ({ columns }: FilePlan): readonly UsedColumn[] =>
  columns.flatMap(({ name, role, time, clock, numbers, list }, at) =>
    role === 'ignore' ? [] : [{ at, name, role, time, clock, numbers, list }],
  );

/** The fields of a row in the order of the model's columns, those that the model has no column for after them. */
function cellsOf({ cells }: RejectedRow, file: FilePlan, model: FilePlan): readonly string[] {
  if (file === model || cells.length !== file.columns.length) return cells;
  return model.columns.map((_, column) => cells[columnLike(file, model, column)] ?? '');
}

/**
 * A CSV in UTF-8 with the byte order mark by which spreadsheets know it. Each row has the file, the row as a spreadsheet
 * counts, what was wrong and in which column, then its fields as they stood, under the names of the file's columns. Of several
 * pieces of a table the columns are those of the first. All rows are equally long.
 */
export function rejectedCsv(rows: readonly RejectedRow[], plan: ImportPlan): string {
  const files = plan.files.filter(({ name }) => rows.some(({ file }) => file === name));
  const model = interactionFiles({ ...plan, files }).at(0) ?? files.at(0);
  if (model === undefined) return csvOf([OURS]);
  const bodies = rows.flatMap((row) => {
    const file = files.find(({ name }) => name === row.file);
    return file?.role === model.role ? [{ row, cells: cellsOf(row, file, model) }] : [];
  });
  const width = bodies.reduce((most, { cells }) => Math.max(most, cells.length), model.columns.length);
  const filled = (cells: readonly string[], blank: string): readonly string[] =>
    Array.from({ length: width }, (_, i) => cells[i] ?? blank);
  const names = model.columns.map(({ name }) => name);
  const header = [...OURS, `${SETTINGS} ${JSON.stringify(used(model))}`, ...filled(names, MORE)];
  const lines = bodies.map(({ row: { file, row, kind, column }, cells }) => [
    ...[file, row, kind, column, ''],
    ...filled(cells, ''),
  ]);
  return `\ufeff${csvOf([header, ...lines])}`;
}
