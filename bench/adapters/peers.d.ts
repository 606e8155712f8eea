/**
 * The parts of the peers' interfaces that the bench calls. The peers are installed by `npm run bench` alone, but types
 * and lint are checked without them.
 */

declare module '@jax-js/jax' {
  /** An array on the device, or its symbol while a function is traced. Every use consumes one reference; `ref` adds one. */
  export interface Tensor {
    readonly ref: Tensor;
    add(other: Tensor | number): Tensor;
    sub(other: Tensor | number): Tensor;
    mul(other: Tensor | number): Tensor;
    div(other: Tensor | number): Tensor;
    equal(other: Tensor | number): Tensor;
    sum(axis?: number): Tensor;
    mean(axis?: number): Tensor;
    reshape(shape: number[]): Tensor;
    slice(...index: (number | [] | [number, number])[]): Tensor;
    dispose(): void;
    data(): Promise<Float32Array>;
    blockUntilReady(): Promise<Tensor>;
  }
  type Tree = Tensor | { readonly [key: string]: Tree } | readonly Tree[];
  type Traced<A extends readonly Tree[], R extends Tree> = (...primals: A) => R;

  export const numpy: {
    array(values: Float32Array | Int32Array, options: { shape: number[] }): Tensor;
    arange(stop: number): Tensor;
    matmul(a: Tensor, b: Tensor): Tensor;
    einsum(subscripts: string, ...operands: Tensor[]): Tensor;
    argmin(x: Tensor, axis: number): Tensor;
    tanh(x: Tensor): Tensor;
    rint(x: Tensor): Tensor;
    take(table: Tensor, ids: Tensor, axis: number): Tensor;
    split(x: Tensor, sections: number, axis: number): Tensor[];
    where(condition: Tensor, x: Tensor | number, y: Tensor | number): Tensor;
    square(x: Tensor): Tensor;
    sqrt(x: Tensor): Tensor;
    exp(x: Tensor): Tensor;
    zeros(shape: number[]): Tensor;
    concatenate(parts: Tensor[], axis: number): Tensor;
  };
  export const nn: {
    softplus(x: Tensor): Tensor;
    gelu(x: Tensor): Tensor;
    silu(x: Tensor): Tensor;
    logsumexp(x: Tensor, axis: number): Tensor;
    standardize(x: Tensor, axis: number, options: { epsilon: number }): Tensor;
    dotProductAttention(q: Tensor, k: Tensor, v: Tensor, options: { isCausal: boolean }): Tensor;
  };
  export const tree: { ref<T extends Tree>(value: T): T; dispose(value: Tree): void };
  export function init(device: 'webgpu' | 'wasm'): Promise<string[]>;
  export function defaultDevice(device: 'webgpu' | 'wasm'): string;
  export function jit<A extends readonly Tree[], R extends Tree>(f: Traced<A, R>): Traced<A, R>;
  export function blockUntilReady<T extends Tree>(value: T): Promise<T>;
  export function valueAndGrad<A extends readonly Tree[]>(f: Traced<A, Tensor>): (...primals: A) => [Tensor, A[0]];
}

declare module '@tensorflow/tfjs-core' {
  export interface Tensor {
    readonly shape: number[];
    data(): Promise<Float32Array>;
    dispose(): void;
  }
  export type Variable = Tensor;
  type Shape = readonly number[];
  export function ready(): Promise<void>;
  export function setBackend(name: string): Promise<boolean>;
  export function backend(): object;
  export function tidy<T>(f: () => T): T;
  export function tensor(values: Float32Array | Int32Array, shape: Shape, dtype?: 'float32' | 'int32'): Tensor;
  export function variable(initial: Tensor): Variable;
  export function matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  export const fused: { matMul(options: { a: Tensor; b: Tensor; bias: Tensor }): Tensor };
  export function add(a: Tensor | number, b: Tensor | number): Tensor;
  export function sub(a: Tensor | number, b: Tensor | number): Tensor;
  export function mul(a: Tensor | number, b: Tensor | number): Tensor;
  export function square(x: Tensor): Tensor;
  export function rsqrt(x: Tensor): Tensor;
  export function exp(x: Tensor): Tensor;
  export function sigmoid(x: Tensor): Tensor;
  export function softplus(x: Tensor): Tensor;
  export function tanh(x: Tensor): Tensor;
  export function round(x: Tensor): Tensor;
  export function argMin(x: Tensor, axis: number): Tensor;
  export function argMax(x: Tensor, axis: number): Tensor;
  export function max(x: Tensor, axis: number, keepDims?: boolean): Tensor;
  export function equal(a: Tensor, b: Tensor): Tensor;
  export function cast(x: Tensor, dtype: 'float32' | 'int32'): Tensor;
  export function range(start: number, stop: number): Tensor;
  export function ones(shape: Shape): Tensor;
  export function div(a: Tensor | number, b: Tensor | number): Tensor;
  export function sum(x: Tensor, axis: number, keepDims?: boolean): Tensor;
  export function mean(x: Tensor, axis: number, keepDims?: boolean): Tensor;
  export function softmax(x: Tensor): Tensor;
  export function gather(table: Tensor, ids: Tensor): Tensor;
  export function oneHot(ids: Tensor, depth: number): Tensor;
  export function reshape(x: Tensor, shape: Shape): Tensor;
  export function transpose(x: Tensor, permutation: number[]): Tensor;
  export function split(x: Tensor, parts: number, axis: number): Tensor[];
  export function slice(x: Tensor, begin: number[], size: number[]): Tensor;
  export function concat(parts: Tensor[], axis: number): Tensor;
  export function zeros(shape: Shape): Tensor;
  /** A function with a gradient of its own. */
  export function customGrad(
    f: (x: Tensor) => { readonly value: Tensor; readonly gradFunc: (dy: Tensor) => Tensor },
  ): (x: Tensor) => Tensor;
  export function valueAndGrad(f: (x: Tensor) => Tensor): (x: Tensor, dy: Tensor) => { value: Tensor; grad: Tensor };
  /** What f gives back to each of its inputs for `dy`. */
  export function grads(f: (...inputs: Tensor[]) => Tensor): (inputs: Tensor[], dy: Tensor) => Tensor[];
  export const losses: { softmaxCrossEntropy(oneHot: Tensor, logits: Tensor): Tensor };
  export const train: {
    adam(
      rate: number,
      beta1: number,
      beta2: number,
      epsilon: number,
    ): { minimize(f: () => Tensor, returnCost: true, variables: Variable[]): Tensor };
  };
}

/** Gradients of all operations; without it nothing can be differentiated. */
declare module '@tensorflow/tfjs-core/dist/register_all_gradients.js' {}

declare module '@tensorflow/tfjs-backend-webgpu' {
  /** The device and three calls that are no public interface, but the only way to wait for the device. */
  export class WebGPUBackend {
    readonly device: GPUDevice;
    ensureCommandEncoderReady(): void;
    endComputePassEncoder(): void;
    submitQueue(): void;
  }
}

declare module 'onnxruntime-web/webgpu' {
  export const env: { wasm: { numThreads: number }; logLevel: string };
  export class Tensor {
    constructor(type: 'int32' | 'float32', data: Int32Array | Float32Array, dims: readonly number[]);
    readonly data: Float32Array;
  }
  export const InferenceSession: {
    create(
      model: Uint8Array,
      options: { executionProviders: { name: 'webgpu' | 'wasm'; device: GPUDevice }[]; graphOptimizationLevel: 'all' },
    ): Promise<{ run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> }>;
  };
}
