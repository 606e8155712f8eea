import { counted } from '../core/counted.ts';
import { figure } from '../core/figure.ts';
import type { Check, PaperCard, PaperRun } from '../engine/api.ts';
import { columns, wrapped } from './text.ts';

/** One line a paper, and how many have each status. */
export function papersText(papers: readonly PaperCard[]): string {
  const counts = new Map<string, number>();
  for (const { status } of papers) counts.set(status, (counts.get(status) ?? 0) + 1);
  const line = ({ id, status, title, result, part }: PaperCard): string[] => [
    id,
    status,
    title,
    result === null ? '' : (result.date ?? 'undated'),
    part ?? '',
  ];
  return [
    columns([['', 'status', 'paper', 'measured', 'part'], ...papers.map(line)]),
    `${counted(papers.length, 'paper')}: ${[...counts].map(([status, count]) => `${count} ${status}`).join(', ')}`,
  ].join('\n');
}

/** What a run of an experiment gave: every measure of every seed, and each expectation beside what came out. */
export function runText(run: PaperRun, card: PaperCard): string {
  const { experiment } = card;
  const { seeds, adapter } = run.record;
  const measures = Object.entries(experiment?.measures ?? {});
  return [
    `${run.id}  ${run.title}`,
    wrapped('  ', experiment?.setting ?? ''),
    `  ${adapter}`,
    columns([
      ['  measure', ...seeds.map(({ seed }) => `seed ${seed}`)],
      ...measures.map(([name, title]) => [`  ${title}`, ...seeds.map(({ values }) => figure(values[name]))]),
    ]),
    ...run.checks.map(checkLine),
    wrapped('', `${run.status}: ${run.reason}`),
    wrapped('', `Left out: ${card.leftOut}`),
  ].join('\n');
}

const checkLine = ({ says, measured, bound, is, holds }: Check): string =>
  wrapped(
    `  ${holds ? 'as expected' : 'NOT SO    '}  `,
    `${says} ${figure(measured)} ${is === 'at least' ? '≥' : '≤'} ${figure(bound)}`,
  );
