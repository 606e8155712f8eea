import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { silu } from '../pointwise/pointwise.reference.ts';

interface Extents {
  readonly rows: number;
  readonly width: number;
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;

const allRows = ({ rows }: Extents): Span => ({ from: 0, to: rows });

/** y = x ⊙ silu(z). */
export function forward(t: Tensors<'x' | 'z' | 'y'>, extents: Extents, { from, to }: Span = allRows(extents)): void {
  for (let i = from * extents.width; i < to * extents.width; i++) t.y[i] = t.x[i] * silu.value(t.z[i]);
}

/** dx = dy ⊙ silu(z), dz = dy ⊙ x ⊙ silu′(z). */
export function backward(
  t: Tensors<'dy' | 'x' | 'z' | 'dx' | 'dz'>,
  extents: Extents,
  { from, to }: Span = allRows(extents),
): void {
  for (let i = from * extents.width; i < to * extents.width; i++) {
    t.dx[i] = t.dy[i] * silu.value(t.z[i]);
    t.dz[i] = t.dy[i] * t.x[i] * silu.slope(t.z[i]);
  }
}
