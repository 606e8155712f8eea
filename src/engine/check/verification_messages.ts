/** What crosses the facade about training a run again. Plain data. */

export interface VerifyOptions {
  /** Stretches between two states that are drawn; 3 when absent. */
  readonly segments?: number;
  /** Steps that are trained again at most; as many as the last drawn stretch needs when absent. */
  readonly steps?: number;
  /** Draws the stretches; 1 when absent. */
  readonly seed?: number;
}

/** A state of the receipt that was reached again. */
export interface VerifiedState {
  readonly epoch: number;
  readonly step: number;
  /** Whether the stretch that ends here was drawn; others are trained on the way. */
  readonly drawn: boolean;
  /** SHA-256 of the state here. */
  readonly found: string;
  /** What the receipt has otherwise, as words; null for nothing. */
  readonly differs: string | null;
}

/** What came of training a run again. */
export interface Verification {
  /** Names the receipt. */
  readonly chain: string;
  readonly adapter: string;
  readonly seed: number;
  /** The last step that was come to, of all that the receipt tells of. */
  readonly steps: number;
  readonly of: number;
  /** Steps from which it was trained again: 0, or that of a whole state which came with the receipt. */
  readonly from: readonly number[];
  readonly states: readonly VerifiedState[];
  /** The weights of the file or the run beside those of the same step here; `not reached` where that is later or was not come to. */
  readonly weights: 'equal' | 'different' | 'not reached';
  /** Every state that was reached is the receipt's, bit for bit, and the weights are not different. */
  readonly equal: boolean;
  /** What this shows, and what it does not. */
  readonly shows: string;
  readonly leavesOpen: string;
}
