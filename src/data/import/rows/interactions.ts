/** Rows of the files of interactions to coded columns: checks each row, then gives its ids codes in order of appearance. */
import { ImportError } from '../../../core/errors.ts';
import { UNKNOWN_KIND } from '../../../core/history.ts';
import { parseClock, type ClockForm } from '../values/clock.ts';
import type { ByteDictionary } from '../ids/dictionary.ts';
import { fieldText } from '../text/encoding.ts';
import type { Gathered } from './gathered.ts';
import { grouped, type Limits } from '../limits.ts';
import { isMissing } from '../values/number.ts';
import { Pair } from '../ids/pairs.ts';
import { columnOf } from '../plan.ts';
import { Problems, tornKind, type RowProblemKind } from './problems.ts';
import type { Row } from './rows.ts';
import { UNREADABLE, valueReader } from './values.ts';
import { ItemTexts } from '../ids/itemtexts.ts';
import { timeFault, timeParser, type TimeParser } from '../values/time.ts';
import type { FilePlan, ImportPlan, Keep, TimeForm } from '../types.ts';

const DAY = 86_400;
/** Whose history it is where no column says who; its sessions are then called "session · 1" and so on. */
const ONE_PERSON = new TextEncoder().encode('session');

/** What the plan says about rows of every file. */
type Choices = Pick<ImportPlan, 'keep' | 'blankItems'>;

/** The rows of one file. */
export class InteractionRows {
  readonly problems: Problems;
  /** Form of the time column; null where there is none. */
  readonly timeForm: TimeForm | null;
  /** Data rows, used or not. */
  rows = 0;
  /** Rows that became interactions. */
  used = 0;
  /** The kind of event of the row, or of the order it belongs to, and the user of the row before; kept where kinds decide. */
  private kind = '';
  private userBefore = '';
  /** Rows without an item that have a title and lack nothing else, left out or not. */
  titledBlanks = 0;
  private readonly into: Gathered;
  private readonly texts: ItemTexts;
  private readonly plan: FilePlan;
  private readonly keep: Keep;
  private readonly blankItems: ImportPlan['blankItems'];
  private readonly limits: Limits;
  private readonly width: number;
  /** The column of the user or the session, −1 where there is none. */
  readonly userColumn: number;
  readonly itemColumn: number;
  private readonly titleColumn: number;
  private readonly makerColumn: number;
  /** −1 where there is none. */
  readonly timeColumn: number;
  /** −1 where there is none. */
  readonly valueColumn: number;
  /** −1 where there is none. */
  readonly eventColumn: number;
  readonly readValue: ReturnType<typeof valueReader>;
  readonly parseTime: TimeParser | null;
  private readonly clockColumn: number;
  private readonly clockForm: ClockForm | null;
  private readonly pair = new Pair();
  /** Whether the row at hand is of a list beside which another column has the value to predict. */
  private isContext = false;
  /** The time of the row at hand where its column says it by its type. */
  private typedTime = NaN;

  constructor(plan: FilePlan, { keep, blankItems }: Choices, limits: Limits, into: Gathered) {
    this.into = into;
    this.plan = plan;
    this.keep = keep;
    this.blankItems = blankItems;
    this.limits = limits;
    this.width = plan.columns.length;
    this.problems = new Problems(
      plan.name,
      plan.columns.map(({ name }) => name),
    );
    this.texts = into.texts = new ItemTexts(plan, this.problems, into.texts);
    const user = columnOf(plan, 'user');
    this.userColumn = user >= 0 ? user : columnOf(plan, 'session');
    this.itemColumn = columnOf(plan, 'item');
    this.titleColumn = columnOf(plan, 'title');
    this.makerColumn = columnOf(plan, 'maker');
    this.timeColumn = columnOf(plan, 'time');
    this.valueColumn = columnOf(plan, 'value');
    this.eventColumn = columnOf(plan, 'event');
    if (this.eventColumn >= 0) into.events.pass(into.user.length);
    if (this.valueColumn >= 0) into.values.pass(into.user.length);
    this.readValue = valueReader(plan.columns[this.valueColumn]?.numbers ?? { decimal: '.' });
    this.timeForm = timeFormOf(plan, this.timeColumn);
    this.parseTime = this.timeForm && timeParser(this.timeForm);
    this.clockColumn = this.timeColumn < 0 ? -1 : columnOf(plan, 'clock');
    this.clockForm = plan.columns[this.clockColumn]?.clock ?? null;
  }

