/**
 * The descriptor language: everything true of a GPU program, as data. The runtime allocates, binds, launches, measures
 * and checks from it; the page draws it.
 */
export type Scalar = 'u32' | 'f32';
export type ParamSpec = Readonly<Record<string, Scalar>>;
export type ParamValues<P extends ParamSpec = ParamSpec> = { readonly [K in keyof P]: number };
export type Params = Readonly<Record<string, number>>;

/** Parameters that may appear in a tensor's shape. */
type Extent<P extends ParamSpec> = { [K in keyof P]: P[K] extends 'u32' ? K : never }[keyof P] & string;

/** `read` is input, `write` is output, `update` is both: read, then overwritten in place. */
export type Access = 'read' | 'write' | 'update';

export interface Binding<E extends string = string, A extends Access = Access> {
  readonly access: A;
  readonly element: Scalar;
  /** Names of parameters, or fixed extents. */
  readonly shape: readonly (E | number)[];
}

type Names<S extends readonly (string | number)[]> = Extract<S[number], string>;
const binding =
  <A extends Access>(access: A, element: Scalar) =>
  <const S extends (string | number)[]>(...shape: S): Binding<Names<S>, A> => ({
    access,
    element,
    shape: shape as never,
  });

export const read = binding('read', 'f32');
export const write = binding('write', 'f32');
export const update = binding('update', 'f32');
/** Integer inputs: ids, offsets, positions. */
export const readIds = binding('read', 'u32');
export const writeIds = binding('write', 'u32');

export type TensorSpec<E extends string = string> = Readonly<Record<string, Binding<E>>>;
export type NamesWith<T extends TensorSpec, A extends Access> = {
  [K in keyof T]: T[K]['access'] extends A ? K : never;
}[keyof T];

/** What a reference reads and writes: every tensor, integer ones too, as exact f64. */
export type Floats = Float64Array;

/** One launch. Its WGSL binds, by name, any of the kernel's tensors and of the variant's scratch buffers. */
export interface Pass<P extends ParamSpec = ParamSpec> {
  /** The program; several files are joined, a main file and the functions that fill its slots. */
  readonly wgsl: string | readonly string[];
  /** Pipeline constants: tile sizes, head widths, flags. */
  readonly overrides?: (params: ParamValues<P>) => Readonly<Record<string, number>>;
  /** Number of workgroups; the runtime folds it into (x, y) below 65,536 each. */
  workgroups(params: ParamValues<P>): number;
}

/** One way to compute a kernel: the passes it takes, the buffers it needs in between, where it may run. */
export interface Variant<P extends ParamSpec = ParamSpec> {
  readonly passes: readonly Pass<P>[];
  /** Buffers between the passes: name → number of 4-byte elements. */
  readonly scratch?: (params: ParamValues<P>) => Readonly<Record<string, number>>;
  /** Uses no workgroup barrier: what software adapters want. */
  readonly barrierFree?: boolean;
  /** For software adapters alone, and the sizes at which it pays there. A GPU is never asked to try it. */
  readonly onSoftware?: (params: ParamValues<P>) => boolean;
  /**
   * No figure from hardware says that it is worth its compilation: a GPU takes it only where it is named (by the
   * recorded variants of a run) or where nothing else runs. A variant loses the mark with a figure in docs/kernels.md.
   */
  readonly unmeasured?: boolean;
  /** False where sizes rule it out (a tile that does not fit 16 KiB, a head too wide). Always true when absent. */
  readonly supports?: (params: ParamValues<P>) => boolean;
}

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** Rows `from` … `to` − 1 of a kernel's work. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How the work of a reference falls into rows, so that it can rest between them. */
export interface Rows<P extends ParamSpec = ParamSpec> {
  count(params: ParamValues<P>): number;
  /**
   * Inputs with as many rows, of which row r of every output reads row r alone (`own`) or the rows up to r (`earlier`).
   * A kernel that names any computes each row without the rows before it; all its other inputs are read whole.
   */
  readonly own?: readonly string[];
  readonly earlier?: readonly string[];
  /**
   * The same of a kernel whose rows go on from one another: row r of every output is made from row r of these inputs and the
   * outputs of the rows before, so that none can be left out, and a change begins at the row that changed.
   */
  readonly inOrder?: readonly string[];
  /** Inputs that say where histories end: where one grows, the rows before its former end stay as they are. */
  readonly ends?: readonly string[];
}

/** One map of tensors, with all its variants and the f64 reference they must agree with. `T` keeps binding order. */
export interface Kernel<P extends ParamSpec = ParamSpec, T extends TensorSpec = TensorSpec> {
  /** `family.verb`, unique. */
  readonly name: string;
  readonly params: P;
  readonly tensors: T;
  readonly variants: Readonly<Record<string, Variant<P>>>;
  /**
   * The same map in plain TypeScript, exact in f64. Writes every `write` tensor, overwrites every `update` tensor. With a
   * span only those of its `rows`: asked for one span after another, from the first row to the last, it gives the same bits.
   */
  reference(tensors: { readonly [K in keyof T]: Floats }, params: ParamValues<P>, span?: Span): void;
  /** Absent where the reference only computes everything at once. */
  readonly rows?: Rows<P>;
  /** Largest allowed |gpu − reference| per element on test inputs: absolute + relative·|reference|. */
  tolerance(params: ParamValues<P>): Tolerance;
  /** Parameter sets on which every variant is compared with the reference: both sides of every boundary. */
  readonly cases: readonly ParamValues<P>[];
  /** Valid test inputs where uniform noise in [−2, 2) would not do: ids, offsets, statistics of other inputs. */
  readonly inputs?: (params: ParamValues<P>) => { readonly [K in keyof T]?: ArrayLike<number> };
  /** Floating-point operations of one run, for rates; absent where meaningless. */
  readonly flops?: (params: ParamValues<P>) => number;
}

export function defineKernel<const P extends ParamSpec, const T extends TensorSpec<Extent<P>>>(
  kernel: Kernel<P, T>,
): Kernel<P, T> {
  return kernel;
}

/** A descriptor whose types are forgotten, as lists of kernels hold it. */
export const erased = (kernel: unknown): Kernel => kernel as Kernel;

/** Extents of `binding` under `params`. */
export function extents(binding: Binding, params: Params): number[] {
  return binding.shape.map((extent) => {
    const value = typeof extent === 'number' ? extent : params[extent];
    if (value === undefined) throw new Error(`shape names parameter '${extent}', which was not given`);
    return value;
  });
}

/** Number of elements of `binding` under `params`. */
export const elements = (binding: Binding, params: Params): number =>
  extents(binding, params).reduce((product, extent) => product * extent, 1);

/** Multiplications and additions of one run, counted together; where none are stated, one for every element that is bound. */
export const workOf = (kernel: Kernel, params: Params): number =>
  Math.max(
    kernel.flops?.(params) ?? 0,
    Object.values(kernel.tensors).reduce((sum, binding) => sum + elements(binding, params), 0),
  );

/** Variants that may run at these sizes. */
export const supported = (kernel: Kernel, params: Params): string[] =>
  Object.entries(kernel.variants)
    .filter(([, variant]) => variant.supports?.(params) ?? true)
    .map(([name]) => name);
