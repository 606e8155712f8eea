import { Random } from '../core/random.ts';
import { epochOrder, itemsRead, type Windows } from '../data/windows.ts';

/** Rows alike: of so many items their windows are, the longest first, and how many rows are so. */
interface Pattern {
  readonly lengths: readonly number[];
  readonly rows: number;
}

/**
 * How windows of these lengths fill rows of `time` positions: longest first, each into the fullest row that has room. Only lengths
 * decide, so that every epoch has as many rows; which windows meet in one is drawn anew in each.
 *
 * @param counts  windows of each length, from 0 to `time`
 * @see Johnson 1973, best fit decreasing; by counts of lengths as Krell et al. 2021, arXiv:2107.02027, algorithm 1
 */
export function patternsOf(counts: readonly number[], time: number): readonly Pattern[] {
  // Rows by the room that they have left; of empty ones there are as many as are wanted.
  const open: Pattern[][] = Array.from({ length: time + 1 }, () => []);
  open[time].push({ lengths: [], rows: Infinity });
  for (let length = time; length > 0; length--) {
    let left = counts[length] ?? 0;
    while (left > 0) {
      const room = open.findIndex((patterns, free) => free >= length && patterns.length > 0);
      const [pattern] = open[room].splice(-1);
      const copies = Math.min(left, Math.floor(room / length));
      const rows = Math.min(pattern.rows, Math.floor(left / copies));
      const lengths = [...pattern.lengths, ...Array.from({ length: copies }, () => length)];
      if (pattern.rows > rows) open[room].push({ ...pattern, rows: pattern.rows - rows });
      open[room - copies * length].push({ lengths, rows });
      left -= copies * rows;
    }
  }
  return open.flat().filter(({ lengths }) => lengths.length > 0);
}

/** Windows of each length that is read. */
function lengthCounts(windows: Windows): number[] {
  const counts = Array.from({ length: windows.length + 1 }, () => 0);
  for (let window = 0; window < windows.user.length; window++) counts[itemsRead(windows, window)]++;
  return counts;
}

/** Rows that the windows of an epoch take: one each, or as few as hold them packed. */
export const rowCount = (windows: Windows, packed: boolean): number =>
  packed
    ? patternsOf(lengthCounts(windows), windows.length).reduce((sum, { rows }) => sum + rows, 0)
    : windows.user.length;

/** Which windows stand in which row of an epoch: a function of (seed, epoch, row), so that any can be made again. */
export class Rows {
  private readonly windows: Windows;
  private readonly seed: number;
  /** Of packed rows, the lengths of the windows of each; null where each window has a row. */
  private readonly lengths: readonly (readonly number[])[] | null;
  private epoch = -1;
  private drawn: readonly (readonly number[])[] = [];

  constructor(windows: Windows, packed: boolean, seed: number) {
    this.windows = windows;
    this.seed = seed;
    this.lengths = packed
      ? patternsOf(lengthCounts(windows), windows.length).flatMap(({ lengths, rows }) =>
          Array.from({ length: rows }, () => lengths),
        )
      : null;
  }

  /** The windows of row `row` of an epoch; none behind the last row. */
  at(epoch: number, row: number): readonly number[] {
    if (epoch !== this.epoch) {
      this.drawn = this.draw(epoch);
      this.epoch = epoch;
    }
    return this.drawn[row] ?? [];
  }

  /** In the epoch's own order each window takes the next place for one of its length; then rows are put in an order of their own. */
  private draw(epoch: number): readonly (readonly number[])[] {
    const order = epochOrder(this.windows, this.seed, epoch);
    if (this.lengths === null) return Array.from(order, (window) => [window]);
    const waiting: number[][] = Array.from({ length: this.windows.length + 1 }, () => []);
    for (const window of order) waiting[itemsRead(this.windows, window)].push(window);
    const next = waiting.map(() => 0);
    const rows = this.lengths.map((lengths) => lengths.map((length) => waiting[length][next[length]++]));
    return new Random(this.seed, `rows of epoch ${epoch}`).shuffle(rows);
  }
}
