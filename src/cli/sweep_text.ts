import { counted } from '../core/counted.ts';
import { assigned } from '../core/value.ts';
import type { Interval, SweepRow, SweepTable } from '../engine/api.ts';
import { columns, wrapped } from './text.ts';

/** One row a setting, in the order of the grid; the best has an asterisk. */
export function sweepText({ rows, seeds, best, sentence, todo, others }: SweepTable, path: string): string {
  const adapters = new Set(rows.flatMap(({ runs }) => runs.map(({ adapter }) => adapter)));
  const titles = ['validation NDCG@10', 'HR@10', 'test NDCG@10, 95 %', 'test HR@10, 95 %', 'behind the best, 95 %'];
  const told =
    'Means over the seeds. The best is chosen on validation; what it is ahead by is NDCG@10 on the test targets, user by user. Intervals are over users, not over seeds, and each stands for itself: of twenty settings that are equal, one is told apart.';
  return [
    columns([
      ['  setting', 'seeds', ...titles, 'told apart'],
      ...rows.map((row, i) => cells(row, i === best, seeds.length)),
    ]),
    ...(sentence === null ? [] : [wrapped('', sentence)]),
    wrapped('', told),
    ...[...adapters].map((adapter) => `Trained on ${adapter}`),
    ...(others === 0 ? [] : [`${path} also holds ${counted(others, 'run')} of other recipes or data.`]),
    todo.length === 0 ? 'Nothing is left to train.' : `${counted(todo.length, 'run')} left to train.`,
  ].join('\n');
}

function cells({ values, runs, validation, test, behind, apart }: SweepRow, best: boolean, seeds: number): string[] {
  const name = `${best ? '*' : ' '} ${assigned(values)}`;
  const of = `${runs.length} of ${seeds}`;
  if (validation === null || test === null) return [name, of, '–', '–', '–', '–', '–', '–'];
  return [
    name,
    of,
    validation.ndcg10.toFixed(4),
    validation.hr10.toFixed(4),
    interval(test.ndcg10),
    interval(test.hr10),
    behind === null ? '–' : interval(behind),
    apart === null ? '–' : apart ? 'yes' : 'no',
  ];
}

const interval = ({ value, low, high }: Interval): string =>
  `${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
