import type { Value } from '../core/value.ts';
import { fields, listOf, number, recordOf, seed, such, text, value, whole, type Schema } from '../core/schema.ts';

export interface Scores {
  readonly hr10: number;
  readonly ndcg10: number;
}

/** A finished run as it is kept: raw values, and no verdict. */
export interface ContestRun {
  readonly world: string;
  readonly contender: string;
  readonly seed: number;
  /** The whole of it, as it was trained. */
  readonly recipe: {
    readonly model: string;
    readonly config: Readonly<Record<string, Value>>;
    readonly training: Readonly<Record<string, Value>>;
  };
  /** Of the data. */
  readonly fingerprint: string;
  /** Hash of the protocol of the test. */
  readonly protocol: string;
  readonly test: Scores;
  /** Of the process itself on the same targets. */
  readonly oracle: Scores;
  /** The epoch that was tested, and how many were trained. */
  readonly bestEpoch: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly adapter: string;
  readonly commit: string;
  readonly date: string;
  readonly stateSha256: string;
}

/** The file bench/results/worlds/table.json. */
export interface ContestResults {
  readonly version: number;
  readonly runs: readonly ContestRun[];
}

const values = recordOf(value);
const scores = fields<Scores>({ hr10: number, ndcg10: number });

export const contestResults: Schema<ContestResults> = fields<ContestResults>({
  version: whole(1, 1),
  runs: listOf(
    fields<ContestRun>({
      ...{ world: text(), contender: text(), seed },
      recipe: fields<ContestRun['recipe']>({ model: text(), config: values, training: values }),
      ...{ fingerprint: text(), protocol: text(), test: scores, oracle: scores },
      ...{ bestEpoch: whole(0), epochs: whole(0), seconds: number, adapter: text(), commit: text() },
      date: such<string>((day) => typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day), 'a day as 2026-11-29'),
      stateSha256: text(),
    }),
    'runs',
  ),
});
