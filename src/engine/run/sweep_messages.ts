/** What crosses the facade about sweeps: a grid of settings, trained one after another, and what came of it. Plain data. */
import type { Value } from '../../core/value.ts';
import type { SweepRow } from '../../sweep/table.ts';
import type { RecipeInput } from './messages.ts';

export type { SweepRun } from '../../sweep/results.ts';
export type { SweepRow };

/** A setting of the model or of training, and the values that it takes in turn. */
export interface SweepAxis {
  readonly setting: string;
  readonly values: readonly Value[];
}

export interface SweepGrid {
  /** What every run of it has. */
  readonly recipe: RecipeInput;
  /** What is varied; every combination is trained. */
  readonly over: readonly SweepAxis[];
  /** Each combination is trained with each of these; 1 alone when absent. */
  readonly seeds?: readonly number[];
}

/** A run that is still to be made. */
export interface SweepTodo {
  readonly values: Readonly<Record<string, Value>>;
  readonly seed: number;
  readonly recipe: RecipeInput;
}

export interface SweepTable {
  readonly seeds: readonly number[];
  /** One for each combination, the last setting changing first. */
  readonly rows: readonly SweepRow[];
  /** The row of the highest mean NDCG@10 on validation; null before a run ended. */
  readonly best: number | null;
  /** Which is best, and whether the test targets tell others apart from it; null before a run ended. */
  readonly sentence: string | null;
  /** In the order in which they are trained: with the first seed all of them, then with the next. */
  readonly todo: readonly SweepTodo[];
  /** Kept runs of other recipes or data; they count for nothing here. */
  readonly others: number;
}
