import { brushFor, fitted, type Brush } from './canvas.ts';
import { alikeUpTo } from './cut.ts';
import { namesOf, written, type OfKind } from './numbers.ts';

/** Where things lie on the canvas, in CSS px: titles at the left, bars, numbers at the right. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The field of the bars, and where they begin in it. */
  readonly left: number;
  readonly right: number;
  readonly zero: number;
  /** Of a bar whose value is 1. */
  readonly scale: number;
  readonly row: number;
  readonly rows: number;
}

const [TOP, BOTTOM] = [4, 40];
const NUMBERS = 76;
/** Rows of many positions are as narrow as a line of text may be. */
const [WIDE, NARROW] = [28, 16];

export function layoutFor(width: number, values: Float32Array): Layout {
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [0, 0]);
  const left = Math.round(Math.min(240, width * 0.36));
  const right = width - NUMBERS;
  const scale = (right - left) / (most - least || 1);
  const row = values.length <= 30 ? WIDE : NARROW;
  const height = TOP + row * values.length + BOTTOM;
  return { width, height, left, right, zero: left - least * scale, scale, row, rows: values.length };
}

/** The row at a height of the canvas; null beside them. */
export function rowAt({ row, rows }: Layout, y: number): number | null {
  const at = Math.floor((y - TOP) / row);
  return at < 0 || at >= rows ? null : at;
}

/** A bar from 0 for each row, with its title and its number; the row at hand is framed. */
export function drawStrip(
  canvas: HTMLCanvasElement,
  { numbers }: OfKind<'strip'>,
  layout: Layout,
  at: number | null,
): void {
  const brush = brushFor(canvas, layout.width, layout.height);
  if (brush === null) return;
  const { context, colour } = brush;
  const { width, left, zero, scale, row } = layout;
  const { values, unit } = numbers;
  context.textBaseline = 'middle';
  const titles = namesOf(numbers.rows);
  const alike = alikeUpTo(titles);
  titles.forEach((title, i) => {
    const [value, top] = [values[i], TOP + i * row];
    const middle = top + row / 2;
    context.fillStyle = colour(i === at ? '--ink' : '--muted');
    context.textAlign = 'right';
    context.fillText(fitted(context, title, left - 12, alike.get(title)), left - 8, middle);
    context.fillText(written(value, unit), width - 8, middle);
    context.fillStyle = colour(value < 0 ? '--series-1' : '--series-4');
    context.fillRect(zero + Math.min(0, value * scale), top + 0.15 * row, Math.abs(value * scale), 0.7 * row);
  });
  drawAxis(brush, layout, numbers.quantity);
  if (at !== null) {
    context.strokeStyle = colour('--ink');
    context.lineWidth = 1;
    context.strokeRect(0.5, TOP + at * row + 0.5, width - 1, row - 1);
  }
}

function drawAxis({ context, colour }: Brush, { left, right, zero, row, rows }: Layout, quantity: string): void {
  const bottom = TOP + row * rows;
  context.fillStyle = colour('--edge');
  context.fillRect(zero - 0.5, TOP, 1, row * rows + 4);
  context.fillStyle = colour('--muted');
  context.textAlign = 'center';
  context.fillText('0', zero, bottom + 12);
  context.textAlign = 'left';
  context.fillText(fitted(context, quantity, right - left + NUMBERS), left, bottom + 28);
}
