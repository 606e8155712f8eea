import { sameValue } from '../core/value.ts';
import { findWorld } from '../data/simulator/worlds.ts';
import { contenders, recipeOf, seeds, SOLVED, tasks, type Contender, type Expected, type Task } from './contest.ts';
import type { ContestRun } from './results.ts';

/** A contender on a world. */
export interface ContestCell {
  readonly contender: string;
  readonly expected: Expected;
  /** Its runs by this recipe, by seed. */
  readonly runs: readonly ContestRun[];
  /** NDCG@10 as a share of the oracle's on the same targets, over the runs; null before there is one. */
  readonly share: { readonly mean: number; readonly least: number; readonly most: number } | null;
  /** Seeds with which the world was solved. */
  readonly solvedWith: number;
  /** Whether it was with each; null before every seed was run. */
  readonly solves: boolean | null;
}

export interface ContestRow {
  readonly world: string;
  readonly title: string;
  readonly sentence: string;
  readonly hypothesis: string;
  /** Mean over what was run; null before anything was. */
  readonly oracle: ContestRun['oracle'] | null;
  readonly cells: readonly ContestCell[];
}

/** A run that is still to be made. */
export interface ContestTodo extends Pick<ContestRun, 'world' | 'contender' | 'seed'> {
  readonly recipe: ReturnType<typeof recipeOf>;
}

export interface ContestTable {
  /** Share of the oracle from which on a world is solved. */
  readonly solved: number;
  readonly seeds: readonly number[];
  readonly contenders: readonly Pick<Contender, 'name' | 'title' | 'mixer'>[];
  readonly rows: readonly ContestRow[];
  readonly todo: readonly ContestTodo[];
  /** Everything that is kept. */
  readonly runs: readonly ContestRun[];
  /** How many of them are by recipes that are not stated any more; they count for nothing. */
  readonly stale: number;
}

/** Computes the table from raw values and nothing else. */
export function tableOf(runs: readonly ContestRun[]): ContestTable {
  const cells = tasks.flatMap((task) => contenders.map((contender) => ({ task, contender })));
  const counted = cells.flatMap(({ task, contender }) => runsOf(runs, task, contender));
  return {
    solved: SOLVED,
    seeds,
    contenders: contenders.map(({ name, title, mixer }) => ({ name, title, mixer })),
    rows: tasks.map((task) => rowOf(task, runs)),
    todo: cells.flatMap(({ task, contender }) =>
      seeds
        .filter((seed) => !runsOf(runs, task, contender).some((run) => run.seed === seed))
        .map((seed) => ({ world: task.world, contender: contender.name, seed, recipe: recipeOf(task, contender) })),
    ),
    runs,
    stale: runs.filter((run) => !counted.includes(run)).length,
  };
}

/** One a seed, the latest, in the order of the seeds: those that were trained as is stated now. */
const runsOf = (runs: readonly ContestRun[], task: Task, contender: Contender): readonly ContestRun[] =>
  seeds.flatMap((seed) => {
    const is = (run: ContestRun): boolean =>
      run.world === task.world && run.contender === contender.name && run.seed === seed && fits(run, task, contender);
    return runs.findLast(is) ?? [];
  });

function fits({ recipe }: ContestRun, task: Task, contender: Contender): boolean {
  const stated = recipeOf(task, contender);
  const same = (part: 'config' | 'training'): boolean =>
    Object.entries(stated[part]).every(([key, value]) => sameValue(recipe[part][key], value));
  return recipe.model === stated.model && same('config') && same('training');
}

function rowOf(task: Task, runs: readonly ContestRun[]): ContestRow {
  const { name: world, title, sentence, hypothesis } = findWorld(task.world);
  const cells = contenders.map((contender): ContestCell => {
    const own = runsOf(runs, task, contender);
    const shares = own.map(({ test, oracle }) => test.ndcg10 / oracle.ndcg10);
    const solvedWith = shares.filter((share) => share >= SOLVED).length;
    return {
      contender: contender.name,
      expected: task.expected[contender.name],
      runs: own,
      share: shares.length === 0 ? null : { mean: mean(shares), least: Math.min(...shares), most: Math.max(...shares) },
      solvedWith,
      solves: own.length < seeds.length ? null : solvedWith === seeds.length,
    };
  });
  const oracles = cells.flatMap((cell) => cell.runs.map(({ oracle }) => oracle));
  const oracle =
    oracles.length === 0
      ? null
      : { hr10: mean(oracles.map(({ hr10 }) => hr10)), ndcg10: mean(oracles.map(({ ndcg10 }) => ndcg10)) };
  return { world, title, sentence, hypothesis, oracle, cells };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
