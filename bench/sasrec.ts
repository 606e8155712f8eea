import { normals, uniformIds } from './inputs.ts';

/** Sizes of a pre-norm SASRec with GELU (tanh) blocks of 4·width, scored by its item table. */
export interface SasrecSizes {
  readonly items: number;
  readonly length: number;
  readonly width: number;
  readonly blocks: number;
  readonly heads: number;
  readonly batch: number;
}

/** Row-major ids: `inputs` and `targets` are (batch, length); no padding, so that every position counts. */
export interface SasrecBatch {
  readonly inputs: Int32Array<ArrayBuffer>;
  readonly targets: Int32Array<ArrayBuffer>;
}

/** One parameter: its values row-major. Linear layers multiply from the right, x·weight + bias. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/** Everything that a library needs; step i trains on batch i modulo their number. Inference reads the first batch. */
export interface SasrecProblem {
  readonly sizes: SasrecSizes;
  readonly weights: Readonly<Record<string, Weight>>;
  readonly batches: readonly SasrecBatch[];
}

/** Adam without weight decay: θ ← θ − rate · m̂ / (√v̂ + epsilon). Kingma & Ba 2015, algorithm 1. */
export const ADAM = { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** ε of every layer norm. */
export const EPSILON = 1e-5;

/** The model that is measured. */
export const SIZES: SasrecSizes = { items: 2000, length: 50, width: 64, blocks: 2, heads: 2, batch: 32 };

const BATCHES = 4;

/**
 * Names and shapes of the parameters. `qkv` holds the columns of queries, keys and values one after another, each
 * split into heads of width/heads columns.
 */
export function weightShapes({ items, length, width, blocks }: SasrecSizes): Record<string, readonly number[]> {
  const block = (i: number): Record<string, readonly number[]> => ({
    [`blocks.${i}.norm1.gamma`]: [width],
    [`blocks.${i}.norm1.beta`]: [width],
    [`blocks.${i}.qkv.weight`]: [width, 3 * width],
    [`blocks.${i}.qkv.bias`]: [3 * width],
    [`blocks.${i}.out.weight`]: [width, width],
    [`blocks.${i}.out.bias`]: [width],
    [`blocks.${i}.norm2.gamma`]: [width],
    [`blocks.${i}.norm2.beta`]: [width],
    [`blocks.${i}.up.weight`]: [width, 4 * width],
    [`blocks.${i}.up.bias`]: [4 * width],
    [`blocks.${i}.down.weight`]: [4 * width, width],
    [`blocks.${i}.down.bias`]: [width],
  });
  return Object.assign(
    { items: [items, width], positions: [length, width] },
    ...Array.from({ length: blocks }, (_, i) => block(i)),
    { 'norm.gamma': [width], 'norm.beta': [width] },
  ) as Record<string, readonly number[]>;
}

/** Seeded weights and batches. No parameter is constant, so that a forgotten bias or gain shows in the loss. */
export function sasrecProblem(sizes: SasrecSizes = SIZES): SasrecProblem {
  const weights: Record<string, Weight> = {};
  for (const [name, shape] of Object.entries(weightShapes(sizes))) {
    const count = shape.reduce((product, extent) => product * extent, 1);
    const values = normals(count, name.endsWith('weight') ? shape[0] ** -0.5 : 0.1, name);
    weights[name] = { shape, values: name.endsWith('gamma') ? values.map((x) => 1 + x) : values };
  }
  const positions = sizes.batch * sizes.length;
  const batches = Array.from({ length: BATCHES }, (_, i) => ({
    inputs: uniformIds(positions, sizes.items, `inputs ${i}`),
    targets: uniformIds(positions, sizes.items, `targets ${i}`),
  }));
  return { sizes, weights, batches };
}

/** The values of one parameter. Throws where the model has no such parameter. */
export function weight({ weights }: SasrecProblem, name: string): Weight {
  if (!(name in weights))
    throw new Error(`sasrec: no parameter '${name}', expected one of ${Object.keys(weights).join(', ')}`);
  return weights[name];
}
