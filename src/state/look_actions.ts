import type { LensData } from '../worker/contract.ts';
import { guarded, type Context } from './context.ts';
import { readHistory } from './ranking.ts';
import type { LookSlice } from './slices/look.ts';
import type { SaveFile } from './try_actions.ts';

export interface LookActions {
  look(change: Partial<LookSlice>): void;
  /** The internals of the run asked on the history; null where there is no run or no history. The caller keeps them. */
  readonly inspect: () => Promise<LensData | null>;
  readonly save: SaveFile;
}

export function lookActions(context: Context, save: SaveFile): LookActions {
  const { store, engine } = context;
  return {
    look: (change) => store.setState(change),
    async inspect() {
      const { asked } = store.getState();
      const ids = readHistory(store.getState());
      if (asked === null || ids.length === 0) return null;
      return guarded(context, 'The model cannot be looked into', () => engine.inspect(asked, ids));
    },
    save,
  };
}
