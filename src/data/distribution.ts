/** Whole numbers from `from` to `to`, both included. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Distribution {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  /** 95th percentile. */
  readonly p95: number;
  readonly max: number;
  /** From the bar of `min` to the bar of `max`; see `bars`. */
  readonly histogram: readonly Bar[];
}

/**
 * The `q`-quantile of ascending values, interpolated between neighbours as numpy does by default; 0 of none.
 * Hyndman & Fan 1996, definition 7.
 */
export function quantile(ascending: ArrayLike<number>, q: number): number {
  if (ascending.length === 0) return 0;
  const place = q * (ascending.length - 1);
  const low = Math.floor(place);
  const high = Math.ceil(place);
  return ascending[low] + (place - low) * (ascending[high] - ascending[low]);
}

/** Counts of ascending whole numbers ≥ 0 in bars 0, 1, 2–3, 4–7, 8–15, …, from the first filled to the last. */
export function bars(ascending: ArrayLike<number>): readonly Bar[] {
  const found: Bar[] = [];
  let at = 0;
  const barFrom = (value: number): number => (value < 1 ? 0 : 2 ** Math.floor(Math.log2(value)));
  for (let from = barFrom(ascending[0]); at < ascending.length; from = Math.max(1, 2 * from)) {
    const next = Math.max(1, 2 * from);
    const before = at;
    while (at < ascending.length && ascending[at] < next) at++;
    found.push({ from, to: next - 1, count: at - before });
  }
  return found;
}

/** `ascending`: whole numbers ≥ 0; all zero of none. */
export function distribution(ascending: Uint32Array): Distribution {
  const sum = ascending.reduce((total, value) => total + value, 0);
  return {
    min: ascending.at(0) ?? 0,
    median: quantile(ascending, 0.5),
    mean: ascending.length === 0 ? 0 : sum / ascending.length,
    p95: quantile(ascending, 0.95),
    max: ascending.at(-1) ?? 0,
    histogram: bars(ascending),
  };
}

/**
 * Gini coefficient of ascending values: 0 when all are equal, towards 1 when one has everything; 0 when all are 0.
 * G = Σᵢ (2i − n − 1) xᵢ / (n Σᵢ xᵢ), i from 1.
 */
export function gini(ascending: Uint32Array): number {
  const n = ascending.length;
  let sum = 0;
  let weighted = 0;
  ascending.forEach((value, i) => {
    sum += value;
    weighted += (2 * i + 1 - n) * value;
  });
  return sum === 0 ? 0 : weighted / (n * sum);
}
