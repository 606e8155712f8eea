/** Rows of a sheet as rows of bytes, the same for every kind of file. */
import { ImportError } from '../../../core/errors.ts';
import { size, type Limits } from '../limits.ts';
import { checkRowBytes, emptyRow, type OnRow, type Row } from '../rows/rows.ts';
import type { Cell, SheetRow } from './cells.ts';
import type { SharedStrings } from './strings.ts';

const encoder = new TextEncoder();

export interface Place {
  readonly name: string;
  readonly firstColumn: number;
  readonly columns: number;
}

/** Writes the columns of a table into one row, again and again. */
export class RowWriter {
  readonly row: Row;
  /** Cells with a value beside the table. */
  beside = 0;
  private bytes = new Uint8Array(4096);
  private used = 0;
  private readonly place: Place;
  private readonly strings: SharedStrings;
  private readonly limits: Limits;
  private readonly onRow: OnRow;

  constructor(place: Place, strings: SharedStrings, limits: Limits, onRow: OnRow) {
    this.place = place;
    this.strings = strings;
    this.limits = limits;
    this.onRow = onRow;
    this.row = emptyRow(place.columns);
  }

  /** Whether reading goes on. A row with values beside the table only is no row of it. */
  take({ number, cells }: SheetRow): boolean {
    const { row, place } = this;
    row.number = number;
    this.used = 0;
    let within = 0;
    for (let i = 0; i < place.columns; i++) {
      const cell = cells.get(place.firstColumn + i);
      row.starts[i] = this.used;
      if (cell !== undefined) {
        this.write(cell, i);
        within++;
      }
      row.ends[i] = this.used;
    }
    this.beside += cells.size - within;
    if (this.used === 0) return true;
    checkRowBytes(place.name, number, this.used, this.limits);
    row.bytes = this.bytes;
    row.count = place.columns;
    return this.onRow(row);
  }

  private write(cell: Cell, field: number): void {
    const start = this.used;
    if (typeof cell === 'string') {
      this.reserve(3 * cell.length);
      this.used += encoder.encodeInto(cell, this.bytes.subarray(start)).written;
    } else {
      this.copy(cell);
    }
    const bytes = this.used - start;
    if (bytes > this.limits.fieldBytes) {
      throw new ImportError(
        `${this.place.name}, row ${this.row.number}, column ${field + 1}: longer than ${size(this.limits.fieldBytes)}, the limit; ` +
          'choose a table without such texts',
      );
    }
  }

  private copy(index: number): void {
    const { strings, place, row } = this;
    if (!(index < strings.count)) {
      throw new ImportError(
        `${place.name}, row ${row.number}: the workbook has no text ${index}; open it in a spreadsheet program and save it again`,
      );
    }
    const [from, to] = [strings.startOf(index), strings.endOf(index)];
    this.reserve(to - from);
    this.bytes.set(strings.bytes.subarray(from, to), this.used);
    this.used += to - from;
  }

  private reserve(more: number): void {
    if (this.used + more <= this.bytes.length) return;
    const wider = new Uint8Array(2 * (this.used + more));
    wider.set(this.bytes.subarray(0, this.used));
    this.bytes = wider;
  }
}
