import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { silu } from '../pointwise/pointwise.reference.ts';

interface Extents {
  readonly rows: number;
  readonly cols: number;
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;

const allRows = ({ rows }: Extents): Span => ({ from: 0, to: rows });

/** Row r of v, which is normed: x, or x ⊙ silu(z). */
function rowOf({ x, z }: { readonly x: Floats; readonly z?: Floats }, r: number, cols: number): Floats {
  const row = x.subarray(r * cols, (r + 1) * cols);
  return z === undefined ? row : row.map((value, c) => value * silu.value(z[r * cols + c]));
}

/** y = gamma · v / √(mean v² + eps), row by row, v = x or x ⊙ silu(z). Zhang & Sennrich 2019, eq. 4. */
export function forward(
  t: Tensors<'x' | 'gamma' | 'y' | 'rstd'> & { readonly z?: Floats },
  params: Extents & { readonly eps: number },
  { from, to } = allRows(params),
): void {
  const { cols, eps } = params;
  for (let r = from; r < to; r++) {
    const v = rowOf(t, r, cols);
    const rstd = 1 / Math.sqrt(v.reduce((sum, value) => sum + value ** 2, 0) / cols + eps);
    v.forEach((value, c) => (t.y[r * cols + c] = t.gamma[c] * value * rstd));
    t.rstd[r] = rstd;
  }
}

type BackwardTensors = Tensors<'dy' | 'x' | 'gamma' | 'rstd' | 'dx' | 'dgamma'>;

/** With v̂ = v · rstd and d = dy · gamma: dv = rstd · (d − v̂ · mean (d·v̂)), dgamma = Σ dy·v̂; v = x. */
export function backward(t: BackwardTensors, extents: Extents, { from, to } = allRows(extents)): void {
  rows(t, undefined, extents, { from, to }, (at, dv) => {
    t.dx[at] = dv;
  });
}

/** As `backward`, of v = x ⊙ silu(z): dx = dv · silu(z), dz = dv · x · silu′(z). */
export function gatedBackward(
  t: BackwardTensors & Tensors<'z' | 'dz'>,
  extents: Extents,
  { from, to } = allRows(extents),
): void {
  rows(t, t.z, extents, { from, to }, (at, dv) => {
    t.dx[at] = dv * silu.value(t.z[at]);
    t.dz[at] = dv * t.x[at] * silu.slope(t.z[at]);
  });
}

function rows(
  t: BackwardTensors,
  z: Floats | undefined,
  { cols }: Extents,
  { from, to }: Span,
  giveBack: (at: number, dv: number) => void,
): void {
  if (from === 0) t.dgamma.fill(0);
  for (let r = from; r < to; r++) {
    const normal = rowOf(z === undefined ? { x: t.x } : { x: t.x, z }, r, cols).map((value) => value * t.rstd[r]);
    const d = t.gamma.map((gamma, c) => gamma * t.dy[r * cols + c]);
    const along = d.reduce((sum, d, c) => sum + d * normal[c], 0) / cols;
    d.forEach((d, c) => {
      giveBack(r * cols + c, t.rstd[r] * (d - normal[c] * along));
      t.dgamma[c] += t.dy[r * cols + c] * normal[c];
    });
  }
}
