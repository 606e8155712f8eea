/** What crosses the facade about text encoders. Plain data. */
import type { Comparison } from '../../encoders/comparison.ts';
import type { Provider } from '../../ort/session.ts';

export type { Comparison, Provider };

/** A text encoder that was brought here, with what its own files say that it does with a text. */
export interface EncoderCard {
  /** SHA-256 that names its files. */
  readonly encoder: string;
  readonly name: string;
  /** Bytes of its files. */
  readonly bytes: number;
  /** Version of ONNX's operators that the model was written for. */
  readonly opset: number;
  /** What is made of the states of the tokens, one behind another; null where the model gives a vector itself. */
  readonly pooling: readonly string[] | null;
  /** Vectors are made of length 1. */
  readonly unit: boolean;
  /** Tokens of a text at most; what is longer is cut. Null where nothing says. */
  readonly longest: number | null;
  readonly lowerCase: boolean;
  /** Put before each text. */
  readonly prompt: string;
  /** Its files are kept for another visit. */
  readonly kept: boolean;
}

export interface BringOptions {
  /** What it is called; else its folder, or what its configuration says. */
  readonly name?: string;
  /** SHA-256, hex, of its model as whoever gives it states it, or of all its files as recipes do; anything else is refused. */
  readonly sha256?: string;
}

/** What bringing an encoder came to: where it is not kept, why, and it is there as long as this session lasts. */
export interface BroughtEncoder extends EncoderCard {
  readonly reason: string | null;
}

/** Vectors that an encoder made of the titles and categories of a dataset's items; they stay in the engine, by their source. */
export interface EncodedItems {
  /** SHA-256 that names its files. */
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
