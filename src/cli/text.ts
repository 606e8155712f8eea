import { coldTargets, coldWords, fewAsked, type Result } from '../core/cautions.ts';
import type { ConformanceResult, Metrics, StatedProtocol } from '../engine/api.ts';

/** Rows as columns, each as wide as its widest cell; the last one is not padded. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, c) => (widths[c] = Math.max(widths[c] ?? 0, cell.length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, c) => (c === row.length - 1 ? cell : cell.padEnd(widths[c]))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** Columns of a terminal that a text is made for. */
export const WIDTH = 96;

/** A text of at most so many characters; what is longer ends in an ellipsis. */
export function cut(text: string, length: number): string {
  const characters = Array.from(text.slice(0, 2 * length + 2)); // pairs of surrogates are not torn
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}

/** A sentence in lines of at most `WIDTH`: the first after `begin`, the others as far in. */
export function wrapped(begin: string, sentence: string): string {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && begin.length + last.length + 1 + word.length <= WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line, i) => (i === 0 ? begin : ' '.repeat(begin.length)) + line).join('\n');
}

/** Words of a list in lines of at most `WIDTH`, each after `indent`. */
export function listed(words: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const [i, word] of words.entries()) {
    const text = `${cut(word, WIDTH - indent.length - 1)}${i === words.length - 1 ? '' : ','}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= WIDTH) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(`${indent}${text}`);
  }
  return lines.join('\n');
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

/** A check of a kernel that failed. */
export const failureLine = ({ kernel, variant, case: params, detail, repeats }: ConformanceResult): string =>
  `FAIL ${kernel} ${variant} ${JSON.stringify(params)}: ${detail}${repeats ? '' : '; two runs differ'}`;

/** What one must know of a result before one believes it: first, as a warning, that it rests on few users. */
export function cautionLines(result: Result): readonly string[] {
  const [few, cold] = [fewAsked(result), coldWords(coldTargets(result))];
  return [few === null ? null : `! ${few}`, cold].filter((line) => line !== null);
}

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