  /** Makes room where about so many rows are expected. */
  readonly expect = (rows: number): void => {
    const { user, item, time, values } = this.into;
    const count = Math.min(user.length + rows, this.limits.interactions);
    user.reserve(count);
    item.reserve(count);
    if (this.parseTime) time.reserve(count);
    if (this.valueColumn >= 0) values.reserve(count);
  };

  /** Takes one row; always true, since reading goes on. */
  readonly take = (row: Row): boolean => {
    this.rows++;
    const { problems } = this;
    if (row.count !== this.width) {
      problems.add(tornKind(this.plan.format, row), row, -1);
      return true;
    }
    if (row.strayQuotes > 0) problems.add('stray quote', row, -1);
    this.noteKind(row);
    if (this.userColumn >= 0 && this.absent(row, this.userColumn)) problems.add('missing user', row, this.userColumn);
    else if (this.absent(row, this.itemColumn) && !this.isNamedByTitle(row))
      problems.add('missing item', row, this.itemColumn);
    else if (this.isKept(row)) {
      const time = this.timeOf(row);
      if (!Number.isNaN(time)) this.append(row, time);
    }
    return true;
  };

  /** `take` for a row whose time need not be read; NaN where it must. */
  takeTyped(row: Row, time: number): void {
    this.typedTime = time;
    this.take(row);
    this.typedTime = NaN;
  }

  /** `take` for an event of a list beside which another column has the value to predict. */
  readonly takeContext = (row: Row): boolean => {
    this.isContext = this.plan.part === 'validation' || this.plan.part === 'test';
    this.take(row);
    this.isContext = false;
    return true;
  };

  /** Whether a row without an item is one of its title; counts those that could be. */
  private isNamedByTitle(row: Row): boolean {
    const { titleColumn, timeColumn } = this;
    if (titleColumn < 0 || this.absent(row, titleColumn)) return false;
    const lacksTime = Number.isNaN(this.parseTime?.(row.bytes, row.starts[timeColumn], row.ends[timeColumn]));
    if (!lacksTime && this.hasKeptEvent()) this.titledBlanks++;
    return this.blankItems === 'title';
  }

  private absent(row: Row, column: number): boolean {
    return isMissing(row.bytes, row.starts[column], row.ends[column]);
  }

  /** The row's time, 0 where the file has none, NaN where the row is rejected for it. */
  private timeOf(row: Row): number {
    if (!this.parseTime) return 0;
    if (!Number.isNaN(this.typedTime)) return this.typedTime;
    const column = this.timeColumn;
    const time = this.parseTime(row.bytes, row.starts[column], row.ends[column]);
    if (Number.isNaN(time)) this.problems.add(this.faultOf(row), row, column);
    return this.clockColumn < 0 || Number.isNaN(time) ? time : this.atClock(row, time);
  }

  /** Why the row has no time. */
  private faultOf(row: Row): RowProblemKind {
    const { timeColumn: column, timeForm } = this;
    if (this.absent(row, column) || timeForm === null) return 'missing time';
    const fault = timeFault(textAt(row, column), timeForm);
    return fault === 'out of range' ? 'time out of range' : 'unreadable time';
  }

  /** The time of a day's event; where the clock says nothing, the beginning of the day. */
  private atClock(row: Row, day: number): number {
    const { clockColumn: column, clockForm, timeForm } = this;
    if (clockForm === null || this.absent(row, column)) return day;
    const clock = parseClock(textAt(row, column), clockForm);
    if (Number.isNaN(clock)) this.problems.add('unreadable time', row, column);
    return (timeForm?.kind === 'order' ? day * DAY : day) + clock;
  }

  private isKept(row: Row): boolean {
    const kept = this.hasKeptEvent() && this.hasKeptValue(row);
    if (!kept) this.problems.add('filtered', row, -1);
    return kept;
  }

  private hasKeptEvent(): boolean {
    return this.keep.events?.includes(this.kind) ?? true;
  }

