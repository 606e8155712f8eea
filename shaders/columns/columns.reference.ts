import type { Floats, Span } from '../../src/kernel/kernel.ts';

interface Extents {
  readonly rows: number;
  readonly width: number;
  readonly first: number;
  readonly taken: number;
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;

const allRows = ({ rows }: Extents): Span => ({ from: 0, to: rows });

/** y[r, c] = x[r, first + c]. */
export function take(t: Tensors<'x' | 'y'>, extents: Extents, { from, to }: Span = allRows(extents)): void {
  const { width, first, taken } = extents;
  for (let r = from; r < to; r++) {
    t.y.set(t.x.subarray(r * width + first, r * width + first + taken), r * taken);
  }
}

/** dx is dy in the columns that were taken, 0 elsewhere. */
export function put(t: Tensors<'dy' | 'dx'>, extents: Extents, { from, to }: Span = allRows(extents)): void {
  const { width, first, taken } = extents;
  for (let r = from; r < to; r++) {
    t.dx.fill(0, r * width, (r + 1) * width);
    t.dx.set(t.dy.subarray(r * taken, (r + 1) * taken), r * width + first);
  }
}

/** dx is sofar, and dy more in the columns that were taken. */
export function putOnto(
  t: Tensors<'dy' | 'sofar' | 'dx'>,
  extents: Extents,
  { from, to }: Span = allRows(extents),
): void {
  const { width, first, taken } = extents;
  for (let r = from; r < to; r++) {
    t.dx.set(t.sofar.subarray(r * width, (r + 1) * width), r * width);
    for (let c = 0; c < taken; c++) t.dx[r * width + first + c] += t.dy[r * taken + c];
  }
}
