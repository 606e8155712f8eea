import type { Picture } from './pictures.ts';
import { brightness, colourAt } from './palette.ts';

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
const FONT_SIZE = 11;

export function layoutFor(width: number, size: number): Layout {
  const left = Math.round(Math.min(200, width * 0.28));
  const cell = Math.min(LARGEST_CELL, (width - left - RIGHT) / size);
  return { width, height: Math.ceil(TOP + cell * size + BOTTOM), left, top: TOP, cell, size };
}

/** The cell at a point of the canvas; null beside the square and where a position cannot look. */
export function cellAt({ left, top, cell, size }: Layout, x: number, y: number): Cell | null {
  const [row, column] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)];
  return row < 0 || row >= size || column < 0 || column > row ? null : { row, column };
}

/** The weights alone, one pixel a cell; positions that cannot be seen stay transparent. */
export function pixels({ size, weights }: Picture): ImageData {
  const image = new ImageData(size, size);
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const at = i * size + j;
      image.data.set([...colourAt(brightness(weights[at], most)), 255], 4 * at);
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
  const small = new OffscreenCanvas(picture.size, picture.size);
  small.getContext('2d')?.putImageData(pixels(picture), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, x, y, side, side);
}

/** The whole picture: square, titles on both axes (as many as fit), numbers where they fit, the cell at hand. */
export function drawHeatmap(
  canvas: HTMLCanvasElement,
  picture: Picture,
  titles: readonly string[],
  layout: Layout,
  at: Cell | null,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const scale = Math.max(1, window.devicePixelRatio);
  canvas.width = Math.round(layout.width * scale);
  canvas.height = Math.round(layout.height * scale);
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  context.font = `${FONT_SIZE}px ${style.fontFamily}`;
  const colour = (name: string): string => style.getPropertyValue(name);
  context.fillStyle = colour('--surface');
  context.fillRect(0, 0, layout.width, layout.height);
  drawPixels(context, picture, layout.left, layout.top, layout.cell * layout.size);
  if (layout.cell >= 34) drawNumbers(context, picture, layout);
  drawTitles(context, titles, layout, at, { usual: colour('--muted'), chosen: colour('--ink') });
  if (at !== null) drawCursor(context, layout, at, colour('--ink'));
}

function drawNumbers(context: CanvasRenderingContext2D, { size, weights }: Picture, { left, top, cell }: Layout): void {
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const weight = weights[i * size + j];
      context.fillStyle = brightness(weight, most) > 0.6 ? '#000' : '#fff';
      context.fillText((100 * weight).toFixed(0), left + (j + 0.5) * cell, top + (i + 0.5) * cell);
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
  ink: string,
): void {
  const [x, y] = [left + column * cell, top + row * cell];
  context.strokeStyle = ink;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, y - 0.5, (row + 1) * cell + 1, cell + 1);
  context.strokeRect(x - 0.5, top + column * cell - 0.5, cell + 1, (size - column) * cell + 1);
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, cell + 2, cell + 2);
}

/** The beginning of a text that fits into `width` px. */
function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
