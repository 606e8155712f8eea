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

/** All that is known of a paper: what it adds, what of it is here, and what its experiment came to where it was run. */
export function cardText(card: PaperCard): string {
  const { id, title, authors, year, identifier, adds, carried, part, leftOut, accepts, experiment, result } = card;
  const from = [authors, year, identifier].filter((each) => each !== null).join(', ');
  const rows: readonly (readonly [string, string])[] = [
    ['adds', adds],
    ['carried', `${carried}${part === null ? '' : ` ${part}`}`],
    ['left out', leftOut],
    ['accepts', accepts],
  ];
  return [
    `${id}  ${title}`,
    ...(from === '' ? [] : [wrapped('  ', from)]),
    ...rows.map(([name, sentence]) => wrapped(`  ${name.padEnd(9)} `, sentence)),
    ...(experiment === null || result === null ? [] : resultLines(experiment, result, card.checks)),
    wrapped('', `${card.status}: ${card.reason}`),
    ...(experiment === null ? [] : [`lab papers ${id} --run runs it here${runningTime(experiment.kind)}`]),
  ].join('\n');
}

const runningTime = (kind: NonNullable<PaperCard['experiment']>['kind']): string =>
  kind === 'trained' ? '; it trains, for minutes to hours.' : ', in seconds.';

/** What a run of an experiment gave: every measure of every seed, and each expectation beside what came out. */
export function runText(run: PaperRun, { experiment, leftOut }: PaperCard): string {
  return [
    `${run.id}  ${run.title}`,
    ...(experiment === null ? [] : resultLines(experiment, run.record, run.checks)),
    wrapped('', `${run.status}: ${run.reason}`),
    wrapped('', `Left out: ${leftOut}`),
  ].join('\n');
}

const resultLines = (
  { setting, measures }: NonNullable<PaperCard['experiment']>,
  { seeds, adapter, date }: NonNullable<PaperCard['result']>,
  checks: readonly Check[],
): readonly string[] => [
  wrapped('  ', setting),
  `  ${adapter}${date === undefined ? '' : `, ${date}`}`,
  columns([
    ['  measure', ...seeds.map(({ seed }) => `seed ${seed}`)],
    ...Object.entries(measures).map(([name, title]) => [
      `  ${title}`,
      ...seeds.map(({ values }) => figure(values[name])),
    ]),
  ]),
  ...checks.map(checkLine),
];

const checkLine = ({ says, measured, bound, is, holds }: Check): string =>
  wrapped(
    `  ${holds ? 'as expected' : 'NOT SO    '}  `,
    `${says} ${figure(measured)} ${is === 'at least' ? '≥' : '≤'} ${figure(bound)}`,
  );
