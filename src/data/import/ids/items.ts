/** Rows of the items file: texts for the items that occur in the interactions; the others are counted and let go. */
import { fieldText } from '../text/encoding.ts';
import { CodeSet, type ItemFinder } from './item_match.ts';
import { ItemTexts } from './itemtexts.ts';
import { grouped } from '../limits.ts';
import { isMissing } from '../values/number.ts';
import { Problems, tornKind } from '../rows/problems.ts';
import { differ, differences } from './spelling.ts';
import type { Row } from '../rows/rows.ts';
import { TextByCode } from './texts.ts';
import type { FilePlan, Problem, ProblemExample } from '../types.ts';

const EXAMPLES = 5;
/** Below this share of the rows, and of the items, the file is about other items. */
const HARDLY_ANY = 0.01;

/** Rows that name an item in another spelling: they count where no row names it exactly, and all spell it alike. */
class Respelled {
  readonly texts: ItemTexts;
  readonly ids = new TextByCode();
  private readonly rows: Uint32Array;
  private readonly several: CodeSet;

  constructor(plan: FilePlan, items: number) {
    this.texts = new ItemTexts(plan, problemsOf(plan));
    this.rows = new Uint32Array(items);
    this.several = new CodeSet(items);
  }

  take(code: number, row: Row, start: number, end: number): void {
    this.rows[code]++;
    if (this.ids.offer(code, row.bytes, start, end) === 'different') this.several.add(code);
    else this.texts.offer(code, row);
  }

  /** Gives the rows of each item, and whether they may be used. */
  forEach(visit: (code: number, rows: number, sure: boolean) => void): void {
    for (const [code, rows] of this.rows.entries()) if (rows > 0) visit(code, rows, !this.several.has(code));
  }
}

/** "with and without leading zeros (for example "0123" as "123")" */
const howWritten = (id: string, written: string): string =>
  `${differences(id, written)
    .map((spelling) => differ[spelling])
    .join(' and ')} (for example ${JSON.stringify(id)} as ${JSON.stringify(written)})`;

const problemsOf = (plan: FilePlan): Problems =>
  new Problems(
    plan.name,
    plan.columns.map(({ name }) => name),
  );

export class ItemRows {
  readonly problems: Problems;
  readonly texts: ItemTexts;
  rows = 0;
  /** Rows whose item has no interaction. */
  unused = 0;
  private readonly plan: FilePlan;
  private readonly finder: ItemFinder;
  private readonly column: number;
  private readonly found: CodeSet;
  private readonly unusedRows: ProblemExample[] = [];
  private respelled: Respelled | null = null;

  /** @param column the one that names the item */
  constructor(plan: FilePlan, column: number, finder: ItemFinder, before: ItemTexts | null) {
    this.plan = plan;
    this.column = column;
    this.finder = finder;
    this.found = new CodeSet(finder.items.size);
    this.problems = problemsOf(plan);
    this.texts = new ItemTexts(plan, this.problems, before);
  }

  /** Takes one row; always true, since reading goes on. */
  readonly take = (row: Row): boolean => {
    this.rows++;
    const { column, problems } = this;
    if (row.count !== this.plan.columns.length) {
      problems.add(tornKind(this.plan.format, row), row, -1);
    } else if (isMissing(row.bytes, row.starts[column], row.ends[column])) {
      problems.add('missing item', row, column);
    } else {
      if (row.strayQuotes > 0) problems.add('stray quote', row, -1);
      this.takeItem(row, row.starts[column], row.ends[column]);
    }
    return true;
  };

  /** The file has no more rows: uses those that name an item in another spelling. Returns what is to be said of them. */
  finish(): readonly string[] {
    const { respelled, finder, found } = this;
    let joined = 0;
    let how = '';
    respelled?.forEach((code, rows, sure) => {
      if (!sure || found.has(code)) this.unused += rows;
      else {
        this.texts.adopt(code, respelled.texts);
        found.add(code);
        if (joined++ === 0) how = howWritten(finder.items.strings[code], fieldText(respelled.ids.bytesOf(code)));
      }
    });
    this.respelled = null;
    if (joined === 0) return [];
    const items = joined === 1 ? '1 item' : `${grouped(joined)} items`;
    return [`${this.plan.name} writes ${items} in another way, ${how}: joined for their titles.`];
  }

  /** That the file is about other items, where hardly any row is about one of the interactions. */
  mismatch(): Problem | null {
    const { plan, rows: all, unused, finder, found, unusedRows } = this;
    const { name: file, columns } = plan;
    const rows = all - this.problems.rejected;
    const used = rows - unused;
    if (unusedRows.length === 0 || used >= HARDLY_ANY * rows || found.size >= HARDLY_ANY * finder.items.size)
      return null;
    const any = used === 0 ? 'None' : `Only ${grouped(used)}`;
    const [here, there] = [unusedRows[0].value, finder.items.strings[0]].map((id) => JSON.stringify(id));
    const sentence =
      `${any} of ${grouped(rows)} rows ${used === 1 ? 'names' : 'name'} an item of the interactions in column ` +
      `"${columns[this.column].name}" (for example ${here}; there it is ${there}): they give no titles; ` +
      'choose the column that names the item, or another file.';
    const repair = 'no titles taken';
    return { file, kind: 'no item matches', rows: unused, rejected: false, examples: unusedRows, repair, sentence };
  }

  private takeItem(row: Row, start: number, end: number): void {
    const { finder } = this;
    const exact = finder.exactly(row.bytes, start, end);
    if (exact >= 0) {
      this.found.add(exact);
      this.texts.offer(exact, row);
      return;
    }
    const near = finder.nearly(row.bytes, start, end);
    if (near >= 0) {
      this.respelled ??= new Respelled(this.plan, finder.items.size);
      this.respelled.take(near, row, start, end);
      return;
    }
    this.unused++;
    if (this.unusedRows.length < EXAMPLES) this.unusedRows.push(this.problems.example(row, this.column));
  }
}
