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

/** Σ_i a[r,i] · b[i,c] for every row r of the span and column c, handed to `finish` with its index r·n + c. */
function product(
  layout: Layout,
  { a, b }: Tensors<'a' | 'b'>,
  { m, n, k }: Sizes,
  { from, to }: Span,
  finish: (sum: number, index: number, col: number) => void,
): void {
  const [aRow, aInner] = layout === 'TN' ? [1, m] : [k, 1];
  const [bInner, bCol] = layout === 'NT' ? [1, k] : [n, 1];
  for (let r = from; r < to; r++) {
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
      finish(s0, r * n + c, c);
      finish(s1, r * n + c + 1, c + 1);
      finish(s2, r * n + c + 2, c + 2);
      finish(s3, r * n + c + 3, c + 3);
    }
    for (; c < n; c++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[r * aRow + i * aInner] * b[i * bInner + c * bCol];
      finish(sum, r * n + c, c);
    }
  }
}

/** All rows of the left operand. */
export const allRows = ({ m }: Sizes): Span => ({ from: 0, to: m });

/** y = a·b, with the operand named by the layout transposed. */
export const matmul =
  (layout: Layout) =>
  (t: Tensors<'a' | 'b' | 'y'>, sizes: Sizes, span = allRows(sizes)): void =>
    product(layout, t, sizes, span, (sum, at) => (t.y[at] = sum));

/** y = a·bᵀ + bias. */
export const linear = (t: Tensors<'a' | 'b' | 'bias' | 'y'>, sizes: Sizes, span = allRows(sizes)): void =>
  product('NT', t, sizes, span, (sum, at, col) => (t.y[at] = sum + t.bias[col]));

/** z = a·bᵀ + bias, y = dropout(activation(z)); dropout index r·n + c. */
export const linearActivation =
  ({ value }: Curve) =>
  (t: Tensors<'a' | 'b' | 'bias' | 'clock' | 'z' | 'y'>, params: Sizes & DropoutParams, span = allRows(params)): void =>
    product('NT', t, params, span, (sum, at, col) => {
      t.z[at] = sum + t.bias[col];
      t.y[at] = dropoutScale(at, t.clock[0], params) * value(t.z[at]);
    });

/** y = residual + dropout(a·bᵀ + bias); dropout index r·n + c. */
export const linearResidual = (
  t: Tensors<'a' | 'b' | 'bias' | 'residual' | 'clock' | 'y'>,
  params: Sizes & DropoutParams,
  span = allRows(params),
): void =>
  product('NT', t, params, span, (sum, at, col) => {
    t.y[at] = t.residual[at] + dropoutScale(at, t.clock[0], params) * (sum + t.bias[col]);
  });

/** dz = (a·b) ⊙ dropout_scale ⊙ activation′(z): the gradient of linearActivation's z, a·b being that of its y. */
export const activationBackward =
  ({ slope }: Curve) =>
  (t: Tensors<'a' | 'b' | 'z' | 'clock' | 'dz'>, params: Sizes & DropoutParams, span = allRows(params)): void =>
    product('NN', t, params, span, (sum, at) => {
      t.dz[at] = sum * dropoutScale(at, t.clock[0], params) * slope(t.z[at]);
    });

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
