/** A function of one number and its derivative, in double precision. */
export interface Curve {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
}

export const sigmoid: Curve = {
  value: (x) => 1 / (1 + Math.exp(-x)),
  slope: (x) => sigmoid.value(x) * (1 - sigmoid.value(x)),
};

const ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;
const geluTanh = (x: number): number => Math.tanh(ROOT_2_OVER_PI * (x + CUBIC * x * x * x));

/** x/2 · (1 + tanh(√(2/π)(x + 0.044715 x³))). Hendrycks & Gimpel 2016, section 2. */
export const gelu: Curve = {
  value: (x) => 0.5 * x * (1 + geluTanh(x)),
  slope: (x) => {
    const t = geluTanh(x);
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * ROOT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
  },
};

/** ln(1 + eˣ). */
export const softplus: Curve = {
  value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  slope: sigmoid.value,
};
