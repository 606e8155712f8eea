import type { Pace } from '../../core/pace.ts';
import { usualRule, type Stage } from '../../data/split.ts';
import { rankTargets } from '../../evaluate/baselines/evaluate.ts';
import { measureModel, rankModel } from '../../evaluate/model_evaluation.ts';
import { type SeenRule } from '../../evaluate/protocol.ts';
import type { Datasets } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { ActiveRun } from './active_run.ts';
import type { BaselineFits } from './baseline_fits.ts';
import type { EvaluateOptions, Metrics, Recommender } from './evaluation_messages.ts';
import type { Runs } from './runs.ts';
import { dismantle, setUp } from './workbench.ts';

/** The best weights of a run, ranked again on the device; the seen rule may differ from the run's own. @throws CancelledError */
export async function evaluateRun(
  sessions: GpuSessions,
  run: ActiveRun,
  stage: Stage,
  seen: SeenRule | undefined,
  pace: Pace,
): Promise<Metrics> {
  const { recipe, split } = run.print;
  const protocol = seen === undefined ? recipe.protocol : { ...recipe.protocol, seen };
  const bench = await setUp(sessions, run.print, run.codes, { recorded: run.variants, on: run.on });
  try {
    bench.trainer.load({ parameters: run.state.best });
    return await measureModel(split, stage, protocol, await rankModel(bench.ranker, split, stage, protocol, pace));
  } finally {
    dismantle(bench);
  }
}

/** Ranks of every user's target under the run's protocol, once with each of `weights`. @throws DeviceError, DeviceLostError, CancelledError */
export async function rankWeights(
  sessions: GpuSessions,
  { print, codes, variants, on }: ActiveRun,
  stage: Stage,
  weights: readonly Float32Array<ArrayBuffer>[],
  pace: Pace,
): Promise<Float64Array[]> {
  const { recipe, split } = print;
  const bench = await setUp(sessions, print, codes, { recorded: variants, on });
  try {
    const found: Float64Array[] = [];
    for (const parameters of weights) {
      bench.trainer.load({ parameters });
      found.push((await rankModel(bench.ranker, split, stage, recipe.protocol, pace)).ranks);
    }
    return found;
  } finally {
    dismantle(bench);
  }
}

/** Whatever ranks, on the targets of a stage: a run on the device, a baseline on the CPU. @throws SettingsError, CancelledError */
export async function evaluate(
  { sessions, datasets, runs, fits }: Among,
  by: Recommender,
  options: EvaluateOptions,
  pace: Pace,
): Promise<Metrics> {
  const { stage = 'test' } = options;
  if ('run' in by) return evaluateRun(sessions, runs.get(by.run), stage, options.seen, pace);
  const seen = options.seen ?? datasets.audit(by.dataset).seen;
  const split = datasets.split(by.dataset, options.split ?? usualRule(datasets.get(by.dataset).dataset));
  const { counts, scorer } = await fits.of(split, by.baseline, { signal: pace.signal });
  return (await rankTargets(counts, scorer, { ...pace, stage, seen })).metrics;
}

/** Where a recommender is found. */
interface Among {
  readonly sessions: GpuSessions;
  readonly datasets: Datasets;
  readonly runs: Runs;
  readonly fits: BaselineFits;
}
