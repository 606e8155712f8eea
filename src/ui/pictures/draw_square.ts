import { brushFor, fitted, type Brush } from './canvas.ts';
import { largest, type OfKind } from './numbers.ts';
import { brightness, colourAt } from './palette.ts';

type Picture = OfKind<'square'>;

export const sizeOf = ({ numbers }: Picture): number => Math.sqrt(numbers.values.length);

/** Columns of a row that mean something. */
export const seenFrom = ({ sees }: Pick<Picture, 'sees'>, row: number, size: number): number =>
  sees === 'past' ? row + 1 : size;

/** Where things lie on the canvas, in CSS px. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Left and top of the square, and the side of one cell. */
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly size: number;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

const [TOP, RIGHT, BOTTOM] = [6, 10, 118];
const LARGEST_CELL = 56;
/** A title needs this much height, in px. */
const LINE = 14;

export function layoutFor(width: number, size: number): Layout {
  const left = Math.round(Math.min(200, width * 0.28));
  const cell = Math.min(LARGEST_CELL, (width - left - RIGHT) / size);
  return { width, height: Math.ceil(TOP + cell * size + BOTTOM), left, top: TOP, cell, size };
}

/** The cell at a point of the canvas; null beside the square and where a position cannot look. */
export function cellAt({ left, top, cell, size }: Layout, sees: Picture['sees'], x: number, y: number): Cell | null {
  const [row, column] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)];
  return row < 0 || row >= size || column < 0 || column >= seenFrom({ sees }, row, size) ? null : { row, column };
}

/** The weights alone, one pixel a cell; positions that cannot be seen stay transparent. */
function pixels(picture: Picture): ImageData {
  const [size, { values }] = [sizeOf(picture), picture.numbers];
  const image = new ImageData(size, size);
  const most = largest(values);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < seenFrom(picture, i, size); j++) {
      const at = i * size + j;
      image.data.set([...colourAt(brightness(values[at], most)), 255], 4 * at);
    }
  }
  return image;
}

/** Draws the square enlarged, without smoothing. */
export function drawPixels(
  context: CanvasRenderingContext2D,
  picture: Picture,
  x: number,
  y: number,
  side: number,
): void {
  const size = sizeOf(picture);
  const small = new OffscreenCanvas(size, size);
  small.getContext('2d')?.putImageData(pixels(picture), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, x, y, side, side);
}

/** The whole picture: square, titles on both axes (as many as fit), numbers where they fit, the cell at hand. */
export function drawSquare(
  canvas: HTMLCanvasElement,
  picture: Picture,
  titles: readonly string[],
  layout: Layout,
  at: Cell | null,
): void {
  const brush = brushFor(canvas, layout.width, layout.height);
  if (brush === null) return;
  const { context, colour }: Brush = brush;
  drawPixels(context, picture, layout.left, layout.top, layout.cell * layout.size);
  if (layout.cell >= 34) drawNumbers(context, picture, layout);
  drawTitles(context, titles, layout, at, { usual: colour('--muted'), chosen: colour('--ink') });
  if (at !== null) drawCursor(context, layout, at, { sees: picture.sees, ink: colour('--ink') });
}

function drawNumbers(context: CanvasRenderingContext2D, picture: Picture, { left, top, cell, size }: Layout): void {
  const { values, unit } = picture.numbers;
  const most = largest(values);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < seenFrom(picture, i, size); j++) {
      const value = values[i * size + j];
      context.fillStyle = brightness(value, most) > 0.6 ? '#000' : '#fff';
      context.fillText(
        unit === 'share' ? (100 * value).toFixed(0) : value.toFixed(1),
        left + (j + 0.5) * cell,
        top + (i + 0.5) * cell,
      );
    }
  }
}

interface Inks {
  readonly usual: string;
  readonly chosen: string;
}

function drawTitles(
  context: CanvasRenderingContext2D,
  titles: readonly string[],
  layout: Layout,
  at: Cell | null,
  inks: Inks,
): void {
  const { left, top, cell, size } = layout;
  const every = Math.ceil(LINE / cell);
  const shown = (position: number, chosen: number | undefined): boolean =>
    position === chosen ||
    ((size - 1 - position) % every === 0 && (chosen === undefined || Math.abs(position - chosen) >= every));
  context.textBaseline = 'middle';
  for (let i = 0; i < size; i++) {
    const middle = (i + 0.5) * cell;
    if (shown(i, at?.row)) {
      context.textAlign = 'right';
      context.fillStyle = i === at?.row ? inks.chosen : inks.usual;
      context.fillText(fitted(context, titles[i], left - 10), left - 6, top + middle);
    }
    if (shown(i, at?.column)) {
      context.save();
      context.translate(left + middle, top + cell * size + 8);
      context.rotate(-Math.PI / 3);
      context.textAlign = 'right';
      context.fillStyle = i === at?.column ? inks.chosen : inks.usual;
      context.fillText(fitted(context, titles[i], Math.min(BOTTOM, 1.9 * (left + middle))), 0, 0);
      context.restore();
    }
  }
}

function drawCursor(
  context: CanvasRenderingContext2D,
  { left, top, cell, size }: Layout,
  { row, column }: Cell,
  { sees, ink }: Pick<Picture, 'sees'> & { readonly ink: string },
): void {
  const [x, y] = [left + column * cell, top + row * cell];
  context.strokeStyle = ink;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  const first = sees === 'past' ? column : 0;
  context.strokeRect(left - 0.5, y - 0.5, seenFrom({ sees }, row, size) * cell + 1, cell + 1);
  context.strokeRect(x - 0.5, top + first * cell - 0.5, cell + 1, (size - first) * cell + 1);
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, cell + 2, cell + 2);
}
