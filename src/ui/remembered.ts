import type { Memory } from '../state/column_memory.ts';

/** As `remembered`, but each tab recalls its own first: what it was about before it was reloaded. */
export function rememberedByTab(key: string): Memory {
  const [here, anywhere] = [stored(() => sessionStorage, key), remembered(key)];
  return {
    recall: () => here.recall() ?? anywhere.recall(),
    keep(text) {
      here.keep(text);
      anywhere.keep(text);
    },
  };
}

/** A small choice that outlives a visit; where storage is blocked it lasts as long as the page. */
export const remembered = (key: string): Memory => stored(() => localStorage, key);

/** Asked for each time: where storage is blocked, even naming it throws. */
const stored = (storage: () => Storage, key: string): Memory => ({
  recall() {
    try {
      return storage().getItem(key);
    } catch {
      return null;
    }
  },
  keep(text) {
    try {
      storage().setItem(key, text);
    } catch {
      // Storage is blocked or full: nothing is lost but the choice.
    }
  },
});
