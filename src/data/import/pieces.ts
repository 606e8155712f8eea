/** Files that are pieces of one table: months, years, the parts of a benchmark. */
import { baseName } from './text/header.ts';
import { parts, type FilePlan, type ImportPlan, type Role } from './types.ts';

/**
 * Whether two files are pieces of one table: their columns have the same names, in any order; or, where their own names differ
 * by a number or a part alone (`2023-11.csv` and `2023-12.csv`), those that say who did what when: the others are optional.
 */
export function isSameTable(a: FilePlan, b: FilePlan): boolean {
  const [ours, theirs] = [namesIn(a), namesIn(b)];
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return true;
  const needed = [...neededIn(a), ...neededIn(b)];
  const both = needed.every((name) => ours.includes(name) && theirs.includes(name));
  return both && needed.length > 2 && a.format?.kind === b.format?.kind && seriesOf(a) === seriesOf(b);
}

const namesIn = ({ columns }: FilePlan): readonly string[] => columns.map(({ name }) => name).sort();

const NEEDED: readonly Role[] = ['user', 'session', 'item', 'time'];

const neededIn = ({ columns }: FilePlan): readonly string[] =>
  columns.filter(({ role }) => NEEDED.includes(role)).map(({ name }) => name);

/** What the names of a series of files have in common: their words but months and parts. */
const seriesOf = ({ name }: FilePlan): string =>
  baseName(name)
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !NUMBERING.test(word))
    .join(' ');

const NUMBERING =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|part|train|training|valid|validation|val|dev|test)$/;

/** Where a piece of a table has the column that stands at `column` in another piece. */
export function columnLike(piece: FilePlan, model: FilePlan, column: number): number {
  const { name } = model.columns[column];
  return piece.columns[column]?.name === name ? column : piece.columns.findIndex((other) => other.name === name);
}

/**
 * The files of interactions in the order they are read, whatever the order they were chosen in: training before validation
 * before test, then by name, `part 2` before `part 10`.
 */
export function interactionFiles(plan: ImportPlan): readonly FilePlan[] {
  const place = ({ part }: FilePlan): number => (part === null ? -1 : parts.indexOf(part));
  return plan.files
    .filter(({ role }) => role === 'interactions')
    .sort((a, b) => place(a) - place(b) || naturalOrder(a.name, b.name));
}

/** By pieces of text and of digits, these by their value; the same in every locale. */
function naturalOrder(a: string, b: string): number {
  const pieces = (name: string): readonly string[] => name.match(/\d+|\D+/g) ?? [];
  const [left, right] = [pieces(a), pieces(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    const order = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    if (order !== 0) return order;
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
