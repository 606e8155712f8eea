import type { EmbeddingMap, LensData, SimilarItem } from '../worker/contract.ts';
import { endInquiries, guarded, isCancelled, messageOf, type Context } from './context.ts';
import { readHistory } from './ranking.ts';
import type { LookSlice } from './slices/look.ts';

/** The internals of a model, or why they cannot be seen. */
export type Inspected = { readonly lens: LensData } | { readonly failure: string };

export interface LookActions {
  look(change: Partial<LookSlice>): void;
  /**
   * The internals of the run asked on the history; null where there is no run or no history, or where it was asked again
   * meanwhile. The caller keeps them.
   */
  readonly inspect: () => Promise<Inspected | null>;
  /** The items of the run asked as a map; null where there is no run. */
  readonly embedding: () => Promise<EmbeddingMap | null>;
  readonly similar: (item: string) => Promise<readonly SimilarItem[]>;
}

export function lookActions(context: Context): LookActions {
  const { store, engine } = context;
  return {
    look: (change) => store.setState(change),
    async inspect() {
      const { asked } = store.getState();
      const ids = readHistory(store.getState());
      endInquiries(context, 'inspect');
      if (asked === null || ids.length === 0) return null;
      try {
        return { lens: await engine.inspect(asked, ids) };
      } catch (error) {
        return isCancelled(error) ? null : { failure: messageOf(error) };
      }
    },
    async embedding() {
      const { asked, dataset, shared } = store.getState();
      endInquiries(context, 'embedding');
      if (asked === null) return null;
      const described = shared ? dataset?.id : undefined;
      return guarded(context, 'The items cannot be drawn', () => engine.embedding(asked, described));
    },
    async similar(item) {
      const { asked } = store.getState();
      if (asked === null) return [];
      return (await guarded(context, 'Nothing is known of this item', () => engine.similar(asked, item))) ?? [];
    },
  };
}
