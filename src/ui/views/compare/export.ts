import { asked } from '../../../core/asked.ts';
import { cautionsOf, coldTargets } from '../../../core/cautions.ts';
import { csvOf } from '../../../core/csv.ts';
import { latexText, markdownText } from '../../../core/markup.ts';
import { bestValidation, metricsOfRow, titleOfRow, type Group, type Row } from '../../../state/compare_rows.ts';
import type { ContenderKey } from '../../../state/slices/compare.ts';
import type { Intervals, RankingMetric } from '../../../worker/contract.ts';
import { settingName } from '../../setting_words.ts';

export type Format = 'csv' | 'markdown' | 'latex';

export const formats: Readonly<Record<Format, { readonly title: string; readonly ending: string }>> = {
  csv: { title: 'CSV', ending: 'csv' },
  markdown: { title: 'Markdown', ending: 'md' },
  latex: { title: 'LaTeX (booktabs)', ending: 'tex' },
};

const metrics: readonly RankingMetric[] = ['hr', 'ndcg', 'mrr'];

type Known = Readonly<Record<ContenderKey, Intervals>>;

/** One group of the run table for another program, its protocol with it. */
export function exported(format: Format, group: Group, rows: readonly Row[], intervals: Known): string {
  if (format === 'csv') return csv(group, rows, intervals);
  return format === 'markdown' ? markdown(group, rows, intervals) : latex(group, rows, intervals);
}

function csv({ dataset, protocol }: Group, rows: readonly Row[], intervals: Known): string {
  const bounds = metrics.flatMap((m) => [`${m}@10`, `${m}@10 low`, `${m}@10 high`]);
  const head = [
    'name',
    'kind',
    ...bounds,
    'best validation ndcg@10',
    'parameters',
    'epochs',
    'seconds',
    'seed',
    'changed',
    'users',
    'targets',
    'all users',
    'cold targets',
    'caution',
    'dataset',
    'protocol',
  ];
  const lines = rows.map((row) => {
    const tested = metricsOfRow(row);
    const scores = metrics.flatMap((m) => {
      const interval = intervals[row.key]?.[m];
      return [tested?.[m]['10'] ?? '', interval?.low ?? '', interval?.high ?? ''];
    });
    const run = row.kind === 'run' ? row.run : null;
    const own =
      run === null
        ? ['', '', '', '', '']
        : [bestValidation(run) ?? '', run.parameters, run.epochs ?? '', run.seconds, run.recipe.seed];
    return [
      titleOfRow(row),
      row.kind,
      ...scores,
      ...own,
      changedWords(row),
      tested?.users ?? '',
      tested?.targets ?? tested?.users ?? '',
      tested?.ofUsers ?? '',
      tested === null ? '' : coldTargets(tested).cold,
      tested === null ? '' : cautionsOf(tested).join(' '),
      dataset,
      protocol.hash,
    ];
  });
  return csvOf([head, ...lines]);
}

function markdown(group: Group, rows: readonly Row[], intervals: Known): string {
  const table = tableOf(rows, intervals).map(
    ([name, ...numbers]) => `| ${[markdownText(name), ...numbers].join(' | ')} |`,
  );
  const rule = `|---${'|---:'.repeat(HEAD.length - 1)}|`;
  return [`| ${HEAD.join(' | ')} |`, rule, ...table, '', caption(group, rows, markdownText), ''].join('\n');
}

function latex(group: Group, rows: readonly Row[], intervals: Known): string {
  const line = (cells: readonly string[]): string => `${cells.map(latexText).join(' & ')} \\\\`;
  return [
    '% needs \\usepackage{booktabs}',
    `\\begin{tabular}{l${'r'.repeat(HEAD.length - 1)}}`,
    '\\toprule',
    line(HEAD),
    '\\midrule',
    ...tableOf(rows, intervals).map(line),
    '\\bottomrule',
    '\\end{tabular}',
    `% ${caption(group, rows, latexText)}`,
    '',
  ].join('\n');
}

const HEAD = ['Model', 'HR@10', 'NDCG@10', 'MRR@10', 'Parameters'] as const;

function tableOf(rows: readonly Row[], intervals: Known): string[][] {
  return rows.map((row) => {
    const tested = metricsOfRow(row);
    const scores = metrics.map((m) => {
      const interval = intervals[row.key]?.[m];
      const bounds = interval === undefined ? '' : ` [${interval.low.toFixed(4)}, ${interval.high.toFixed(4)}]`;
      return tested === null ? '' : `${tested[m]['10'].toFixed(4)}${bounds}`;
    });
    return [titleOfRow(row), ...scores, row.kind === 'run' ? String(row.run.parameters) : ''];
  });
}

function caption({ dataset, protocol }: Group, rows: readonly Row[], written: (text: string) => string): string {
  const tested = rows.map(metricsOfRow).find((metrics) => metrics !== null) ?? null;
  const users = asked(tested ?? { users: 0 });
  const cautions = tested === null ? [] : cautionsOf(tested).map((said) => ` ${written(said)}`);
  return `${written(dataset)}, ${users}, 95 % bootstrap intervals over users. Protocol ${protocol.hash}: ${protocol.sentence}${cautions.join('')}`;
}

const changedWords = (row: Row): string =>
  row.kind === 'run' && row.changes !== null
    ? row.changes.map(({ name, before, now }) => `${settingName(name)} ${before ?? ''} → ${now ?? ''}`).join('; ')
    : '';
