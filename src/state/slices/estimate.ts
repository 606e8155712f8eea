/** What the next run will cost. */
import type { Estimate } from '../../worker/contract.ts';

export interface EstimateSlice {
  /** Of the choice on the open dataset; null before it is known. */
  readonly estimate: Estimate | null;
  /** Why the choice cannot be trained, such as a width that the heads do not divide. */
  readonly estimateFailure: string | null;
  readonly measuring: boolean;
}

export const estimate: EstimateSlice = { estimate: null, estimateFailure: null, measuring: false };
