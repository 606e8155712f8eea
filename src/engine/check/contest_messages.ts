/** What the facade says of contenders on worlds with known answers. */
export type { Expected } from '../../contest/contest.ts';
export type { ContestResults, ContestRun } from '../../contest/results.ts';
export type { ContestCell, ContestRow, ContestTable, ContestTodo } from '../../contest/table.ts';
