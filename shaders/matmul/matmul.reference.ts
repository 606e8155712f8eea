import type { Floats, Span } from '../../src/kernel/kernel.ts';
import type { Curve } from '../pointwise/pointwise.reference.ts';
import { dropoutScale, type DropoutParams } from '../random/dropout.reference.ts';

export interface Sizes {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;

/** Which operand is stored transposed: NT has b as (n, k), TN has a as (k, m). */
export type Layout = 'NN' | 'NT' | 'TN';

/** The sums of a product, where whoever asks has added them up: to the same bits. */
interface Summed {
  readonly sums?: Floats;
}

/** Σ_i a[r,i] · b[i,c] for every row r of the span and column c: (to − from, n). */
function product(
  layout: Layout,
  { a, b, sums: known }: Tensors<'a' | 'b'> & Summed,
  { m, n, k }: Sizes,
  { from, to }: Span,
): Floats {
  if (known !== undefined) return known;
  const [aRow, aInner] = layout === 'TN' ? [1, m] : [k, 1];
  const [bInner, bCol] = layout === 'NT' ? [1, k] : [n, 1];
  const sums = new Float64Array((to - from) * n);
  for (let r = from, row = 0; r < to; r++, row += n) {
    let c = 0;
    // Four columns at once read each element of `a` once: half the time for a question to a whole model.
    for (; c + 3 < n; c += 4) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let i = 0, at = c * bCol; i < k; i++, at += bInner) {
        const x = a[r * aRow + i * aInner];
        s0 += x * b[at];
        s1 += x * b[at + bCol];
        s2 += x * b[at + 2 * bCol];
        s3 += x * b[at + 3 * bCol];
      }
      [sums[row + c], sums[row + c + 1], sums[row + c + 2], sums[row + c + 3]] = [s0, s1, s2, s3];
    }
    for (; c < n; c++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[r * aRow + i * aInner] * b[i * bInner + c * bCol];
      sums[row + c] = sum;
    }
  }
  return sums;
}

/** All rows of the left operand. */
export const allRows = ({ m }: Sizes): Span => ({ from: 0, to: m });

/** y = a·b, with the operand named by the layout transposed. */
export const matmul =
  (layout: Layout) =>
  (t: Tensors<'a' | 'b' | 'y'>, sizes: Sizes, span = allRows(sizes)): void =>
    t.y.set(product(layout, t, sizes, span), span.from * sizes.n);

/** y = a·bᵀ + bias. */
export function linear(t: Tensors<'a' | 'b' | 'bias' | 'y'>, sizes: Sizes, span = allRows(sizes)): void {
  const sums = product('NT', t, sizes, span);
  const { y, bias } = t;
  for (let [i, at] = [0, span.from * sizes.n]; i < sums.length;) {
    for (let c = 0; c < sizes.n; c++) y[at++] = sums[i++] + bias[c];
  }
}

/** z = a·bᵀ + bias, y = dropout(activation(z)); dropout index r·n + c. */
export const linearActivation =
  ({ value }: Curve) =>
  (
    t: Tensors<'a' | 'b' | 'bias' | 'clock' | 'z' | 'y'>,
    params: Sizes & DropoutParams,
    span = allRows(params),
  ): void => {
    const { clock, z, y } = t;
    linear({ ...t, y: z }, params, span);
    for (let at = span.from * params.n; at < span.to * params.n; at++) {
      y[at] = dropoutScale(at, clock[0], params) * value(z[at]);
    }
  };

/** y = residual + dropout(a·bᵀ + bias); dropout index r·n + c. */
export function linearResidual(
  t: Tensors<'a' | 'b' | 'bias' | 'residual' | 'clock' | 'y'>,
  params: Sizes & DropoutParams,
  span = allRows(params),
): void {
  const sums = product('NT', t, params, span);
  const { y, bias, residual, clock } = t;
  for (let [i, at] = [0, span.from * params.n]; i < sums.length;) {
    for (let c = 0; c < params.n; c++, at++) {
      y[at] = residual[at] + dropoutScale(at, clock[0], params) * (sums[i++] + bias[c]);
    }
  }
}

/** dz = (a·b) ⊙ dropout_scale ⊙ activation′(z): the gradient of linearActivation's z, a·b being that of its y. */
export const activationBackward =
  ({ slope }: Curve) =>
  (t: Tensors<'a' | 'b' | 'z' | 'clock' | 'dz'>, params: Sizes & DropoutParams, span = allRows(params)): void => {
    const sums = product('NN', t, params, span);
    for (let [i, at] = [0, span.from * params.n]; i < sums.length; at++) {
      t.dz[at] = sums[i++] * dropoutScale(at, t.clock[0], params) * slope(t.z[at]);
    }
  };

/** y = aᵀ·b and row_sum[r] = Σ_i a[i,r]: the gradients of a linear layer's weight and bias, a being dy and b its input. */
export function weightGradient(
  t: Tensors<'a' | 'b' | 'y' | 'row_sum'>,
  sizes: Sizes,
  span: Span = allRows(sizes),
): void {
  matmul('TN')(t, sizes, span);
  for (let r = span.from; r < span.to; r++) {
    let sum = 0;
    for (let at = r; at < t.a.length; at += sizes.m) sum += t.a[at];
    t.row_sum[r] = sum;
  }
}
