import type { Picture } from './pictures.ts';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The whole square as CSV: a row per position, a column per item it may look at. */
export function csvOf({ size, weights }: Picture, titles: readonly string[]): string {
  const head = ['position', 'after', ...titles.map((title, j) => `${j + 1} ${title}`)].map(quoted).join(',');
  const rows = titles.map((title, i) => {
    const row = Array.from(weights.subarray(i * size, (i + 1) * size), (weight, j) => (j > i ? '' : String(weight)));
    return [String(i + 1), quoted(title), ...row].join(',');
  });
  return `${[head, ...rows].join('\n')}\n`;
}
