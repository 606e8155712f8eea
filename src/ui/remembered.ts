import type { Memory } from '../state/column_memory.ts';

/** A small choice that outlives a visit; where storage is blocked it lasts as long as the page. */
export const remembered = (key: string): Memory => ({
  recall() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  keep(text) {
    try {
      localStorage.setItem(key, text);
    } catch {
      // Storage is blocked or full: nothing is lost but the choice.
    }
  },
});
