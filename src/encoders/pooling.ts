/** States of tokens, one after another. */
export interface States {
  /** (length, width), row-major. */
  readonly values: ArrayLike<number>;
  readonly length: number;
  readonly width: number;
}

type Pool = (states: States, c: number) => number;

const weighted = ({ values, length, width }: States, c: number, weight: (t: number) => number): number => {
  let sum = 0;
  for (let t = 0; t < length; t++) sum += weight(t) * values[t * width + c];
  return sum;
};

/**
 * What a text's vector is made of the states x_t of its n tokens, as sentence-transformers has it; texts are never padded, so that every token counts.
 *
 *   cls x_0 · max max x_t · mean Σ x_t / n · mean_sqrt_len Σ x_t / √n · weightedmean Σ (t + 1) x_t / Σ (t + 1) · lasttoken x_{n−1}
 */
export const poolings = {
  cls: ({ values }, c) => values[c],
  max: ({ values, length, width }, c) => {
    let most = values[c];
    for (let t = 1; t < length; t++) most = Math.max(most, values[t * width + c]);
    return most;
  },
  mean: (states, c) => weighted(states, c, () => 1) / states.length,
  mean_sqrt_len: (states, c) => weighted(states, c, () => 1) / Math.sqrt(states.length),
  weightedmean: (states, c) => weighted(states, c, (t) => t + 1) / ((states.length * (states.length + 1)) / 2),
  lasttoken: ({ values, length, width }, c) => values[(length - 1) * width + c],
} as const satisfies Record<string, Pool>;

export type Pooling = keyof typeof poolings;

/** The vector of a text in double precision: its poolings one behind another, of length 1 where `unit`. */
export function pooled(states: States, by: readonly Pooling[], unit: boolean): Float64Array {
  const { width } = states;
  const vector = Float64Array.from({ length: by.length * width }, (_, i) =>
    poolings[by[Math.floor(i / width)]](states, i % width),
  );
  return unit ? scaled(vector) : vector;
}

/** x / max(‖x‖, 10⁻¹²) */
export function scaled(vector: Float64Array): Float64Array {
  const length = Math.max(Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)), 1e-12);
  return vector.map((x) => x / length);
}
