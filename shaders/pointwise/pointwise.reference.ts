import type { Floats, Span } from '../../src/kernel/kernel.ts';

/** A function of one number and its derivative, in double precision. */
export interface Curve {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
}

export const sigmoid: Curve = {
  value: (x) => 1 / (1 + Math.exp(-x)),
  slope: (x) => sigmoid.value(x) * (1 - sigmoid.value(x)),
};

export const tanh: Curve = { value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 };

const ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;
const geluInner = (x: number): number => ROOT_2_OVER_PI * (x + CUBIC * x * x * x);

/** x/2 · (1 + tanh u) with u = √(2/π)(x + 0.044715 x³), which is x · σ(2u). Hendrycks & Gimpel 2016, section 2. */
export const gelu: Curve = {
  value: (x) => x / (1 + Math.exp(-2 * geluInner(x))),
  slope: (x) => {
    const t = Math.tanh(geluInner(x));
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * ROOT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
  },
};

/** x · σ(x). Elfwing, Uchibe & Doya 2018, eqs. 6–7. */
export const silu: Curve = {
  value: (x) => x * sigmoid.value(x),
  slope: (x) => sigmoid.value(x) * (1 + x * (1 - sigmoid.value(x))),
};

export const relu: Curve = { value: (x) => Math.max(x, 0), slope: (x) => (x > 0 ? 1 : 0) };

/** Where eˣ is held: f32 ends at e^88.7. */
const LARGEST_EXPONENT = 80;

/** e^min(x, 80). */
export const exp: Curve = {
  value: (x) => Math.exp(Math.min(x, LARGEST_EXPONENT)),
  slope: (x) => (x < LARGEST_EXPONENT ? Math.exp(x) : 0),
};

/** ln(1 + eˣ). */
export const softplus: Curve = {
  value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  slope: sigmoid.value,
};

interface Extents {
  readonly rows: number;
  readonly width: number;
}

const allRows = ({ rows }: Extents): Span => ({ from: 0, to: rows });

/** y = value(x). */
export const forward =
  ({ value }: Curve) =>
  (t: Readonly<Record<'x' | 'y', Floats>>, extents: Extents, { from, to }: Span = allRows(extents)): void => {
    for (let i = from * extents.width; i < to * extents.width; i++) t.y[i] = value(t.x[i]);
  };

/** dx = dy · slope(x). */
export const backward =
  ({ slope }: Curve) =>
  (t: Readonly<Record<'dy' | 'x' | 'dx', Floats>>, extents: Extents, { from, to }: Span = allRows(extents)): void => {
    for (let i = from * extents.width; i < to * extents.width; i++) t.dx[i] = t.dy[i] * slope(t.x[i]);
  };
