/** Student's t distribution. */

/**
 * How much of Student's t with `freedom` degrees of freedom (whole, at least 1) lies in [−t, t]. With x = atan(t/√freedom) the integral of
 * cos^(freedom − 1) from −x to x over that from −π/2 to π/2, taken down by parts two powers of the cosine at a time.
 */
export function studentWithin(t: number, freedom: number): number {
  const x = Math.atan(t / Math.sqrt(freedom));
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(x) : 1;
  let sum = 0;
  for (let power = odd ? 1 : 0; power <= freedom - 2; power += 2) {
    sum += term;
    term *= (Math.cos(x) ** 2 * (power + 1)) / (power + 2);
  }
  return odd ? (2 / Math.PI) * (x + Math.sin(x) * sum) : Math.sin(x) * sum;
}

/** The t with 95 % of the distribution in [−t, t], to the last digits of a double. */
export function studentBound(freedom: number): number {
  let [low, high] = [1.9, 12.8]; // of infinitely many degrees of freedom it is 1.96, of one 12.71
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export interface Spread {
  /** The mean. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of at least two numbers with its 95 % interval by Student's t: mean ± t · s/√n, s with n − 1. */
export function studentInterval(values: readonly number[]): Spread {
  const n = values.length;
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  const half = studentBound(n - 1) * Math.sqrt(variance / n);
  return { value, low: value - half, high: value + half };
}
