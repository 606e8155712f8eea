/** Titles and categories of items, from the interactions file or from an items file; the first one seen wins. */
import { strictUtf8 } from './encoding.ts';
import { isMissing } from './number.ts';
import { columnOf } from './plan.ts';
import type { Problems } from './problems.ts';
import type { Row } from './rows.ts';
import { TextByCode } from './texts.ts';
import type { FilePlan, ProblemKind } from './types.ts';

interface TextColumn {
  readonly column: number;
  readonly texts: TextByCode;
  readonly conflict: ProblemKind;
}

export class ItemTexts {
  readonly titles: TextByCode | null;
  readonly categories: TextByCode | null;
  private readonly columns: readonly TextColumn[];
  private readonly problems: Problems;

  /** Continues `before`, whose texts were seen first. */
  constructor(plan: FilePlan, problems: Problems, before: ItemTexts | null = null) {
    const title = columnOf(plan, 'title');
    const category = columnOf(plan, 'category');
    this.problems = problems;
    this.titles = before?.titles ?? (title >= 0 ? new TextByCode() : null);
    this.categories = before?.categories ?? (category >= 0 ? new TextByCode() : null);
    this.columns = [
      ...(this.titles && title >= 0
        ? [{ column: title, texts: this.titles, conflict: 'different title' } as const]
        : []),
      ...(this.categories && category >= 0
        ? [{ column: category, texts: this.categories, conflict: 'different category' } as const]
        : []),
    ];
  }

  /** Takes the texts of a row that names the item `code`. */
  offer(code: number, row: Row): void {
    for (const { column, texts, conflict } of this.columns) {
      const start = row.starts[column];
      const end = row.ends[column];
      if (isMissing(row.bytes, start, end)) continue;
      const outcome = texts.offer(code, row.bytes, start, end);
      if (outcome === 'different') this.problems.add(conflict, row, column);
      const broken = outcome === 'new' && strictUtf8(row.bytes.subarray(start, end)) === null;
      if (broken) this.problems.add('not UTF-8', row, column);
    }
  }
}
