import geluWgsl from './gelu.wgsl?raw';
import * as reference from './pointwise.reference.ts';
import softplusWgsl from './softplus.wgsl?raw';

/** A function of one number: its program, which defines `value` and `slope` of a `Lane`, and the same in f64. */
export interface Pointwise extends reference.Curve {
  readonly wgsl: string;
}

/** Every pointwise function that a kernel takes into its own. */
export const pointwise = {
  gelu: { wgsl: geluWgsl, ...reference.gelu },
  softplus: { wgsl: softplusWgsl, ...reference.softplus },
} as const satisfies Readonly<Record<string, Pointwise>>;

export type PointwiseName = keyof typeof pointwise;
