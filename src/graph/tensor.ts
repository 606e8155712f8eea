import { checkShape, show, size, type Shape } from '../core/shape.ts';
import { ShapeError } from '../core/errors.ts';
import {
  elements,
  erased,
  extents,
  type Kernel,
  type NamesWith,
  type Params,
  type ParamSpec,
  type ParamValues,
  type Scalar,
  type TensorSpec,
} from '../kernel/kernel.ts';

/** One kernel launch in the graph: which kernel, on which tensors, with which parameters. */
export interface Dispatch {
  readonly kernel: Kernel;
  /** Tensors read or updated, by name. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly params: Params;
  /** Position in the order of tracing: launches run in this order. */
  readonly serial: number;
}

/** Where a tensor's numbers come from. */
export type Origin =
  | { readonly kind: 'leaf'; readonly name: string; readonly element: Scalar }
  | { readonly kind: 'output'; readonly of: Dispatch; readonly name: string }
  | { readonly kind: 'view'; readonly of: Tensor };

/** What an op gives an input's gradient: something to add, or the whole sum with what was gathered folded in. */
export type Contribution = Tensor | { readonly total: Tensor } | null;

/** How to pull a gradient back through the op that made a tensor. */
export interface Pullback {
  readonly inputs: readonly Tensor[];
  /**
   * dL/dy ↦ dL/d(each input), null where undefined. `gathered[i]` is what other consumers of input i have contributed so
   * far; an op whose kernel can add it for free returns `{ total }`.
   */
  apply(dy: Tensor, gathered: readonly (Tensor | undefined)[]): readonly Contribution[];
}

export interface Tensor {
  readonly shape: Shape;
  readonly origin: Origin;
  readonly pullback?: Pullback;
}

/** A tensor whose numbers come from outside: a parameter, a batch, the training step. */
export const leaf = (name: string, shape: Shape, element: Scalar = 'f32'): Tensor => ({
  shape,
  origin: { kind: 'leaf', name, element },
});

/** The same numbers under another shape of equal size. */
export function view(x: Tensor, shape: Shape): Tensor {
  if (size(x.shape) !== size(shape)) throw new ShapeError(`view: cannot see ${show(x.shape)} as ${show(shape)}`);
  return {
    shape,
    origin: { kind: 'view', of: x },
    pullback: { inputs: [x], apply: (dy) => [view(dy, x.shape)] },
  };
}

/** The tensor behind any number of views. */
export function root(x: Tensor): Tensor {
  return x.origin.kind === 'view' ? root(x.origin.of) : x;
}

type Inputs<T extends TensorSpec> = { readonly [K in NamesWith<T, 'read' | 'update'> & string]: Tensor };
type Outputs<T extends TensorSpec> = { readonly [K in NamesWith<T, 'write' | 'update'> & string]: Tensor };

let traced = 0;

/** Records one kernel launch. Output shapes are read off the kernel's descriptor. */
export function dispatch<P extends ParamSpec, T extends TensorSpec>(
  kernel: Kernel<P, T>,
  inputs: Inputs<T>,
  params: ParamValues<P>,
): Outputs<T> {
  const given: Readonly<Record<string, Tensor>> = inputs;
  const of: Dispatch = { kernel: erased(kernel), inputs: given, params, serial: traced++ };
  const outputs: Record<string, Tensor> = {};
  for (const [name, binding] of Object.entries(kernel.tensors)) {
    if (binding.access !== 'write') {
      checkShape(`${kernel.name}: ${name}`, [size(given[name].shape)], [elements(binding, params)]);
    }
    if (binding.access !== 'read') outputs[name] = outputOf(of, name);
  }
  return outputs as Outputs<T>;
}

/** What a launch writes by that name. */
export const outputOf = (of: Dispatch, name: string): Tensor => ({
  shape: extents(of.kernel.tensors[name], of.params),
  origin: { kind: 'output', of, name },
});

/** Attaches a pullback to an op's result. */
export function differentiable(y: Tensor, inputs: readonly Tensor[], apply: Pullback['apply']): Tensor {
  return { ...y, pullback: { inputs, apply } };
}
