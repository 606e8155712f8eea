import { childrenOf, depthFirst, pathTo } from '../../core/tree.ts';
import { brushFor, fitted, type Brush } from './canvas.ts';
import { alikeUpTo } from './cut.ts';
import { written, type OfKind } from './numbers.ts';

/** Where the rows of a tree lie on the canvas, in CSS px: the root at the left, titles of items at the right. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** From one code to the next. */
  readonly column: number;
  /** Where titles begin. */
  readonly titles: number;
  readonly depths: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Of the root. */
  readonly root: number;
}

const [LEFT, TOP, BOTTOM] = [10, 8, 8];
const ROW = 20;
const GAP = 8;
/** Columns narrower than this have no codes written on them. */
const READABLE = 22;
const [THIN, THICK] = [1, 4];

/** Rows that nothing goes on from lie one below the other, the others between what goes on from them. */
export function layoutFor(width: number, parents: ArrayLike<number>): Layout {
  const order = depthFirst(parents);
  const children = childrenOf(parents);
  const depths = Array.from(parents, () => 0);
  for (const { row, depth } of order) depths[row] = depth;
  const ends = order.filter(({ row }) => children[row].length === 0);
  const y = Array.from(parents, () => 0);
  ends.forEach(({ row }, place) => (y[row] = TOP + (place + 0.5) * ROW));
  for (let row = parents.length - 1; row >= 0; row--) {
    const own = children[row];
    if (own.length > 0) y[row] = between(own.map((child) => y[child]));
  }
  const titles = width - Math.round(Math.min(280, 0.45 * width));
  const column = (titles - GAP - LEFT) / (depths.reduce((a, b) => Math.max(a, b), 0) + 1);
  return {
    ...{ width, height: TOP + ends.length * ROW + BOTTOM, column, titles, depths, y },
    x: depths.map((depth) => LEFT + (depth + 1) * column),
    root: between(y.filter((_, row) => parents[row] < 0)),
  };
}

const between = (places: readonly number[]): number =>
  places.length === 0 ? 0 : (Math.min(...places) + Math.max(...places)) / 2;

/** The row whose branch is nearest to a place of the canvas; null of a tree without rows. */
export function rowAt({ depths, y, column }: Layout, px: number, py: number): number | null {
  const deepest = depths.reduce((a, b) => Math.max(a, b), 0);
  const depth = Math.max(0, Math.min(deepest, Math.floor((px - LEFT) / column)));
  return ofDepth(depths, y, depth).reduce<number | null>(
    (found, row) => (found === null || Math.abs(y[row] - py) < Math.abs(y[found] - py) ? row : found),
    null,
  );
}

/** The rows of a depth, from the top. */
const ofDepth = (depths: readonly number[], y: readonly number[], depth: number): number[] =>
  [...depths.keys()].filter((row) => depths[row] === depth).sort((a, b) => y[a] - y[b]);

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};

/** The row a key leads to: up and down among those as deep, left to what it goes on from, right to the first that goes on; null for any other key. */
export function stepped({ depths, y }: Layout, parents: ArrayLike<number>, at: number, key: string): number | null {
  if (key === 'ArrowLeft') return parents[at] < 0 ? at : parents[at];
  if (key === 'ArrowRight') return childrenOf(parents)[at].at(0) ?? at;
  const step = STEPS[key];
  if (step === undefined) return null;
  const same = ofDepth(depths, y, depths[at]);
  return same[Math.max(0, Math.min(same.length - 1, same.indexOf(at) + step))];
}

/** A line for each row, the thicker the larger its number; those from which no item is reached are grey. The way to the row at hand is dark. */
export function drawTree(canvas: HTMLCanvasElement, tree: OfKind<'tree'>, layout: Layout, at: number | null): void {
  const brush = brushFor(canvas, layout.width, layout.height);
  const { rows, values } = tree.numbers;
  if (brush === null || rows.of !== 'codes') return;
  const reaching = new Set(rows.items.flatMap((item, row) => (item === null ? [] : pathTo(tree.parents, row))));
  const path = new Set(at === null ? [] : pathTo(tree.parents, at));
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const span = values.reduce((a, b) => Math.max(a, b), -Infinity) - least;
  const thickness = (row: number): number => THIN + (THICK - THIN) * (span > 0 ? (values[row] - least) / span : 0.5);
  for (const dark of [false, true]) {
    for (const row of values.keys()) {
      if (path.has(row) !== dark) continue;
      const colour = dark ? '--ink' : reaching.has(row) ? '--series-4' : '--edge';
      drawBranch(brush, layout, tree.parents[row], row, colour, thickness(row));
    }
  }
  writeRows(brush, tree, layout, path);
}

/** From the row before down or up to the height of this one, and on to it. */
function drawBranch(
  { context, colour }: Brush,
  layout: Layout,
  parent: number,
  row: number,
  name: string,
  thick: number,
) {
  const { x, y, column, root } = layout;
  const [fromX, fromY] = parent < 0 ? [LEFT, root] : [x[parent], y[parent]];
  const bend = Math.min(GAP, column / 3);
  context.strokeStyle = context.fillStyle = colour(name);
  context.lineWidth = thick;
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(fromX + bend, y[row]);
  context.lineTo(x[row], y[row]);
  context.stroke();
  context.beginPath();
  context.arc(x[row], y[row], Math.max(2, thick / 2 + 0.5), 0, 2 * Math.PI);
  context.fill();
}

/** The codes above their lines, and beside the last ones titles and numbers. */
function writeRows({ context, colour }: Brush, tree: OfKind<'tree'>, layout: Layout, path: ReadonlySet<number>): void {
  const { rows, values, unit } = tree.numbers;
  if (rows.of !== 'codes') return;
  const { x, y, column, titles, width } = layout;
  const room = column - GAP - 4;
  const alike = alikeUpTo(rows.items.flatMap((item) => (item === null ? [] : [item.title])));
  const wide = rows.words.some((word) => context.measureText(word).width > room);
  for (const [row, whole] of rows.words.entries()) {
    const word = wide ? whole.replace(`${rows.label} `, '') : whole;
    const item = rows.items[row];
    context.fillStyle = colour(path.has(row) ? '--ink' : '--muted');
    context.textBaseline = 'bottom';
    context.textAlign = 'left';
    if (room >= READABLE) context.fillText(fitted(context, word, room), x[row] - room, y[row] - 2);
    if (item === null) continue;
    context.textBaseline = 'middle';
    const number = written(values[row], unit);
    const left = width - GAP - context.measureText(number).width;
    context.fillText(fitted(context, item.title, left - titles - GAP, alike.get(item.title)), titles + GAP / 2, y[row]);
    context.fillText(number, left, y[row]);
  }
}
