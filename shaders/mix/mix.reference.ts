import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { sigmoid } from '../pointwise/pointwise.reference.ts';

interface Extents {
  readonly rows: number;
  readonly width: number;
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;

const allRows = ({ rows }: Extents): Span => ({ from: 0, to: rows });

/** y = [σ(z) a, (1 − σ(z)) b], row by row. */
export function forward(
  t: Tensors<'a' | 'b' | 'z' | 'y'>,
  extents: Extents,
  { from, to }: Span = allRows(extents),
): void {
  const { width } = extents;
  for (let r = from; r < to; r++) {
    for (let c = 0; c < width; c++) {
      t.y[2 * r * width + c] = sigmoid.value(t.z[r]) * t.a[r * width + c];
      t.y[(2 * r + 1) * width + c] = sigmoid.value(-t.z[r]) * t.b[r * width + c];
    }
  }
}

/** da = σ(z) dy₀, db = (1 − σ(z)) dy₁, dz = σ′(z) (⟨dy₀, a⟩ − ⟨dy₁, b⟩), row by row. */
export function backward(
  t: Tensors<'dy' | 'a' | 'b' | 'z' | 'da' | 'db' | 'dz'>,
  extents: Extents,
  { from, to }: Span = allRows(extents),
): void {
  const { width } = extents;
  for (let r = from; r < to; r++) {
    let sum = 0;
    for (let c = 0; c < width; c++) {
      const at = r * width + c;
      const [ofA, ofB] = [t.dy[2 * r * width + c], t.dy[(2 * r + 1) * width + c]];
      t.da[at] = sigmoid.value(t.z[r]) * ofA;
      t.db[at] = sigmoid.value(-t.z[r]) * ofB;
      sum += ofA * t.a[at] - ofB * t.b[at];
    }
    t.dz[r] = sigmoid.slope(t.z[r]) * sum;
  }
}
