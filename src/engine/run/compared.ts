/** The baselines that a run is compared with, and what came of it. */
import { CancelledError } from '../../core/errors.ts';
import { targetsOfEach } from '../../data/split.ts';
import type { Baseline } from '../../evaluate/baselines/baseline.ts';
import { Counts } from '../../evaluate/baselines/counts.ts';
import { rankTargets, type Evaluation } from '../../evaluate/baselines/evaluate.ts';
import { baselinesOf } from '../../evaluate/baselines/registry.ts';
import { differenceInterval, verdict } from '../../evaluate/bootstrap.ts';
import { modelNamed } from '../../models/catalogue.ts';
import type { ActiveRun } from './active_run.ts';
import type { Listener, Versus } from './messages.ts';

interface Compared {
  readonly name: string;
  readonly title: string;
  /** NDCG@10 on the validation targets. */
  readonly validated: number;
  readonly evaluation: Evaluation;
}

/** The baselines that could be computed, and a sentence about each that could not. */
export interface BaselineTests {
  readonly evaluations: readonly Compared[];
  readonly failures: readonly string[];
}

/** Characters of an error in a run's note: a kept run has room for a sentence about each baseline. */
const LONGEST_REASON = 150;

/**
 * Each baseline on the validation targets for the live chart and on the test targets for the verdict, fitted once. One that
 * fails is left out and said, so that no trained run is lost for it; so are those that remain once `signal` is aborted.
 */
export async function testBaselines(run: ActiveRun, listen: Listener, signal: AbortSignal): Promise<BaselineTests> {
  const { split, recipe } = run.print;
  const { seen } = recipe.protocol;
  const evaluations: Compared[] = [];
  const failures: string[] = [];
  const counts = new Counts(split);
  for (const baseline of baselinesOf(split.dataset.catalogue)) {
    const { name, title } = baseline;
    const attempt = <T>(work: () => Promise<T>): Promise<T | null> =>
      work().catch((error: unknown) => {
        if (!(error instanceof CancelledError)) failures.push(failureOf(baseline, error));
        return null;
      });
    const validation = await attempt(async () => {
      const scorer = await baseline.fit(counts, { signal });
      return { scorer, ...(await rankTargets(counts, scorer, { stage: 'validation', seen, signal })) };
    });
    if (validation !== null) {
      const { scorer, metrics } = validation;
      listen({ kind: 'baseline', name, title, metrics }); // an error of the listener is its owner's
      const evaluation = await attempt(() => rankTargets(counts, scorer, { stage: 'test', seen, signal }));
      if (evaluation !== null) evaluations.push({ name, title, validated: metrics.ndcg['10'], evaluation });
    }
    if (signal.aborted) break;
  }
  return { evaluations, failures };
}

function failureOf({ title }: Baseline, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The baseline ${title} could not be computed: ${reason.slice(0, LONGEST_REASON)}.`;
}

/**
 * The baseline that a run is compared with: the best on the validation targets, like the run's own weights. The best on the
 * test targets would be chosen by what is measured. Null where there is none.
 */
export const chosenRival = <T extends { readonly validated: number }>([first, ...rest]: readonly T[]): T | null =>
  first === undefined ? null : rest.reduce((a, b) => (b.validated > a.validated ? b : a), first);

/**
 * The run against the baseline that was best on the validation targets, on the test targets user by user; null where
 * `signal` ends it.
 */
export async function against(
  run: ActiveRun,
  { evaluations }: BaselineTests,
  signal: AbortSignal,
): Promise<Versus | null> {
  const best = chosenRival(evaluations);
  if (best === null || run.tested === null || signal.aborted) return null;
  const targets = targetsOfEach(run.print.split, 'test');
  const difference = await differenceInterval(run.tested.ranks.ranks, best.evaluation.ranks, 'ndcg', '10', {
    targets,
    signal,
  }).catch(nullIfEnded);
  if (difference === null) return null;
  const title = modelNamed(run.print.recipe.model).title;
  return {
    baseline: best.name,
    metric: 'NDCG@10',
    difference,
    sentence: `${verdict(title, best.title, 'NDCG@10', difference)} ${best.title} was the best baseline on the validation targets.`,
  };
}

function nullIfEnded(error: unknown): null {
  if (error instanceof CancelledError) return null;
  throw error;
}
