import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { dropoutScale, type DropoutParams } from '../random/dropout.reference.ts';

interface Tokens {
  readonly batch: number;
  readonly time: number;
  readonly width: number;
}

/** Of each row the position of the first item of its one history, or that of each item. */
type Placed = { readonly first: Floats } | { readonly at: Floats };

/**
 * y[b, t] = dropout · (scale · table[ids[b, t]] + positions[first[b] + t]), or positions[at[b, t]]; 0 at padding. Kang & McAuley 2018,
 * eq. 1.
 */
export function embed(
  t: Readonly<Record<'table' | 'positions' | 'ids' | 'clock' | 'y', Floats>> & Placed,
  params: Tokens & DropoutParams & { readonly scale: number },
  { from, to }: Span = { from: 0, to: params.batch * params.time },
): void {
  const { time, width, scale } = params;
  for (let i = from * width; i < to * width; i++) {
    const token = Math.floor(i / width);
    const column = i % width;
    const id = t.ids[token];
    const position = 'at' in t ? t.at[token] : t.first[Math.floor(token / time)] + (token % time);
    const sum = scale * t.table[id * width + column] + t.positions[position * width + column];
    t.y[i] = id === 0 ? 0 : dropoutScale(i, t.clock[0], params) * sum;
  }
}

/** y[r] = table[ids[r]]. */
export function gatherRows(
  t: Readonly<Record<'table' | 'ids' | 'y', Floats>>,
  { width, count }: { readonly width: number; readonly count: number },
  { from, to }: Span = { from: 0, to: count },
): void {
  for (let r = from; r < to; r++) {
    t.y.set(t.table.subarray(t.ids[r] * width, (t.ids[r] + 1) * width), r * width);
  }
}

/** y[r] = x[r] + table[ids[r]]. */
export function gatherOnto(
  t: Readonly<Record<'x' | 'table' | 'ids' | 'y', Floats>>,
  { width, count }: { readonly width: number; readonly count: number },
  { from, to }: Span = { from: 0, to: count },
): void {
  for (let i = from * width; i < to * width; i++) {
    t.y[i] = t.x[i] + t.table[t.ids[Math.floor(i / width)] * width + (i % width)];
  }
}

interface GradientParams {
  readonly width: number;
  readonly vocabulary: number;
  readonly scale: number;
}
type GradientTensors = Readonly<Record<'dy' | 'offsets' | 'places' | 'dtable', Floats>>;

/** dtable[v] = scale · Σ_{p in offsets[v] … offsets[v + 1]} dy[places[p]]: derivative of `embed` by its table. */
export function gradient(t: GradientTensors, params: GradientParams, span = allItems(params)): void {
  const { width } = params;
  t.dtable.fill(0, span.from * width, span.to * width);
  addPlaces(t, params, span);
}

/** dtable = sofar + the gradient above. */
export function gradientOnto(
  t: GradientTensors & { readonly sofar: Floats },
  params: GradientParams,
  span = allItems(params),
): void {
  const { width } = params;
  t.dtable.set(t.sofar.subarray(span.from * width, span.to * width), span.from * width);
  addPlaces(t, params, span);
}

const allItems = ({ vocabulary }: GradientParams): Span => ({ from: 0, to: vocabulary });

function addPlaces(t: GradientTensors, { width, scale }: GradientParams, { from, to }: Span): void {
  for (let v = from; v < to; v++) {
    for (const place of t.places.subarray(t.offsets[v], t.offsets[v + 1])) {
      for (let c = 0; c < width; c++) t.dtable[v * width + c] += scale * t.dy[place * width + c];
    }
  }
}

/** dpositions[first[b] + t] += dy[b, t] where ids[b, t] ≠ 0: derivative of `embed` by its positions. */
export function positionGradient(
  t: Readonly<Record<'dy' | 'ids' | 'first' | 'dpositions', Floats>>,
  { time, width }: Tokens,
): void {
  t.dpositions.fill(0);
  t.dy.forEach((dy, i) => {
    const token = Math.floor(i / width);
    const position = t.first[Math.floor(token / time)] + (token % time);
    if (t.ids[token] !== 0) t.dpositions[position * width + (i % width)] += dy;
  });
}
