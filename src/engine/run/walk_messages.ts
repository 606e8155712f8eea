/** What crosses the facade about one batch that is followed step by step. Plain data. */
import type { WalkedGradient } from '../../train/walk.ts';
import type { Item } from '../data/messages.ts';

/** An item as the model reads it: its row in the table, and what it is. */
export interface WalkedItem {
  readonly id: number;
  readonly item: Item;
}

/** One small batch from its ids to its gradients, without dropout; what is followed is the first history's last position. */
export interface BatchWalk {
  /** Steps made before it. */
  readonly step: number;
  /** Those of the run as it was last saved, or once it was tested the best ones. */
  readonly weights: 'last' | 'best';
  /** Learning rate of the step that would come next. */
  readonly rate: number;
  readonly lossName: string;
  /** What the model has to guess, as a sentence, and what a state is made of. */
  readonly asks: string;
  readonly sees: 'past' | 'all';
  /** Codes that each item is known by; null where it has a row of its own. */
  readonly slots: number | null;
  /** ids (B, T), table (V, C) or of each slot (K + 1, C), hidden (B, T, C). */
  readonly shapes: Readonly<Record<'ids' | 'table' | 'hidden', readonly number[]>>;
  /** The last items of each history, and what follows each. */
  readonly rows: readonly {
    readonly padding: number;
    readonly inputs: readonly WalkedItem[];
    readonly targets: readonly WalkedItem[];
  }[];
  /** The first numbers of the last item's row of the table, or of the mean of the rows of its codes. */
  readonly embedding: WalkedItem & { readonly numbers: readonly number[]; readonly codes: readonly number[] | null };
  /** Weight of each of the first history's shown items, mean over the first block's heads; null without attention. */
  readonly attention: readonly number[] | null;
  /** The first numbers of the state that is scored, by the first head where there are several. */
  readonly state: readonly number[];
  readonly list: readonly (WalkedItem & { readonly score: number; readonly probability: number })[];
  /** `rank` from 0 among all items. */
  readonly target: WalkedItem & { readonly score: number; readonly probability: number; readonly rank: number };
  /** −ln p of the target over the whole catalogue, or the mean of that over its codes, and the recipe's loss as the mean over the batch, nats. */
  readonly loss: { readonly position: number; readonly batch: number };
  readonly gradients: readonly WalkedGradient[];
}

export type { WalkedGradient };
