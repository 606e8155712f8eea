/** Blocks of a file of interactions: what `InteractionRows` does row by row, done by columns where nothing is to be said. */
import type { ByteDictionary } from './dictionary.ts';
import type { Gathered, InteractionRows } from './interactions.ts';
import { ABSENT, LaneCodes, LaneTimes, NEW } from './lanes.ts';
import type { Limits } from './limits.ts';
import { columnOf } from './plan.ts';
import type { Block, Lane } from './table_kind.ts';
import type { FilePlan, Keep } from './types.ts';

const LOOKED_AT = ['clock', 'value', 'event', 'title', 'category'] as const;

/** Whether a row can be taken without what stands in its other columns. */
export function goesByColumns(plan: FilePlan, keep: Keep): boolean {
  const decides = {
    clock: true,
    title: true,
    category: true,
    value: keep.minimumValue !== null,
    event: keep.events !== null,
  };
  return !LOOKED_AT.some((role) => decides[role] && columnOf(plan, role) >= 0);
}

function laneOf({ lanes }: Block, column: number): Lane {
  const lane = lanes[column];
  if (lane === null) throw new Error('import: a column that is used was not read');
  return lane;
}

export class InteractionBlocks {
  private readonly users = new LaneCodes();
  private readonly items = new LaneCodes();
  private readonly times: LaneTimes | null;
  private readonly rows: InteractionRows;
  private readonly into: Gathered;
  private readonly fieldBytes: number;

  constructor(rows: InteractionRows, limits: Limits, into: Gathered) {
    this.rows = rows;
    this.into = into;
    this.fieldBytes = limits.fieldBytes;
    const { timeForm, parseTime } = rows;
    this.times = timeForm && parseTime && new LaneTimes(timeForm, parseTime);
  }

  /** Takes the rows of a block. Throws ImportError beyond a limit. */
  readonly take = (block: Block): void => {
    const { users, items, times, rows } = this;
    const alone = rows.userColumn < 0;
    if (!alone) users.begin(laneOf(block, rows.userColumn));
    items.begin(laneOf(block, rows.itemColumn));
    times?.begin(laneOf(block, rows.timeColumn));
    for (let r = 0; r < block.rows; r++) {
      const time = times === null ? 0 : times.of(r);
      const user = alone ? NEW : users.seen(r);
      const item = items.seen(r);
      const odd = user === ABSENT || item === ABSENT || Number.isNaN(time);
      if (odd || this.isLong(user, users) || this.isLong(item, items)) {
        rows.takeTyped(block.row(r), times === null ? NaN : time);
        continue;
      }
      this.append(block, r, user, item);
      if (times !== null) this.into.time.push(time);
    }
    rows.checkLimits();
  };

  /** An id of which `take` complains. */
  private isLong(code: number, { bytes }: LaneCodes): boolean {
    return code === NEW && bytes > this.fieldBytes;
  }

  private append(block: Block, r: number, user: number, item: number): void {
    const { rows, into } = this;
    into.item.push(item === NEW ? this.code(this.items, into.items, block, r, rows.itemColumn) : item);
    if (rows.userColumn < 0) into.user.push(rows.onePerson());
    else into.user.push(user === NEW ? this.code(this.users, into.users, block, r, rows.userColumn) : user);
    rows.rows++;
    rows.used++;
  }

  private code(lane: LaneCodes, dictionary: ByteDictionary, block: Block, r: number, column: number): number {
    const { repaired } = dictionary;
    const code = lane.code(r, dictionary);
    if (dictionary.repaired > repaired) this.rows.problems.add('not UTF-8', block.row(r), column);
    return code;
  }
}
