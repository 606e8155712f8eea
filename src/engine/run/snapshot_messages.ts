/** What crosses the facade about a run as a file. Plain data. */
import type { StatedScore } from '../../snapshot/manifest.ts';
import type { Storage } from '../../snapshot/storage.ts';

export type { StatedScore, Storage };

/** How a model is written to a file. */
export interface SnapshotOptions {
  /** How weights are stored; `f32` when absent. `int8` takes about a quarter of the room. */
  readonly precision?: Storage;
  /** Whether item titles go with the ids; true when absent. Without them nothing goes that was made of their words. */
  readonly titles?: boolean;
  /** Whether a model whose codes were made of text goes with what codes a new title, which tells the words of titles; true when absent. */
  readonly coder?: boolean;
  /**
   * Whether all that training it again takes goes with it: the whole recipe with the digest of the data, the kind of adapter, and a digest of the state at
   * each validation (docs/receipts.md). Absent: not with a run of this page, and with an opened file that has one.
   */
  readonly receipt?: boolean;
  /**
   * With a receipt: a few whole states of the training go with it, each three times as many numbers as the model has, so that stretches can be verified without all
   * before them. Absent: as with `receipt`. There are those of the last run of a visit, and none of codes or of a large model.
   */
  readonly states?: boolean;
}

/** Scores on the same targets before and after the weights went through int8. */
export interface QuantizationPrice {
  readonly stage: 'validation';
  /** Users ranked, of all whose targets there are: fewer where no GPU was free. */
  readonly users: number;
  readonly of: number;
  readonly measuredOn: 'gpu' | 'cpu';
  readonly f32: { readonly hr10: number; readonly ndcg10: number };
  readonly int8: { readonly hr10: number; readonly ndcg10: number };
}

/** What a snapshot says about itself; its author is not known. */
export interface SnapshotFacts {
  readonly weights: Storage;
  readonly items: number;
  readonly titled: boolean;
  readonly scores: readonly StatedScore[];
  readonly bytes: number;
  /** What its receipt says; absent where it has none. */
  readonly receipt?: ReceiptFacts;
}

/** A receipt in short. */
export interface ReceiptFacts {
  /** One digest that names all of it. */
  readonly chain: string;
  /** Of the data. */
  readonly fingerprint: string;
  readonly adapter: string;
  /** How many states it has, and the step of the last one. */
  readonly points: number;
  readonly steps: number;
  /** Steps of the whole states beside it; absent where there are none. */
  readonly states?: readonly number[];
}
