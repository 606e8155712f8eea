/** Blocks of a file of interactions: what `InteractionRows` does row by row, done by columns where nothing is to be said. */
import type { ByteDictionary } from '../ids/dictionary.ts';
import type { Gathered } from './gathered.ts';
import type { InteractionRows } from './interactions.ts';
import { ABSENT, LaneCodes, LaneTimes, NEW } from './lanes.ts';
import type { Limits } from '../limits.ts';
import type { Block, Lane } from '../table_kind.ts';
import type { FilePlan, Keep } from '../types.ts';
import { LaneValues } from './values.ts';

/** Whether a row can be taken by what stands in the columns of who, what and when alone. */
export function goesByColumns(plan: FilePlan, keep: Keep): boolean {
  return plan.columns.every(({ role, list }) => {
    if (role === 'ignore') return true;
    if (list !== null) return false;
    if (role === 'value') return keep.minimumValue === null;
    if (role === 'event') return keep.events === null;
    return role === 'user' || role === 'session' || role === 'item' || role === 'time';
  });
}

function laneOf({ lanes }: Block, column: number): Lane {
  const lane = lanes[column];
  if (lane === null) throw new Error('import: a column that is used was not read');
  return lane;
}

/** Rows that are taken and not yet handed on, so that they go in one piece. */
class Pending {
  readonly users: Uint32Array<ArrayBuffer>;
  readonly items: Uint32Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
  readonly events: Uint8Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  count = 0;

  constructor(rows: number) {
    this.users = new Uint32Array(rows);
    this.items = new Uint32Array(rows);
    this.times = new Float64Array(rows);
    this.events = new Uint8Array(rows);
    this.values = new Float64Array(rows);
  }
}

export class InteractionBlocks {
  private readonly users = new LaneCodes();
  private readonly items = new LaneCodes();
  private readonly times: LaneTimes | null;
  private readonly events: LaneCodes | null;
  private readonly values: LaneValues | null;
  private readonly rows: InteractionRows;
  private readonly into: Gathered;
  private readonly fieldBytes: number;
  private pending = new Pending(0);

  constructor(rows: InteractionRows, limits: Limits, into: Gathered) {
    this.rows = rows;
    this.into = into;
    this.fieldBytes = limits.fieldBytes;
    const { timeForm, parseTime, eventColumn, valueColumn } = rows;
    this.events = eventColumn < 0 ? null : new LaneCodes();
    this.values = valueColumn < 0 ? null : new LaneValues(rows.readValue);
    this.times = timeForm && parseTime && new LaneTimes(timeForm, parseTime);
  }

  /** Takes the rows of a block. Throws ImportError beyond a limit. */
  readonly take = (block: Block): void => {
    const { users, items, times, rows } = this;
    const alone = rows.userColumn < 0;
    this.begin(block, alone);
    if (this.pending.users.length < block.rows) this.pending = new Pending(block.rows);
    const { pending } = this;
    for (let r = 0; r < block.rows; r++) {
      const time = times === null ? 0 : times.of(r);
      const user = alone ? NEW : users.seen(r);
      const item = items.seen(r);
      const odd = user === ABSENT || item === ABSENT || Number.isNaN(time);
      if (odd || this.isLong(user, users) || this.isLong(item, items)) {
        this.flush();
        rows.takeTyped(block.row(r), times === null ? NaN : time);
        continue;
      }
      const at = pending.count++;
      pending.items[at] = item === NEW ? this.newItem(block, r) : item;
      pending.users[at] = user === NEW ? this.newUser(block, r) : user;
      pending.times[at] = time;
      this.takeBeside(at, r);
    }
    this.flush();
    rows.checkLimits();
  };

  private begin(block: Block, alone: boolean): void {
    const { users, items, times, events, values, rows } = this;
    if (!alone) users.begin(laneOf(block, rows.userColumn));
    items.begin(laneOf(block, rows.itemColumn));
    times?.begin(laneOf(block, rows.timeColumn));
    events?.begin(laneOf(block, rows.eventColumn));
    values?.begin(laneOf(block, rows.valueColumn));
  }

  private takeBeside(at: number, r: number): void {
    if (this.events !== null) this.pending.events[at] = this.into.events.at(this.events, r);
    if (this.values !== null) this.pending.values[at] = this.values.of(r);
  }

  /** An id of which `take` of rows complains. */
  private isLong(code: number, lane: LaneCodes): boolean {
    return code === NEW && lane.bytes > this.fieldBytes;
  }

  private flush(): void {
    const { rows, into, pending } = this;
    const { count } = pending;
    into.user.append(pending.users.subarray(0, count));
    into.item.append(pending.items.subarray(0, count));
    if (this.times !== null) into.time.append(pending.times.subarray(0, count));
    if (this.events !== null) into.events.append(pending.events.subarray(0, count));
    if (this.values !== null) into.values.append(pending.values.subarray(0, count));
    rows.rows += count;
    rows.used += count;
    pending.count = 0;
  }

  private newItem(block: Block, r: number): number {
    return this.code(this.items, this.into.items, block, r, this.rows.itemColumn);
  }

  private newUser(block: Block, r: number): number {
    const { rows, into } = this;
    return rows.userColumn < 0 ? rows.onePerson() : this.code(this.users, into.users, block, r, rows.userColumn);
  }

  private code(lane: LaneCodes, dictionary: ByteDictionary, block: Block, r: number, column: number): number {
    const { repaired } = dictionary;
    const code = lane.code(r, dictionary);
    if (dictionary.repaired > repaired) this.rows.problems.add('not UTF-8', block.row(r), column);
    return code;
  }
}
