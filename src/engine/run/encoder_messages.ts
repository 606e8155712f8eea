/** What crosses the facade about text encoders. Plain data. */
import type { Comparison } from '../../encoders/comparison.ts';
import type { Provider } from '../../ort/session.ts';

export type { Comparison, Provider };

/** Vectors that an encoder made of the titles and categories of a dataset's items; they stay in the engine, by their source. */
export interface EncodedItems {
  /** SHA-256 that names the files of the encoder. */
  readonly encoder: string;
  /** What `vectors` is set to for codes of these: `encoder:` and the first digits of that. */
  readonly vectors: string;
  readonly items: number;
  /** Numbers of a vector. */
  readonly width: number;
  readonly provider: Provider;
  /** How far WebGPU is from wasm; null where there is only one of them. */
  readonly comparison: Comparison | null;
  /** Version of ONNX's operators. */
  readonly opset: number;
  /** Items whose text is longer than the encoder reads. */
  readonly cut: number;
  /** Items without a text, which lie at the mean of the others. */
  readonly silent: number;
  /** They were kept from before, so that nothing was computed. */
  readonly known: boolean;
  readonly seconds: number;
}
