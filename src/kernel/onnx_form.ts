/**
 * The ONNX face of a kernel: the same map in plain ONNX operators. It stands beside the kernel as `<family>.onnx.ts`, and whatever graph
 * launches only kernels that have one can leave as an ONNX file.
 */
import {
  erased,
  type Kernel,
  type NamesWith,
  type Params,
  type ParamSpec,
  type ParamValues,
  type TensorSpec,
} from './kernel.ts';

/** A tensor of an ONNX graph. */
export interface Value {
  readonly name: string;
}

/** An attribute of a node: an integer, several, or a number in single precision. */
export type Attribute = number | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

/** States that go from position to position, and what is read and told at each. */
export interface Loop {
  /** Of each state (B, …) its extents but for the first; it is 0 before the first position. */
  readonly states: readonly (readonly number[])[];
  /** (B, T, …), of which the body reads (B, …). */
  readonly read: readonly Value[];
  /** What a position makes of the states (B, …) before it; what it tells (B, …) is stacked to (B, T, …). */
  body(
    g: OnnxGraph,
    states: readonly Value[],
    read: readonly Value[],
  ): { readonly states: readonly Value[]; readonly told: readonly Value[] };
}

/** Where nodes are written. Constants of equal value are one. */
export interface OnnxGraph {
  /** Int64 (1): histories of the batch, which no shape states. */
  readonly batch: Value;
  /** The first output of an operator of the default domain. */
  node(operator: string, inputs: readonly (Value | null)[], attributes?: Attributes): Value;
  /** A number in single precision. */
  number(value: number): Value;
  /** Int64 of this shape; of a row where none is given. */
  integers(values: readonly number[], shape?: readonly number[]): Value;
  /** What the positions of a loop tell, stacked. */
  loop(loop: Loop): readonly Value[];
  /** x (B, T, C) behind the `count` positions before it, which are 0 where there were none: (B, count + T, C). */
  behind(x: Value, count: number, width: number): Value;
}

/** Where a graph is written that reads one item after another: what it makes of those before it is given, and told again. */
export interface OnnxStream extends OnnxGraph {
  /** x (B, T, …) behind that of all items before: (B, P + T, …). Of the extents of x those behind the second are stated. */
  sofar(x: Value, extents: readonly number[]): Value;
}

/**
 * A kernel in ONNX operators. Each tensor has the shape of its binding, but for the first extent, which is whatever the batch makes it.
 */
export interface OnnxForm {
  /** The kernel's. */
  readonly name: string;
  readonly kernel: Kernel;
  /** What the kernel writes, but for what only its backward reads. */
  write(
    g: OnnxGraph,
    read: Readonly<Record<string, Value>>,
    params: Params,
  ): Readonly<Record<string, Value | undefined>>;
  /** The same at the next item of a history, where `write` by itself would not see those before it. */
  next?(
    g: OnnxStream,
    read: Readonly<Record<string, Value>>,
    params: Params,
  ): Readonly<Record<string, Value | undefined>>;
}

type Read<T extends TensorSpec> = { readonly [K in NamesWith<T, 'read' | 'update'> & string]: Value };
type Written<T extends TensorSpec> = { readonly [K in NamesWith<T, 'write' | 'update'> & string]?: Value };

export const onnxForm = <P extends ParamSpec, T extends TensorSpec>(
  kernel: Kernel<P, T>,
  write: (g: OnnxGraph, read: Read<T>, params: ParamValues<P>) => Written<T>,
  next?: (g: OnnxStream, read: Read<T>, params: ParamValues<P>) => Written<T>,
): OnnxForm => ({
  name: kernel.name,
  kernel: erased(kernel),
  write: (g, read, params) => write(g, read as Read<T>, params as ParamValues<P>), // the descriptor's own
  ...(next && { next: (g, read, params) => next(g, read as Read<T>, params as ParamValues<P>) }),
});
