/** A history and what is recommended after it. */
import type { Explanation, Item, Recommendation } from '../../worker/contract.ts';

/** A ranked list beside the one before it. */
export interface RankedList {
  readonly items: readonly Recommendation[];
  /** Place of each item id in the list before the last change; null at first. */
  readonly before: Readonly<Record<string, number>> | null;
}

export interface TrySlice {
  /** The run asked; null asks the baseline alone. */
  readonly asked: string | null;
  readonly baseline: string;
  readonly user: { readonly index: number; readonly name: string } | null;
  readonly history: readonly Item[];
  /** The history was emptied on purpose. */
  readonly emptied: boolean;
  /** What the user really took after this history; null for a history that was edited or built. */
  readonly taken: Item | null;
  readonly runList: RankedList | null;
  readonly baselineList: RankedList | null;
  readonly explanation: Explanation | null;
}

/** The part of the try slice that belongs to one dataset. */
export const freshTry: TrySlice = {
  asked: null,
  baseline: 'popularity',
  user: null,
  history: [],
  emptied: false,
  taken: null,
  runList: null,
  baselineList: null,
  explanation: null,
};
