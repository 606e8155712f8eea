import type { AdapterReport, Metrics, StatedProtocol } from '../engine/api.ts';

/** Rows as columns, each as wide as its widest cell; the last one is not padded. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, c) => (widths[c] = Math.max(widths[c] ?? 0, cell.length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, c) => (c === row.length - 1 ? cell : cell.padEnd(widths[c]))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

export const whole = (count: number): string => count.toLocaleString('en');

export const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

/** A duration with its unit, as short as is exact enough. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** Stands beside every number that was measured under it. */
export const protocolLine = ({ hash, sentence }: StatedProtocol): string => `Protocol ${hash}. ${sentence}`;

export const adapterLine = ({ vendor, architecture, description, software }: AdapterReport): string =>
  `${[vendor, architecture, description].filter((word) => word !== '').join(' · ')}${software ? ' (software adapter)' : ''}`;

/** Hit rate, NDCG and MRR of several recommenders, one per row. */
export function metricsTable(rows: readonly { readonly title: string; readonly metrics: Metrics }[]): string {
  const numbers = ({ hr, ndcg, mrr, coverage, headShare }: Metrics): string[] => [
    ...[hr['5'], hr['10'], hr['20'], ndcg['10'], mrr['10']].map((x) => x.toFixed(4)),
    percent(coverage),
    percent(headShare),
  ];
  return columns([
    ['', 'HR@5', 'HR@10', 'HR@20', 'NDCG@10', 'MRR@10', 'coverage', 'head share'],
    ...rows.map(({ title, metrics }) => [title, ...numbers(metrics)]),
  ]);
}
