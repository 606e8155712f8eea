/** Small choices that outlive a visit; where storage is blocked they last as long as the page. */
export interface Remembered {
  readonly recall: () => string | null;
  readonly keep: (text: string) => void;
}

export const remembered = (key: string): Remembered => ({
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
