/** Where a model is computed. */
export type Provider = 'webgpu' | 'wasm';

/** A tensor of whole numbers that goes in, row-major. */
export interface Fed {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** A tensor that a model gave, row-major; it may go in again. */
export interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A model in ONNX that is open. It is asked one question at a time. */
export interface Session {
  /** What runs it, with its version. */
  readonly runtime: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Tensors by the names of inputs, to the output called so. @throws Error where the runtime refuses what is given */
  run(feeds: Readonly<Record<string, Fed>>, output: string): Promise<Output>;
  /** The same to several outputs. */
  runAll(feeds: Readonly<Record<string, Fed | Output>>, outputs: readonly string[]): Promise<readonly Output[]>;
  release(): Promise<void>;
}

/** What opens models. */
export interface Runtime {
  /** Where it can compute, the fastest first. */
  readonly providers: readonly Provider[];
  /** @throws Error where the runtime cannot be started or refuses the model, with what it says */
  open(model: Uint8Array, provider: Provider): Promise<Session>;
}
