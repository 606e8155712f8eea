import type { Floats, Span } from '../../src/kernel/kernel.ts';

/** lse = ln Σ_{v ≥ 1} exp(z[v]) of one row of logits; column 0, padding, never takes probability. */
function logSumExp(z: Floats): number {
  const largest = z.reduce((max, value, v) => (v === 0 ? max : Math.max(max, value)), -Infinity);
  return largest + Math.log(z.reduce((sum, value, v) => (v === 0 ? sum : sum + Math.exp(value - largest)), 0));
}

/** (softmax(z) − onehot(target)) · weight, with column 0 at 0. */
const logitGradient = (z: Floats, lse: number, target: number, weight: number): Floats =>
  z.map((value, v) => (v === 0 ? 0 : weight * (Math.exp(value - lse) - (v === target ? 1 : 0))));

/**
 * loss[r] = −ln softmax(logits[r])[targets[r]] over columns ≥ 1; logits ← its derivative · inverse_count. A row whose
 * target is 0 is ignored: loss and gradient 0.
 */
export function fromLogits(
  t: Readonly<Record<'logits' | 'targets' | 'inverse_count' | 'loss', Floats>>,
  { rows, vocabulary }: Omit<Extents, 'width'>,
  { from, to }: Span = { from: 0, to: rows },
): void {
  for (let r = from; r < to; r++) {
    const target = t.targets[r];
    const z = t.logits.subarray(r * vocabulary, (r + 1) * vocabulary);
    const lse = logSumExp(z);
    t.loss[r] = target === 0 ? 0 : lse - z[target];
    z.set(logitGradient(z, lse, target, target === 0 ? 0 : t.inverse_count[0]));
  }
}

interface Extents {
  readonly rows: number;
  readonly vocabulary: number;
  readonly width: number;
}

const allRows = ({ rows }: Extents): Span => ({ from: 0, to: rows });

/** Logits ⟨h[r], table[v]⟩ of one row. */
function rowLogits(h: Floats, table: Floats, r: number, { vocabulary, width }: Extents): Floats {
  const logits = new Float64Array(vocabulary);
  for (let v = 0; v < vocabulary; v++) {
    let z = 0;
    for (let c = 0; c < width; c++) z += h[r * width + c] * table[v * width + c];
    logits[v] = z;
  }
  return logits;
}

/** lse[r] = ln Σ_{v ≥ 1} exp⟨h[r], table[v]⟩; loss[r] = lse[r] − ⟨h[r], table[targets[r]]⟩, 0 without a target. */
export function forward(
  t: Readonly<Record<'h' | 'table' | 'targets' | 'lse' | 'loss', Floats>>,
  extents: Extents,
  { from, to } = allRows(extents),
): void {
  for (let r = from; r < to; r++) {
    const target = t.targets[r];
    const z = rowLogits(t.h, t.table, r, extents);
    t.lse[r] = logSumExp(z);
    t.loss[r] = target === 0 ? 0 : t.lse[r] - z[target];
  }
}

type BackwardInputs = Readonly<Record<'h' | 'table' | 'targets' | 'lse' | 'inverse_count', Floats>>;

/** Calls `visit` with every row of the span, item and derivative of the mean loss by their logit. */
function eachLogitGradient(
  t: BackwardInputs,
  extents: Extents,
  { from, to }: Span,
  visit: (row: number, item: number, gradient: number) => void,
): void {
  for (let r = from; r < to; r++) {
    const target = t.targets[r];
    if (target === 0) continue;
    const z = rowLogits(t.h, t.table, r, extents);
    logitGradient(z, t.lse[r], target, t.inverse_count[0]).forEach((g, v) => visit(r, v, g));
  }
}

/** dh = derivative of inverse_count · Σ loss by h. */
export function backwardHidden(
  t: BackwardInputs & { readonly dh: Floats },
  extents: Extents,
  span = allRows(extents),
): void {
  const { width } = extents;
  t.dh.fill(0, span.from * width, span.to * width);
  eachLogitGradient(t, extents, span, (r, v, g) => {
    for (let c = 0; c < width; c++) t.dh[r * width + c] += g * t.table[v * width + c];
  });
}

/** dtable = derivative of inverse_count · Σ loss by table. */
export function backwardTable(
  t: BackwardInputs & { readonly dtable: Floats },
  extents: Extents,
  span = allRows(extents),
): void {
  const { width } = extents;
  if (span.from === 0) t.dtable.fill(0);
  eachLogitGradient(t, extents, span, (r, v, g) => {
    for (let c = 0; c < width; c++) t.dtable[v * width + c] += g * t.h[r * width + c];
  });
}
