import expWgsl from './exp.wgsl?raw';
import geluWgsl from './gelu.wgsl?raw';
import * as reference from './pointwise.reference.ts';
import reluWgsl from './relu.wgsl?raw';
import sigmoidWgsl from './sigmoid.wgsl?raw';
import siluWgsl from './silu.wgsl?raw';
import softplusWgsl from './softplus.wgsl?raw';
import tanhWgsl from './tanh.wgsl?raw';

/** A function of one number: its program, which defines `value` and `slope` of a `Lane`, and the same in f64. */
export interface Pointwise extends reference.Curve {
  readonly wgsl: string;
}

/**
 * Every pointwise function. A new row has its kernels (pointwise.kernels.ts), the op `pointwise`, the check against f64 and
 * against central differences, and the ends of f32; it needs golden values beside it.
 */
export const pointwise = {
  exp: { wgsl: expWgsl, ...reference.exp },
  gelu: { wgsl: geluWgsl, ...reference.gelu },
  relu: { wgsl: reluWgsl, ...reference.relu },
  sigmoid: { wgsl: sigmoidWgsl, ...reference.sigmoid },
  silu: { wgsl: siluWgsl, ...reference.silu },
  softplus: { wgsl: softplusWgsl, ...reference.softplus },
  tanh: { wgsl: tanhWgsl, ...reference.tanh },
} as const satisfies Readonly<Record<string, Pointwise>>;

export type PointwiseName = keyof typeof pointwise;

const names = Object.keys(pointwise) as readonly PointwiseName[];

/** What `make` gives for every row, under its name. */
export const eachPointwise = <T>(
  make: (name: PointwiseName, row: Pointwise) => T,
): Readonly<Record<PointwiseName, T>> =>
  Object.fromEntries(names.map((name) => [name, make(name, pointwise[name])])) as Record<PointwiseName, T>;
