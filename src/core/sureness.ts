/** The reason of whatever the user chose. */
export const YOUR_CHOICE = 'your choice';

const SURE = 0.85;
const LIKELY = 0.6;

export type Sureness = 'sure' | 'likely' | 'a guess' | 'your choice';

/** How sure a suggested column is, in the words of page and terminal. `confidence` is from 0 to 1. */
export function surenessOf(column: { readonly confidence: number; readonly why: string }): Sureness {
  const { confidence, why } = column;
  if (why === YOUR_CHOICE) return YOUR_CHOICE;
  if (confidence >= SURE) return 'sure';
  return confidence >= LIKELY ? 'likely' : 'a guess';
}
