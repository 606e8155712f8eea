import type { Item } from '../../worker/contract.ts';
import { brushFor, type Brush } from './canvas.ts';
import type { OfKind } from './numbers.ts';
import { colourAt } from './palette.ts';

/** What the points are coloured by. */
export type ColouredBy = 'category' | 'popularity';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const PAD = 14;
export const SERIES = 6;

/** Where each item lies in a field of `width` × `height` px; both axes have one scale. */
export function pointsIn({ numbers: { values } }: OfKind<'map'>, width: number, height: number): Point[] {
  const [x, y] = [0, 1].map((column) => values.filter((_, i) => i % 2 === column));
  const [minX, maxX, minY, maxY] = [least(x), most(x), least(y), most(y)];
  const scale = Math.min((width - 2 * PAD) / (maxX - minX || 1), (height - 2 * PAD) / (maxY - minY || 1));
  const at = (v: number, low: number, high: number, size: number): number => size / 2 + (v - (low + high) / 2) * scale;
  return Array.from(x, (_, i) => ({ x: at(x[i], minX, maxX, width), y: at(-y[i], -maxY, -minY, height) }));
}

const least = (values: Float32Array): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: Float32Array): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** The point nearest to a place, at most `reach` px away; −1 where there is none. */
export function pointAt(points: readonly Point[], x: number, y: number, reach: number): number {
  let [found, closest] = [-1, reach * reach];
  points.forEach((point, i) => {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance <= closest) [found, closest] = [i, distance];
  });
  return found;
}

/** The categories with most items, as many as there are colours; the others are drawn alike. */
export function largestCategories(items: readonly Item[]): string[] {
  const sizes = new Map<string, number>();
  for (const { category } of items)
    if (category !== null && category !== '') sizes.set(category, (sizes.get(category) ?? 0) + 1);
  return [...sizes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, SERIES)
    .map(([category]) => category);
}

interface Drawing {
  readonly items: readonly Item[];
  /** What the two axes are. */
  readonly labels: readonly string[];
  readonly points: readonly Point[];
  readonly by: ColouredBy;
  readonly width: number;
  readonly height: number;
  /** Items of the history in order, and the items at hand, as indices. */
  readonly path: readonly number[];
  readonly marked: number;
}

/** All points, the path of the history through them, and the marked one on top. */
export function drawMap(canvas: HTMLCanvasElement, drawing: Drawing): void {
  const { items, points, by, width, height, path, marked } = drawing;
  const brush = brushFor(canvas, width, height);
  if (brush === null) return;
  const { context, colour: token } = brush;
  drawAxes(brush, drawing);
  const colour = by === 'category' ? byCategory(items, token) : byPopularity(items, token);
  context.globalAlpha = 0.75;
  points.forEach(({ x, y }, i) => dot(context, x, y, 3, colour(i)));
  context.globalAlpha = 1;
  drawPath(
    context,
    path.map((i) => points[i]),
    token('--ink'),
  );
  if (marked >= 0) {
    dot(context, points[marked].x, points[marked].y, 6, colour(marked));
    context.lineWidth = 2.5;
    context.stroke();
  }
}

/** Only which way is which: the model's vectors have no unit, and the CSV has the numbers. */
function drawAxes({ context, colour }: Brush, { labels: [across, up], width, height }: Drawing): void {
  context.fillStyle = colour('--muted');
  context.textAlign = 'right';
  context.fillText(`${across} →`, width - 6, height - 6);
  context.textAlign = 'left';
  context.fillText(`↑ ${up}`, 6, 14);
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function drawPath(context: CanvasRenderingContext2D, path: readonly Point[], ink: string): void {
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.beginPath();
  path.forEach(({ x, y }) => context.lineTo(x, y));
  context.stroke();
  path.forEach(({ x, y }, i) => dot(context, x, y, i === path.length - 1 ? 5 : 3.5, ink));
}

function byCategory(items: readonly Item[], token: Brush['colour']): (item: number) => string {
  const colours = new Map(largestCategories(items).map((category, i) => [category, token(`--series-${i}`)]));
  const other = token('--muted');
  return (item) => colours.get(items[item].category ?? '') ?? other;
}

/** By the logarithm: the most popular item may be a thousand times the median. */
function byPopularity(items: readonly Item[], token: Brush['colour']): (item: number) => string {
  const most = Math.log1p(items.reduce((a, { count }) => Math.max(a, count), 0));
  if (most === 0) return () => token('--series-0'); // a model from a file alone: nothing was counted
  return (item) => `rgb(${colourAt(Math.log1p(items[item].count) / most).join(' ')})`;
}
