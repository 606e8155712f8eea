/** Rows that stand under a line of their own with what they all share: the Netflix Prize has a film's ratings under `1:`. */
import { DelimitedReader } from './delimited.ts';
import type { Limits } from '../limits.ts';
import { trimEnd } from '../values/number.ts';
import { emptyRow, type OnRow, type Row } from '../rows/rows.ts';
import type { DelimitedFormat } from '../types.ts';

const COLON = 0x3a;

/** The field of the line above, without its colon, before the fields of each row. */
class UnderItems {
  private above = new Uint8Array(0);
  private readonly row: Row;
  private readonly onRow: OnRow;

  constructor(limits: Limits, onRow: OnRow) {
    this.row = emptyRow(limits.columns + 1);
    this.onRow = onRow;
  }

  readonly take = (row: Row): boolean => {
    const end = trimEnd(row.bytes, row.starts[0], row.ends[0]);
    if (row.count === 1 && end - row.starts[0] > 1 && row.bytes[end - 1] === COLON) {
      this.above = row.bytes.slice(row.starts[0], end - 1);
      return true;
    }
    return this.onRow(this.below(row));
  };

  private below(row: Row): Row {
    const { above, row: below } = this;
    const from = row.starts[0];
    const length = row.ends[row.count - 1] - from;
    const shift = above.length - from;
    if (below.bytes.length < above.length + length) below.bytes = new Uint8Array(2 * (above.length + length));
    const { bytes } = below;
    bytes.set(above);
    for (let i = 0; i < length; i++) bytes[above.length + i] = row.bytes[from + i];
    below.starts[0] = 0;
    below.ends[0] = above.length;
    for (let field = 0; field < row.count; field++) {
      below.starts[field + 1] = row.starts[field] + shift;
      below.ends[field + 1] = row.ends[field] + shift;
    }
    below.count = row.count + 1;
    below.number = row.number;
    below.strayQuotes = row.strayQuotes;
    return below;
  }
}

/** A reader of delimited text, whatever its lines are. */
export function delimitedReader(name: string, format: DelimitedFormat, limits: Limits, onRow: OnRow): DelimitedReader {
  const take = format.lines === 'rows under items' ? new UnderItems(limits, onRow).take : onRow;
  return new DelimitedReader(name, format, limits, take);
}
