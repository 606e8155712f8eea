import type { Observed, Wanted } from '../../recommend/reader.ts';

/**
 * How a launch mixes positions once its gates are held as they are: then each channel of its output is a sum over positions,
 * y_i = Σ_j M_ij x_j + rest_i. Channels with the same M are one.
 */
export interface Operators {
  /** Positions. */
  readonly time: number;
  readonly sees: 'past' | 'all';
  /** Different M. Each stands for as many channels as any other. */
  readonly count: number;
  /** Writes one M (T, T), row-major, over all that stands in `into`. */
  readonly write: (channel: number, into: Float64Array) => void;
}

/**
 * How one kind of kernel mixes positions. Each is a file of this folder that ends in `.mixing.ts` and exports `mixing`; a kernel
 * that mixes and has none is passed over.
 */
export interface Mixing {
  /** Begins the names of its kernels. */
  readonly kernel: string;
  /** What is read of its launches and of those beside them. */
  readonly wanted: readonly Wanted[];
  /** What is held as it is, in a sentence. */
  readonly held: string;
  /** The operators of launch `at` of those that were observed. */
  operators(all: readonly Observed[], at: number): Operators;
}
