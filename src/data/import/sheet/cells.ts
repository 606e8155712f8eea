/** The rows of a sheet, from its XML: cells with a value, each as text or as the number of a shared string. */
import { ImportError } from '../../../core/errors.ts';
import type { Merged } from './merged.ts';
import { columnOfCell, MOST_COLUMNS, MOST_ROWS } from './reference.ts';
import { PLAIN, type Shown } from './shown.ts';
import { isoText, lostDigits, plainText, valueText } from './value.ts';
import type { Workbook } from './workbook.ts';
import type { Attributes, XmlEvents } from './xml.ts';

/** A text, or the index of a shared string. */
export type Cell = string | number;

/** Valid during the call that hands it over. */
export interface SheetRow {
  /** As the program shows it, from 1. */
  number: number;
  hidden: boolean;
  /** Columns with a value, from 0, and their cells; in no order, at most one each. */
  readonly cells: Map<number, Cell>;
}

interface Kept {
  readonly column: number;
  readonly lastRow: number;
  readonly cell: Cell;
}

/** Takes the events of a sheet's XML and calls `onRow` for each row with a value; false ends the rows. */
export class CellReader implements XmlEvents {
  readonly row: SheetRow = { number: 0, hidden: false, cells: new Map() };
  /** Cells that hold an error, like #N/A: they are blank. */
  errors = 0;
  /** Numbers of more than 15 digits that lost the others, and those that may have kept them. */
  lost = 0;
  long = 0;
  /** Whether `onRow` has ended the reading. */
  ended = false;
  private readonly where: string;
  private readonly workbook: Workbook;
  private readonly merged: Merged;
  private readonly onRow: (row: SheetRow) => boolean;
  private spanning: readonly Kept[] = [];
  private inRows = false;
  private column = -1;
  private type = 'n';
  private shown: Shown = PLAIN;
  private written = '';
  private wanted = false;
  private phonetic = false;

  constructor(where: string, workbook: Workbook, merged: Merged, onRow: (row: SheetRow) => boolean) {
    this.where = where;
    this.workbook = workbook;
    this.merged = merged;
    this.onRow = onRow;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'sheetData') this.inRows = true;
    if (!this.inRows) return;
    if (name === 'c') this.beginCell(attributes);
    else if (name === 'v') this.wanted = true;
    else if (name === 't') this.wanted = !this.phonetic;
    else if (name === 'row') this.beginRow(attributes);
    else if (name === 'rPh') this.phonetic = true;
  }

  text(value: string): void {
    if (this.wanted) this.written += value;
  }

  close(name: string): void {
    if (!this.inRows) return;
    if (name === 'v' || name === 't') this.wanted = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'sheetData') this.inRows = false;
  }

  private beginRow({ r, hidden }: Attributes): void {
    const { row } = this;
    row.number = r === undefined ? row.number + 1 : Number(r);
    if (!(row.number >= 1 && row.number <= MOST_ROWS)) {
      throw new ImportError(`${this.where}: a sheet has no row ${r ?? row.number}; get the file again`);
    }
    row.hidden = hidden === '1' || hidden === 'true';
    row.cells.clear();
    this.column = -1;
  }

  private beginCell({ r, t = 'n', s }: Attributes): void {
    this.column = r === undefined ? this.column + 1 : columnOfCell(r);
    if (this.column < 0 || this.column >= MOST_COLUMNS) {
      throw new ImportError(`${this.where}: a sheet has no cell ${r ?? 'so far right'}; get the file again`);
    }
    this.type = t;
    this.shown = s === undefined ? PLAIN : (this.workbook.styles[Number(s)] ?? PLAIN);
    this.written = '';
  }

  private endCell(): void {
    const cell = this.cell();
    if (cell !== '') this.row.cells.set(this.column, cell);
  }

  private cell(): Cell {
    const { type, written: text } = this;
    if (text === '') return '';
    if (type === 'n') return this.number(text);
    if (type === 's') return this.shared(text);
    if (type === 'b') return text.trim() === '1' || text.trim() === 'true' ? 'TRUE' : 'FALSE';
    if (type === 'd') return isoText(text);
    if (type !== 'e') return plainText(text);
    this.errors++;
    return '';
  }

  private shared(text: string): number {
    const index = Number(text);
    if (Number.isInteger(index) && index >= 0) return index;
    throw new ImportError(`${this.where}, row ${this.row.number}: a workbook has no text ${text}; get the file again`);
  }

  private number(text: string): string {
    const { shown } = this;
    if (text.length > 15 && !shown.date && !shown.clock) {
      const lost = lostDigits(text);
      if (lost === 'yes') this.lost++;
      if (lost !== 'no') this.long++;
    }
    return valueText(text, shown, this.workbook.since1904);
  }

  private endRow(): void {
    const { row } = this;
    if (row.cells.size === 0) return;
    if (this.merged.size > 0) this.fillMerged();
    if (!this.ended) this.ended = !this.onRow(row);
  }

  /** Gives the row what is merged into it from rows above, and keeps what it hands down. */
  private fillMerged(): void {
    const { cells, number } = this.row;
    this.spanning = this.spanning.filter(({ lastRow }) => lastRow >= number);
    for (const { column, cell } of this.spanning) if (!cells.has(column)) cells.set(column, cell);
    const begin = (this.merged.get(number) ?? []).flatMap(({ column, lastRow }) => {
      const cell = cells.get(column);
      return cell === undefined ? [] : [{ column, lastRow, cell }];
    });
    if (begin.length > 0) this.spanning = [...this.spanning, ...begin];
  }
}
