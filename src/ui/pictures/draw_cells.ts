import { brushFor, fitted, type Brush } from './canvas.ts';
import { alikeUpTo } from './cut.ts';
import { namesOf, type OfKind } from './numbers.ts';
import { coloursFor, colourOf, inkOn } from './palette.ts';

type Picture = OfKind<'square'> | OfKind<'grid'>;

/** A table whose numbers are colours. */
export interface Cells {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly values: Float32Array;
  readonly unit: 'share' | 'number';
  /** Every column of every row means something; else only those up to the row's own. */
  readonly whole: boolean;
  /** Rows may be lower than they are wide, so that many fit. */
  readonly flat: boolean;
}

export const cellsOf = (picture: Picture): Cells => ({
  ...picture.numbers,
  rows: namesOf(picture.numbers.rows),
  columns: namesOf(picture.numbers.columns),
  whole: picture.kind === 'grid' || picture.sees === 'all',
  flat: picture.kind === 'grid',
});

/** Columns of a row that mean something. */
export const seenFrom = ({ whole, columns }: Pick<Cells, 'whole' | 'columns'>, row: number): number =>
  whole ? columns.length : row + 1;

/** Where things lie on the canvas, in CSS px. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Left and top of the table, and the sides of one cell. */
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly down: number;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

const [TOP, RIGHT, BOTTOM] = [6, 10, 118];
const LARGEST_CELL = 56;
/** A title needs this much height, in px. */
const LINE = 14;
/** Height in which the rows of a flat table lie, and of one of them. */
const [FLAT, LOWEST, HIGHEST] = [420, 2, 24];
/** A cell with its number in it. */
const [WIDE, HIGH] = [34, 16];

export function layoutFor(width: number, { rows, columns, flat }: Pick<Cells, 'rows' | 'columns' | 'flat'>): Layout {
  const left = Math.round(Math.min(flat ? 90 : 200, width * 0.28));
  const across = Math.min(LARGEST_CELL, (width - left - RIGHT) / columns.length);
  const down = flat ? Math.max(LOWEST, Math.min(HIGHEST, FLAT / rows.length)) : across;
  return { width, height: Math.ceil(TOP + down * rows.length + BOTTOM), left, top: TOP, across, down };
}

/** The cell at a point of the canvas; null beside the table and where a position cannot look. */
export function cellAt({ left, top, across, down }: Layout, cells: Cells, x: number, y: number): Cell | null {
  const [row, column] = [Math.floor((y - top) / down), Math.floor((x - left) / across)];
  const outside = row < 0 || row >= cells.rows.length || column < 0 || column >= seenFrom(cells, row);
  return outside ? null : { row, column };
}

/** The numbers alone, one pixel a cell; positions that cannot be seen stay transparent. */
function pixels(cells: Cells): ImageData {
  const { rows, columns, values } = cells;
  const image = new ImageData(columns.length, rows.length);
  const colours = coloursFor(values);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < seenFrom(cells, i); j++) {
      const at = i * columns.length + j;
      image.data.set([...colourOf(values[at], colours), 255], 4 * at);
    }
  }
  return image;
}

/** Draws the table enlarged, without smoothing. */
export function drawPixels(
  context: CanvasRenderingContext2D,
  cells: Cells,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const small = new OffscreenCanvas(cells.columns.length, cells.rows.length);
  small.getContext('2d')?.putImageData(pixels(cells), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, x, y, width, height);
}

/** The whole picture: colours, titles on both axes (as many as fit), numbers where they fit, the cell at hand. */
export function drawCells(canvas: HTMLCanvasElement, cells: Cells, layout: Layout, at: Cell | null): void {
  const brush = brushFor(canvas, layout.width, layout.height);
  if (brush === null) return;
  const { context, colour }: Brush = brush;
  const { left, top, across, down } = layout;
  drawPixels(context, cells, left, top, across * cells.columns.length, down * cells.rows.length);
  if (numbersFit(layout, cells)) drawNumbers(context, cells, layout);
  const inks = { usual: colour('--muted'), chosen: colour('--ink') };
  drawRowTitles(context, cells.rows, layout, at, inks);
  drawColumnTitles(context, cells, layout, at, inks);
  if (at !== null) drawCursor(context, cells, layout, at, colour('--ink'));
}

/** Whether cells have their numbers in them: where there is room, and of numbers where one decimal says something of them. */
export const numbersFit = (
  { across, down }: Pick<Layout, 'across' | 'down'>,
  cells: Pick<Cells, 'unit' | 'values'>,
): boolean => across >= WIDE && down >= HIGH && (cells.unit === 'share' || coloursFor(cells.values).most >= 1);

/** Small numbers are for the readout. */
function drawNumbers(context: CanvasRenderingContext2D, cells: Cells, { left, top, across, down }: Layout): void {
  const { values, unit, columns, rows } = cells;
  const colours = coloursFor(values);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < seenFrom(cells, i); j++) {
      const value = values[i * columns.length + j];
      context.fillStyle = inkOn(value, colours);
      context.fillText(
        unit === 'share' ? (100 * value).toFixed(0) : value.toFixed(1).replace('-', '−'),
        left + (j + 0.5) * across,
        top + (i + 0.5) * down,
      );
    }
  }
}

interface Inks {
  readonly usual: string;
  readonly chosen: string;
}

/** Whether there is room for the title of one of `count`, the last and the chosen one before others. */
const shown = (at: number, count: number, side: number, chosen: number | undefined): boolean => {
  const every = Math.ceil(LINE / side);
  return at === chosen || ((count - 1 - at) % every === 0 && (chosen === undefined || Math.abs(at - chosen) >= every));
};

function drawRowTitles(
  context: CanvasRenderingContext2D,
  titles: readonly string[],
  { left, top, down }: Layout,
  at: Cell | null,
  inks: Inks,
): void {
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  const alike = alikeUpTo(titles);
  titles.forEach((title, i) => {
    if (!shown(i, titles.length, down, at?.row)) return;
    context.fillStyle = i === at?.row ? inks.chosen : inks.usual;
    context.fillText(fitted(context, title, left - 10, alike.get(title)), left - 6, top + (i + 0.5) * down);
  });
}

function drawColumnTitles(
  context: CanvasRenderingContext2D,
  { rows, columns }: Cells,
  { left, top, across, down }: Layout,
  at: Cell | null,
  inks: Inks,
): void {
  context.textAlign = 'right';
  const alike = alikeUpTo(columns);
  columns.forEach((title, j) => {
    if (!shown(j, columns.length, across, at?.column)) return;
    const middle = left + (j + 0.5) * across;
    context.save();
    context.translate(middle, top + down * rows.length + 8);
    context.rotate(-Math.PI / 3);
    context.fillStyle = j === at?.column ? inks.chosen : inks.usual;
    context.fillText(fitted(context, title, Math.min(BOTTOM, 1.9 * middle), alike.get(title)), 0, 0);
    context.restore();
  });
}

function drawCursor(
  context: CanvasRenderingContext2D,
  cells: Cells,
  { left, top, across, down }: Layout,
  { row, column }: Cell,
  ink: string,
): void {
  const [x, y] = [left + column * across, top + row * down];
  context.strokeStyle = ink;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  const first = cells.whole ? 0 : column;
  context.strokeRect(left - 0.5, y - 0.5, seenFrom(cells, row) * across + 1, down + 1);
  context.strokeRect(x - 0.5, top + first * down - 0.5, across + 1, (cells.rows.length - first) * down + 1);
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, across + 2, down + 2);
}
