import type { Floats } from '../../src/kernel/kernel.ts';
import { dropoutScale, type DropoutParams } from '../random/dropout.reference.ts';

/** total = a + b. */
export function accumulate(t: Readonly<Record<'a' | 'b' | 'total', Floats>>): void {
  t.total.forEach((_, i) => (t.total[i] = t.a[i] + t.b[i]));
}

/** y = factor · x. */
export function scale(t: Readonly<Record<'x' | 'y', Floats>>, { factor }: { readonly factor: number }): void {
  t.x.forEach((x, i) => (t.y[i] = factor * x));
}

/** y = dropout_scale(index) · x; the forward map and its derivative. Srivastava et al. 2014, inverted scaling. */
export function dropout(t: Readonly<Record<'x' | 'clock' | 'y', Floats>>, params: DropoutParams): void {
  t.x.forEach((x, i) => (t.y[i] = dropoutScale(i, t.clock[0], params) * x));
}

/** An activation and its derivative. */
export interface Activation {
  readonly activate: (x: number) => number;
  readonly slope: (x: number) => number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** max(x, 0); slope 0 at 0, as in PyTorch. */
export const relu: Activation = { activate: (x) => Math.max(x, 0), slope: (x) => (x > 0 ? 1 : 0) };

/** x·σ(2u), u = √(2/π)(x + 0.044715x³): GELU by tanh. Hendrycks & Gimpel 2016, section 2. */
export const gelu: Activation = {
  activate: (x) => x * sigmoid(2 * bend(x)),
  slope: (x) => {
    const gate = sigmoid(2 * bend(x));
    return gate + 2 * x * gate * (1 - gate) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
  },
};
const bend = (x: number): number => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);

/** x·σ(x). Elfwing et al. 2018. */
export const silu: Activation = {
  activate: (x) => x * sigmoid(x),
  slope: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))),
};

/** y = activate(x). */
export const forward =
  ({ activate }: Activation) =>
  (t: Readonly<Record<'x' | 'y', Floats>>): void =>
    t.x.forEach((x, i) => (t.y[i] = activate(x)));

/** dx = slope(x) · dy. */
export const backward =
  ({ slope }: Activation) =>
  (t: Readonly<Record<'dy' | 'x' | 'dx', Floats>>): void =>
    t.x.forEach((x, i) => (t.dx[i] = slope(x) * t.dy[i]));
