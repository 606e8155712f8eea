import { normals } from './inputs.ts';
import type { Weight } from './sasrec.ts';

/** Sizes of a Mamba block: `width` of what it reads and writes, `channels` inside, the step through `rank` numbers. */
export interface MambaSizes {
  readonly batch: number;
  readonly length: number;
  readonly width: number;
  readonly channels: number;
  readonly states: number;
  readonly rank: number;
}

/**
 * With u = silu(conv(x·in) + b) over the last four positions, (B, C) = u·bc and delta = u·step.down·step.up + b:
 *
 *   y = (scan(u, delta, B, C) ⊙ silu(x·gate))·out + b        scan as in scan.ts
 *
 * The gradient is that of Σ y ⊙ dy. Gu & Dao 2023, section 3.4 and figure 3.
 */
export interface MambaProblem {
  readonly sizes: MambaSizes;
  /** (batch, length, width) */
  readonly x: Float32Array<ArrayBuffer>;
  readonly dy: Float32Array<ArrayBuffer>;
  readonly weights: Readonly<Record<MambaWeight, Weight>>;
}

export const TAPS = 4;

/** As Mamba has it: twice as wide inside, the step through ⌈D / 16⌉ numbers. */
export const mambaSizes = (batch: number, length: number, width: number, states: number): MambaSizes => ({
  batch,
  length,
  width,
  channels: 2 * width,
  states,
  rank: Math.ceil(width / 16),
});

export const MAMBA_SIZES: MambaSizes = mambaSizes(2, 256, 64, 16);

/** Names and shapes of the weights; products multiply from the right, and the newest tap of the convolution is the last. */
export const mambaShapes = ({ width, channels, states, rank }: MambaSizes) => ({
  'in.weight': [width, channels],
  'convolution.weight': [TAPS, channels],
  'convolution.bias': [channels],
  'bc.weight': [channels, 2 * states],
  'step.down.weight': [channels, rank],
  'step.up.weight': [rank, channels],
  'step.up.bias': [channels],
  logRate: [channels, states],
  skip: [channels],
  'gate.weight': [width, channels],
  'out.weight': [channels, width],
  'out.bias': [width],
});

export type MambaWeight = keyof ReturnType<typeof mambaShapes>;

/** What a gradient has a part for, in this order: x, then the weights. */
export const MAMBA_WEIGHTS = Object.keys(mambaShapes(MAMBA_SIZES)) as MambaWeight[];

/** Seeded inputs and weights; steps of about 0.03 and rates 1, 2, 3 …, as Mamba starts them. */
export function mambaProblem(sizes: MambaSizes = MAMBA_SIZES): MambaProblem {
  const { batch, length, width, states } = sizes;
  const drawn = (name: MambaWeight, shape: readonly number[]): Float32Array<ArrayBuffer> => {
    const count = shape.reduce((product, extent) => product * extent, 1);
    if (name === 'logRate') return Float32Array.from({ length: count }, (_, i) => Math.log((i % states) + 1));
    const values = normals(count, name.endsWith('weight') ? shape[0] ** -0.5 : 0.1, `mamba ${name}`);
    if (name === 'step.up.bias') return values.map((x) => x - 3.5);
    return name === 'skip' ? values.map((x) => 1 + x) : values;
  };
  const shapes = Object.entries(mambaShapes(sizes)) as [MambaWeight, number[]][];
  const weights = shapes.map(([name, shape]) => [name, { shape, values: drawn(name, shape) }]);
  return {
    sizes,
    x: normals(batch * length * width, 1, 'mamba x'),
    dy: normals(batch * length * width, 1, 'mamba dy'),
    weights: Object.fromEntries(weights) as MambaProblem['weights'],
  };
}
