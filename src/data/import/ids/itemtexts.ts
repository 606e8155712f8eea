/** Titles and categories of items, from the interactions file or from an items file; the first one seen wins. */
import { strictUtf8 } from '../text/encoding.ts';
import { grouped } from '../limits.ts';
import { isMissing } from '../values/number.ts';
import { Pair } from './pairs.ts';
import { columnOf } from '../plan.ts';
import type { Problems, RowProblemKind } from '../rows/problems.ts';
import type { Row } from '../rows/rows.ts';
import { TextByCode } from './texts.ts';
import type { FilePlan } from '../types.ts';

interface TextColumn {
  readonly column: number;
  readonly texts: TextByCode;
  readonly conflict: RowProblemKind;
  /** The column that is shown after it; −1 for none. */
  readonly maker: number;
}

export class ItemTexts {
  readonly titles: TextByCode | null;
  readonly categories: TextByCode | null;
  private readonly columns: readonly TextColumn[];
  private readonly problems: Problems;
  private readonly pair = new Pair();

  /** Continues `before`, whose texts were seen first. */
  constructor(plan: FilePlan, problems: Problems, before: ItemTexts | null = null) {
    const title = columnOf(plan, 'title');
    const category = columnOf(plan, 'category');
    const maker = columnOf(plan, 'maker');
    this.problems = problems;
    this.titles = before?.titles ?? (title >= 0 ? new TextByCode() : null);
    this.categories = before?.categories ?? (category >= 0 ? new TextByCode() : null);
    this.columns = [
      ...(this.titles && title >= 0
        ? [{ column: title, texts: this.titles, conflict: 'different title', maker } as const]
        : []),
      ...(this.categories && category >= 0
        ? [{ column: category, texts: this.categories, conflict: 'different category', maker: -1 } as const]
        : []),
    ];
  }

  /** Takes the texts of a row that names the item `code`. */
  offer(code: number, row: Row): void {
    for (const text of this.columns) {
      const { column, maker } = text;
      const start = row.starts[column];
      const end = row.ends[column];
      if (isMissing(row.bytes, start, end)) continue;
      if (maker < 0) this.offerText(code, row, text, row.bytes, start, end);
      else {
        this.pair.set(row, column, maker);
        this.offerText(code, row, text, this.pair.bytes, 0, this.pair.length);
      }
    }
  }

  /** Takes the texts that another collection has of `code`, where this one has none. */
  adopt(code: number, { titles, categories }: ItemTexts): void {
    if (titles !== null) this.titles?.adopt(code, titles);
    if (categories !== null) this.categories?.adopt(code, categories);
  }

  private offerText(
    code: number,
    row: Row,
    { column, texts, conflict }: TextColumn,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    const outcome = texts.offer(code, bytes, start, end);
    if (outcome === 'different') this.problems.add(conflict, row, column);
    const broken = outcome === 'new' && strictUtf8(bytes.subarray(start, end)) === null;
    if (broken) this.problems.add('not UTF-8', row, column);
  }
}

/** How many items have a title. */
export function coverageNotes(titles: readonly string[] | null): readonly string[] {
  if (titles === null) return ['There are no titles: items are shown by their ids.'];
  const titled = titles.filter((title) => title !== '').length;
  const percent = titles.length === 0 ? 100 : Math.floor((1000 * titled) / titles.length) / 10;
  const rest = titled < titles.length ? ' The others are shown by their ids.' : '';
  return [`${grouped(titled)} of ${grouped(titles.length)} items have a title (${percent} %).${rest}`];
}
