/** Where a model is computed. */
export type Provider = 'webgpu' | 'wasm';

/** A tensor that a model gave. */
export interface Output {
  readonly data: ArrayLike<number>;
  readonly dims: readonly number[];
}

/** A model that is open. It is asked one question at a time. */
export interface EncoderSession {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers by the names of inputs, (rows, length) each, to the output called so. */
  run(
    feeds: Readonly<Record<string, readonly number[]>>,
    shape: readonly [rows: number, length: number],
    output: string,
  ): Promise<Output>;
  release(): Promise<void>;
}

/** What opens models. */
export interface EncoderRuntime {
  /** Where it can compute, the fastest first. */
  readonly providers: readonly Provider[];
  open(model: Uint8Array, provider: Provider): Promise<EncoderSession>;
}
