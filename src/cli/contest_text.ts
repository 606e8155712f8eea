import { counted } from '../core/counted.ts';
import type { ContestCell, ContestRow, ContestTable } from '../engine/api.ts';
import { columns, wrapped } from './text.ts';

/** One row a world and contender: what was expected, what came out, and why it was expected. */
export function contestText({ rows, contenders, seeds, solved, todo, stale }: ContestTable): string {
  const titles = new Map(contenders.map(({ name, title, mixer }) => [name, `${title} (${mixer})`]));
  const lines = rows.flatMap((row) => [
    [row.world, '', '', '', '', ''],
    ...row.cells.map((cell) => [
      `  ${cell.contender}`,
      titles.get(cell.contender) ?? '',
      ...cellWords(cell, seeds.length),
    ]),
  ]);
  const adapters = new Set(
    rows.flatMap(({ cells }) => cells.flatMap(({ runs }) => runs.map(({ adapter }) => adapter))),
  );
  return [
    columns([['', 'contender', 'expected', 'solves', 'of the oracle', 'seeds'], ...lines]),
    wrapped(
      '',
      `Solved: NDCG@10 is ${solved} of what the process itself reaches on the same targets, or more, with every seed. Of the oracle: mean (least to most) over the seeds that were run. Leave-one-out, the whole catalogue ranked, items of the history among it.`,
    ),
    ...rows.flatMap(oracleLine),
    ...[...adapters].map((adapter) => `Trained on ${adapter}`),
    ...(stale === 0 ? [] : [`Of other recipes, counting for nothing: ${counted(stale, 'kept run')}.`]),
    todo.length === 0 ? 'Nothing is left to train.' : `${counted(todo.length, 'run')} left to train.`,
  ].join('\n');
}

const oracleLine = ({ world, oracle }: ContestRow): readonly string[] =>
  oracle === null
    ? []
    : [`${world}: the process reaches HR@10 ${oracle.hr10.toFixed(4)}, NDCG@10 ${oracle.ndcg10.toFixed(4)}`];

function cellWords({ expected, share, solves, solvedWith, runs }: ContestCell, seeds: number): readonly string[] {
  const came = solves === null ? '' : solves ? 'yes' : 'no';
  if (share === null) return [expected.solves, came, 'not run yet', `0 of ${seeds}`];
  const of = (x: number): string => x.toFixed(3);
  const spread = runs.length === 1 ? '' : ` (${of(share.least)} to ${of(share.most)})`;
  return [
    expected.solves,
    came,
    `${of(share.mean)}${spread}`,
    `${solvedWith} of ${runs.length} solve it${runs.length < seeds ? `, ${seeds - runs.length} to run` : ''}`,
  ];
}