  /** Notes the kind of event of a row. Orders of several lines state it in the first one, and name the buyer in each. */
  private noteKind(row: Row): void {
    const { eventColumn, userColumn, keep } = this;
    if (keep.events === null || eventColumn < 0) return;
    const [kind, user] = [textAt(row, eventColumn), userColumn < 0 ? '' : textAt(row, userColumn)];
    if (kind !== '' || keep.events.includes('') || user !== this.userBefore) this.kind = kind;
    this.userBefore = user;
  }

  /** An empty value is missing, not 0, and stays. That one is no number is a problem only where values decide. */
  private hasKeptValue(row: Row): boolean {
    const { valueColumn: column, keep } = this;
    if (keep.minimumValue === null || column < 0) return true;
    const value = this.valueOf(row);
    if (value === UNREADABLE) this.problems.add('unreadable value', row, column);
    return !(value < keep.minimumValue);
  }

  private valueOf(row: Row): number {
    const { valueColumn: column } = this;
    return this.readValue(row.bytes, row.starts[column], row.ends[column]);
  }

  private append(row: Row, time: number): void {
    const { into } = this;
    const item = this.itemOf(row);
    if (this.isContext) into.noteContext();
    into.user.push(this.userColumn < 0 ? this.onePerson() : this.codeOf(into.users, row, this.userColumn));
    into.item.push(item);
    if (this.parseTime) into.time.push(time);
    if (this.eventColumn >= 0) into.events.push(this.eventOf(row));
    if (this.valueColumn >= 0) into.values.push(this.valueOf(row));
    this.texts.offer(item, row);
    this.used++;
    this.checkLimits();
  }

  /** The word for the kind of event; where the row says nothing, that of the order it belongs to, if kinds decide. */
  private eventOf(row: Row): number {
    const { eventColumn: column, into, kind } = this;
    if (!this.absent(row, column)) return into.events.of(row.bytes, row.starts[column], row.ends[column]);
    if (kind === '') return UNKNOWN_KIND;
    const bytes = new TextEncoder().encode(kind);
    return into.events.of(bytes, 0, bytes.length);
  }

  /** Throws ImportError where there are more interactions, users or items than the limit. */
  checkLimits(): void {
    const { limits, into } = this;
    if (into.user.length > limits.interactions) throw this.tooMany('interactions', limits.interactions);
    if (into.users.size > limits.ids) throw this.tooMany('users', limits.ids);
    if (into.items.size > limits.ids) throw this.tooMany('items', limits.ids);
  }

  onePerson(): number {
    return this.into.users.code(ONE_PERSON, 0, ONE_PERSON.length);
  }

  /**
   * A title that stands for the item is one only beside its maker. A title in the place of a blank id is the item of that
   * id where one is written so.
   */
  private itemOf(row: Row): number {
    const { itemColumn, titleColumn, makerColumn } = this;
    const { items } = this.into;
    const blank = this.blankItems === 'title' && this.absent(row, itemColumn);
    const column = blank ? titleColumn : itemColumn;
    if (makerColumn < 0 || (titleColumn >= 0 && !blank)) return this.codeOf(items, row, column);
    this.pair.set(row, column, makerColumn);
    return this.codeOf(items, row, column, this.pair.bytes, 0, this.pair.length);
  }

  private codeOf(
    dictionary: ByteDictionary,
    row: Row,
    column: number,
    bytes = row.bytes,
    start = row.starts[column],
    end = row.ends[column],
  ): number {
    const repaired = dictionary.repaired;
    const code = dictionary.code(bytes, start, end);
    if (dictionary.repaired > repaired) this.problems.add('not UTF-8', row, column);
    return code;
  }

  private tooMany(what: string, limit: number): ImportError {
    return new ImportError(
      `${this.plan.name}: more than ${grouped(limit)} ${what}, the limit; choose a smaller part of the file`,
    );
  }
}

const textAt = (row: Row, column: number): string =>
  fieldText(row.bytes.subarray(row.starts[column], row.ends[column]));

function timeFormOf(plan: FilePlan, column: number): TimeForm | null {
  if (column < 0) return null;
  const { name, time, samples } = plan.columns[column];
  if (time !== null) return time;
  throw new ImportError(
    `${plan.name}, column "${name}": "${samples[0] ?? ''}" is no time that can be read; choose another column for the time, or none`,
  );
}
