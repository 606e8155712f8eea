/** Rows of the items file: texts for the items that occur in the interactions; the others are counted and let go. */
import type { ByteDictionary } from './dictionary.ts';
import { ItemTexts } from './itemtexts.ts';
import { isMissing } from './number.ts';
import { columnOf } from './plan.ts';
import { Problems, tornKind } from './problems.ts';
import type { Row } from './rows.ts';
import type { FilePlan } from './types.ts';

export class ItemRows {
  readonly problems: Problems;
  readonly texts: ItemTexts;
  rows = 0;
  /** Rows whose item has no interaction. */
  unused = 0;
  private readonly plan: FilePlan;
  private readonly items: ByteDictionary;
  private readonly itemColumn: number;

  constructor(plan: FilePlan, items: ByteDictionary, before: ItemTexts | null) {
    this.plan = plan;
    this.items = items;
    this.itemColumn = columnOf(plan, 'item');
    this.problems = new Problems(
      plan.name,
      plan.columns.map(({ name }) => name),
    );
    this.texts = new ItemTexts(plan, this.problems, before);
  }

  /** Takes one row; always true, since reading goes on. */
  readonly take = (row: Row): boolean => {
    this.rows++;
    const column = this.itemColumn;
    if (row.count !== this.plan.columns.length) {
      this.problems.add(tornKind(this.plan.format, row), row, -1);
    } else if (isMissing(row.bytes, row.starts[column], row.ends[column])) {
      this.problems.add('missing item', row, column);
    } else {
      if (row.strayQuotes > 0) this.problems.add('stray quote', row, -1);
      const item = this.items.find(row.bytes, row.starts[column], row.ends[column]);
      if (item < 0) this.unused++;
      else this.texts.offer(item, row);
    }
    return true;
  };
}
