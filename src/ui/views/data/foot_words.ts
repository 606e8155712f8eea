/** What an import comes to, as far as it is known: of the first rows before the files are read. */
import type { FilePlan, ImportPlan, Preview, Reading } from '../../../worker/contract.ts';
import { count, counted, rate } from '../../format.ts';
import { columnIn, WHO } from './match_slots.ts';
import { isOnePersons } from './match_words.ts';
import { shownFiles } from './shown_files.ts';

/** Files whose bytes on disk are not those of their rows. */
const PACKED = /\.(?:gz|tgz|zip|bz2|xz|zst|xlsx|parquet)(?:$|\/)/i;

/** Rows of a file by its size; null where that does not tell. */
function rowsBySize({ name, bytes, first, format }: FilePlan): number | null {
  if (format !== null && 'rows' in format && typeof format.rows === 'number') return format.rows;
  if (first === undefined || first.bytesPerRow === 0 || PACKED.test(name)) return null;
  return Math.max(first.rows, bytes / first.bytesPerRow);
}

/** Below this many times the first rows, these are all of a file. */
const ALL = 1.3;

/** "about 25 k rows; 40 users and 15 items in the first 1,000". */
export function estimateWords(plan: ImportPlan): string {
  const pieces = shownFiles(plan).tables.find(([{ role }]) => role === 'interactions') ?? [];
  const [one, ...others] = pieces;
  if (one === undefined) return '';
  const piece = others.reduce((most, each) => (each.bytes > most.bytes ? each : most), one);
  const { first } = piece;
  if (first === undefined) return '';
  const rows = pieces.map(rowsBySize).reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0);
  const all = rows !== null && pieces.length === 1 && rows < ALL * first.rows;
  const different = (roles: Parameters<typeof columnIn>[1]['roles'], noun: string): string => {
    const at = columnIn(piece, { roles });
    return at < 0 ? `no ${noun} yet` : counted(first.distinct[at] ?? 0, noun);
  };
  const who = isOnePersons(piece) ? 'one person' : different(WHO.roles, 'user');
  const what = different(['item'], 'item');
  if (all) return `${counted(first.rows, 'row')}, ${who}, ${what}`;
  const size = rows === null ? '' : `about ${rate(rows)} rows; `;
  return `${size}${who} and ${what} in the first ${counted(first.rows, 'row')}`;
}

/** "25,000 rows, 412 users, 90 items", and what a shaping leaves of them. */
export function readingWords({ interactions, users, items }: Reading, preview: Preview | null): string {
  const read = `${counted(interactions, 'interaction')}, ${counted(users, 'user')}, ${counted(items, 'item')}`;
  if (preview === null || preview.after.interactions === interactions) return read;
  const { after, cut } = preview;
  const who = counted(after.users, cut === null ? 'user' : 'session');
  return `${read}; shaped ${count(after.interactions)}, ${who}, ${counted(after.items, 'item')}`;
}

const ENOUGH_ROWS = 20;
const OF_THEIR_OWN = 0.9;

/** What stands beside a column of users or items: how many different ones the first rows have. */
export function differentWords({ first }: FilePlan, column: number): string {
  const different = first?.distinct[column];
  return first === undefined || different === undefined
    ? ''
    : `${count(different)} different in the first ${counted(first.rows, 'row')}`;
}

/** Whether nearly every row has a user of its own: the column then rather names orders or events. */
export const isLonely = ({ first, columns, part }: FilePlan, column: number): boolean =>
  first !== undefined &&
  (part === null || part === 'training') && // of each user a benchmark holds out one row or few
  columns.every(({ list }) => list === null) && // a field of several items is a history by itself
  first.rows >= ENOUGH_ROWS &&
  (first.distinct[column] ?? 0) >= OF_THEIR_OWN * first.rows;
