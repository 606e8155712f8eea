/** What a sweep says: one row for each setting, which is best on validation, and which can be told apart from it on the test targets. */
import { SettingsError } from '../core/errors.ts';
import type { Pace } from '../core/pace.ts';
import { assigned, type Value } from '../core/value.ts';
import { contributions, meanIntervals, verdict, type Interval } from '../evaluate/bootstrap.ts';
import type { RankingMetric } from '../evaluate/ranking.ts';
import { ranksOf } from './places.ts';
import type { SweepRun, SweepScores } from './results.ts';

/** A point of the grid with its runs. */
export interface Trained {
  readonly values: Readonly<Record<string, Value>>;
  /** Those that ended, with the seed of each. */
  readonly runs: { readonly seed: number; readonly run: SweepRun }[];
}

/** A run without the places of its targets. */
export type SweepFacts = Omit<SweepRun, 'places' | 'targets'>;

export interface SweepRow {
  readonly values: Readonly<Record<string, Value>>;
  readonly runs: readonly (SweepFacts & { readonly seed: number })[];
  /** Means over the seeds; null before one ended. */
  readonly validation: SweepScores | null;
  /** Means over seeds and targets, with the 95 % interval of other samples of users; null before one ended. */
  readonly test: { readonly hr10: Interval; readonly ndcg10: Interval } | null;
  /** Test NDCG@10 of the best less its own, user by user; null of the best itself and before one ended. */
  readonly behind: Interval | null;
  /** Whether that interval leaves 0 out; null where there is none. */
  readonly apart: boolean | null;
}

export interface Verdict {
  readonly rows: readonly SweepRow[];
  /** The row of the highest mean NDCG@10 on validation; null before a run ended. */
  readonly best: number | null;
  /** What stands against the one that comes next on validation, or that nothing does. */
  readonly sentence: string | null;
}

/** @throws SettingsError where runs were asked other targets, CancelledError */
export async function verdictOf(grid: readonly Trained[], pace: Pace = {}): Promise<Verdict> {
  const scored = grid.map(scoredOf);
  const ended = scored.flatMap((row, at) => (row === null ? [] : [{ ...row, at }]));
  const [best, next] = ended.toSorted((a, b) => b.validation.ndcg10 - a.validation.ndcg10);
  if (best === undefined) return { rows: grid.map(({ values }) => unscored(values)), best: null, sentence: null };
  const { targets } = best;
  for (const { targets: others, ndcg, at } of ended) {
    if (ndcg.length === best.ndcg.length && String(others) === String(targets)) continue;
    throw new SettingsError(
      `sweep: ${assigned(grid[at].values)} was asked ${ndcg.length} targets and ${assigned(grid[best.at].values)} ${best.ndcg.length}, expected the same; remove one from the file of results`,
    );
  }
  const columns = ended.flatMap(({ hr, ndcg }) => [hr, ndcg, best.ndcg.map((value, k) => value - ndcg[k])]);
  const found = await meanIntervals(columns, { ...pace, targets: targets && Uint32Array.from(targets) });
  const rows = grid.map((trained, at): SweepRow => {
    const place = ended.findIndex((row) => row.at === at);
    if (place < 0) return unscored(trained.values);
    const [hr10, ndcg10, difference] = found.slice(3 * place, 3 * place + 3);
    const behind = at === best.at ? null : difference;
    return {
      values: trained.values,
      runs: trained.runs.map(({ seed, run }) => ({ seed, ...factsOf(run) })),
      validation: ended[place].validation,
      test: { hr10, ndcg10 },
      behind,
      apart: behind === null ? null : behind.low > 0 || behind.high < 0,
    };
  });
  return { rows, best: best.at, sentence: sentenceOf(rows, best.at, next?.at) };
}

function sentenceOf(rows: readonly SweepRow[], best: number, next: number | undefined): string {
  const name = assigned(rows[best].values);
  if (next === undefined || rows[next].behind === null) return `${name} is the only one that ended.`;
  const compared = verdict(name, assigned(rows[next].values), 'NDCG@10', rows[next].behind);
  const behind = rows.filter(({ apart }) => apart !== null);
  const apart = behind.filter((row) => row.apart === true).length;
  return `${name} is the best on the validation targets. On the test targets ${apart} of ${behind.length} others can be told apart from it. ${compared}`;
}

const unscored = (values: Trained['values']): SweepRow => ({
  values,
  runs: [],
  validation: null,
  test: null,
  behind: null,
  apart: null,
});

function factsOf(run: SweepRun): SweepFacts {
  const { digest, validation, test, bestEpoch, epochs, seconds, adapter, commit, stateSha256 } = run;
  return { digest, validation, test, bestEpoch, epochs, seconds, adapter, commit, stateSha256 };
}

/** Means over the seeds: of validation, and of what each test target adds. */
function scoredOf({ runs }: Trained) {
  if (runs.length === 0) return null;
  const each = (metric: RankingMetric): Float64Array => {
    const all = runs.map(({ run }) => contributions(ranksOf(run.places), metric, '10'));
    return all[0].map((_, k) => mean(all.map((values) => values[k])));
  };
  return {
    validation: {
      hr10: mean(runs.map(({ run }) => run.validation.hr10)),
      ndcg10: mean(runs.map(({ run }) => run.validation.ndcg10)),
    },
    hr: each('hr'),
    ndcg: each('ndcg'),
    targets: runs[0].run.targets,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
