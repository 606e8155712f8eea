import type { IdList } from '../../../worker/contract.ts';

/** What a file of items says about lists. */
export type ItemRule = 'stock' | 'only' | 'never';

/** The items of a stock list that are there. */
export function allowedBy({ ids, stock }: IdList): readonly string[] {
  const out = new Set(stock?.out);
  return ids.filter((id) => !out.has(id));
}

/** Ids that somebody typed or pasted: one a line, or with commas, semicolons or tabs between; each once. */
export const typedIds = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n\r,;\t]+/)
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  ),
];
