import type { Floats, Span } from '../../src/kernel/kernel.ts';

interface Extents {
  readonly rows: number;
  readonly cols: number;
}

const allRows = ({ rows }: Extents): Span => ({ from: 0, to: rows });

/** y = gamma · (x − mean) / √(var + eps) + beta, row by row. Ba et al. 2016, eqs. 3–4. */
export function forward(
  t: Readonly<Record<'x' | 'gamma' | 'beta' | 'y' | 'mean' | 'rstd', Floats>>,
  params: Extents & { readonly eps: number },
  { from, to } = allRows(params),
): void {
  const { cols, eps } = params;
  for (let r = from; r < to; r++) {
    const [begin, end] = [r * cols, (r + 1) * cols];
    let [sum, squares] = [0, 0];
    for (let at = begin; at < end; at++) sum += t.x[at];
    const mean = sum / cols;
    for (let at = begin; at < end; at++) squares += (t.x[at] - mean) ** 2;
    const rstd = 1 / Math.sqrt(squares / cols + eps);
    for (let c = 0; c < cols; c++) t.y[begin + c] = t.gamma[c] * (t.x[begin + c] - mean) * rstd + t.beta[c];
    t.mean[r] = mean;
    t.rstd[r] = rstd;
  }
}

type BackwardTensors = Readonly<Record<'dy' | 'x' | 'gamma' | 'mean' | 'rstd' | 'dx' | 'dgamma' | 'dbeta', Floats>>;

/** With x̂ = (x − mean) · rstd and d = dy · gamma: dx = rstd · (d − mean d − x̂ · mean (d·x̂)), dgamma = Σ dy·x̂, dbeta = Σ dy. */
export function backward(t: BackwardTensors, extents: Extents, { from, to } = allRows(extents)): void {
  const { cols } = extents;
  if (from === 0) for (const sum of [t.dgamma, t.dbeta]) sum.fill(0);
  for (let r = from; r < to; r++) {
    const dy = t.dy.subarray(r * cols, (r + 1) * cols);
    const normal = t.x.subarray(r * cols, (r + 1) * cols).map((x) => (x - t.mean[r]) * t.rstd[r]);
    const d = dy.map((dy, c) => dy * t.gamma[c]);
    const mean = d.reduce((sum, d) => sum + d, 0) / cols;
    const along = d.reduce((sum, d, c) => sum + d * normal[c], 0) / cols;
    dy.forEach((dy, c) => {
      t.dx[r * cols + c] = t.rstd[r] * (d[c] - mean - normal[c] * along);
      t.dgamma[c] += dy * normal[c];
      t.dbeta[c] += dy;
    });
  }
}

/** As `backward`, with `sofar` added to dx. */
export function backwardOnto(
  t: BackwardTensors & { readonly sofar: Floats },
  extents: Extents,
  span = allRows(extents),
): void {
  backward(t, extents, span);
  const { cols } = extents;
  for (let i = span.from * cols; i < span.to * cols; i++) t.dx[i] += t.sofar[i];
}
