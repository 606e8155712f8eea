import { csvOf } from '../../../core/csv.ts';
import type { EmbeddingMap } from '../../../worker/contract.ts';
import type { Picture } from './pictures.ts';

/** The whole square of a head: a row per position, a column per item it may look at. */
export function attentionCsv({ size, weights }: Picture, titles: readonly string[]): string {
  const head = ['position', 'after', ...titles.map((title, j) => `${j + 1} ${title}`)];
  const rows = titles.map((title, i) => {
    const row = Array.from(weights.subarray(i * size, (i + 1) * size), (weight, j) => (j > i ? '' : weight));
    return [i + 1, title, ...row];
  });
  return csvOf([head, ...rows]);
}

/** A row per item of the map: its two coordinates, in the unit of the model's vectors. */
export function mapCsv({ items, x, y }: EmbeddingMap): string {
  const head = ['item', 'title', 'category', 'interactions', 'first direction', 'second direction'];
  const rows = items.map(({ id, title, category, count }, i) => [id, title, category ?? '', count, x[i], y[i]]);
  return csvOf([head, ...rows]);
}
