import { csvOf } from './csv.ts';

interface CodedItem {
  readonly id: string;
  readonly title: string;
  readonly codes: readonly number[];
}

/** The codes of every item as CSV: id, title, a code of each level from 0. */
export const codesCsv = (items: readonly CodedItem[], levels: number): string =>
  csvOf([
    ['id', 'title', ...Array.from({ length: levels }, (_, level) => `code ${level + 1}`)],
    ...items.map(({ id, title, codes }) => [id, title, ...codes]),
  ]);
