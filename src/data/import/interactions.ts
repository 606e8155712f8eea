/** Rows of the interactions file to coded columns: checks each row, then gives its ids codes in order of appearance. */
import { ImportError } from '../../core/errors.ts';
import { ByteDictionary } from './dictionary.ts';
import { fieldText } from './encoding.ts';
import { Growing } from './growing.ts';
import { grouped, type Limits } from './limits.ts';
import { isMissing, parseNumber } from './number.ts';
import { columnOf } from './plan.ts';
import { Problems } from './problems.ts';
import type { Row } from './rows.ts';
import { ItemTexts } from './itemtexts.ts';
import { timeParser, type TimeParser } from './time.ts';
import type { FilePlan, Keep, TimeForm } from './types.ts';

/** Whose history it is where no column says who; its sessions are then called "session · 1" and so on. */
const ONE_PERSON = new TextEncoder().encode('session');

export class InteractionRows {
  readonly users = new ByteDictionary();
  readonly items = new ByteDictionary();
  readonly texts: ItemTexts;
  readonly problems: Problems;
  readonly user = new Growing<Uint32Array<ArrayBuffer>>((length) => new Uint32Array(length));
  readonly item = new Growing<Uint32Array<ArrayBuffer>>((length) => new Uint32Array(length));
  readonly time = new Growing<Float64Array<ArrayBuffer>>((length) => new Float64Array(length));
  /** Form of the time column; null where there is none. */
  readonly timeForm: TimeForm | null;
  /** Data rows, used or not. */
  rows = 0;
  private readonly plan: FilePlan;
  private readonly keep: Keep;
  private readonly limits: Limits;
  private readonly width: number;
  private readonly userColumn: number;
  private readonly itemColumn: number;
  private readonly timeColumn: number;
  private readonly valueColumn: number;
  private readonly eventColumn: number;
  private readonly decimal: '.' | ',';
  private readonly parseTime: TimeParser | null;

  constructor(plan: FilePlan, keep: Keep, limits: Limits) {
    this.plan = plan;
    this.keep = keep;
    this.limits = limits;
    this.width = plan.columns.length;
    this.problems = new Problems(
      plan.name,
      plan.columns.map(({ name }) => name),
    );
    this.texts = new ItemTexts(plan, this.problems);
    const user = columnOf(plan, 'user');
    this.userColumn = user >= 0 ? user : columnOf(plan, 'session');
    this.itemColumn = columnOf(plan, 'item');
    this.timeColumn = columnOf(plan, 'time');
    this.valueColumn = columnOf(plan, 'value');
    this.eventColumn = columnOf(plan, 'event');
    this.decimal = plan.format?.kind === 'delimited' ? plan.format.decimal : '.';
    this.timeForm = timeFormOf(plan, this.timeColumn);
    this.parseTime = this.timeForm && timeParser(this.timeForm);
  }

  /** Makes room where about so many rows are expected. */
  expect(rows: number): void {
    const count = Math.min(rows, this.limits.interactions);
    this.user.reserve(count);
    this.item.reserve(count);
    if (this.parseTime) this.time.reserve(count);
  }

  /** Takes one row; always true, since reading goes on. */
  take(row: Row): boolean {
    this.rows++;
    const { problems } = this;
    if (row.count !== this.width) {
      problems.add(this.plan.format?.kind === 'delimited' ? 'wrong number of fields' : 'not a JSON object', row, -1);
      return true;
    }
    if (row.strayQuotes > 0) problems.add('stray quote', row, -1);
    if (this.userColumn >= 0 && this.absent(row, this.userColumn)) problems.add('missing user', row, this.userColumn);
    else if (this.absent(row, this.itemColumn)) problems.add('missing item', row, this.itemColumn);
    else {
      const time = this.timeOf(row);
      if (!Number.isNaN(time) && this.isKept(row)) this.append(row, time);
    }
    return true;
  }

  private absent(row: Row, column: number): boolean {
    return isMissing(row.bytes, row.starts[column], row.ends[column]);
  }

  /** The row's time, 0 where the file has none, NaN where the row is rejected for it. */
  private timeOf(row: Row): number {
    if (!this.parseTime) return 0;
    const column = this.timeColumn;
    const time = this.parseTime(row.bytes, row.starts[column], row.ends[column]);
    if (Number.isNaN(time))
      this.problems.add(this.absent(row, column) ? 'missing time' : 'unreadable time', row, column);
    return time;
  }

  private isKept(row: Row): boolean {
    const kept = this.hasKeptEvent(row) && this.hasKeptValue(row);
    if (!kept) this.problems.add('filtered', row, -1);
    return kept;
  }

  private hasKeptEvent(row: Row): boolean {
    const { eventColumn: column, keep } = this;
    if (keep.events === null || column < 0) return true;
    return keep.events.includes(fieldText(row.bytes.subarray(row.starts[column], row.ends[column])));
  }

  /** An empty value is missing, not 0, and stays. Values are read only where they decide. */
  private hasKeptValue(row: Row): boolean {
    const { valueColumn: column, keep } = this;
    if (keep.minimumValue === null || column < 0 || this.absent(row, column)) return true;
    const value = parseNumber(row.bytes, row.starts[column], row.ends[column], this.decimal);
    if (Number.isNaN(value)) this.problems.add('unreadable value', row, column);
    return !(value < keep.minimumValue);
  }

  private append(row: Row, time: number): void {
    const { limits } = this;
    const item = this.codeOf(this.items, row, this.itemColumn);
    this.user.push(this.userColumn < 0 ? this.onePerson() : this.codeOf(this.users, row, this.userColumn));
    this.item.push(item);
    if (this.parseTime) this.time.push(time);
    this.texts.offer(item, row);
    if (this.user.length > limits.interactions) throw this.tooMany('interactions', limits.interactions);
    if (this.users.size > limits.ids) throw this.tooMany('users', limits.ids);
    if (this.items.size > limits.ids) throw this.tooMany('items', limits.ids);
  }

  private onePerson(): number {
    return this.users.code(ONE_PERSON, 0, ONE_PERSON.length);
  }

  private codeOf(dictionary: ByteDictionary, row: Row, column: number): number {
    const repaired = dictionary.repaired;
    const code = dictionary.code(row.bytes, row.starts[column], row.ends[column]);
    if (dictionary.repaired > repaired) this.problems.add('not UTF-8', row, column);
    return code;
  }

  private tooMany(what: string, limit: number): ImportError {
    return new ImportError(
      `${this.plan.name}: more than ${grouped(limit)} ${what}, the limit; choose a smaller part of the file`,
    );
  }
}

function timeFormOf(plan: FilePlan, column: number): TimeForm | null {
  if (column < 0) return null;
  const { name, time, samples } = plan.columns[column];
  if (time !== null) return time;
  throw new ImportError(
    `${plan.name}, column "${name}": "${samples[0] ?? ''}" is no time that can be read; choose another column for the time, or none`,
  );
}
