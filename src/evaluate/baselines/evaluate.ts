import { type Pace, Pacer } from '../../core/pace.ts';
import { query, type Split, type Stage, target, trainingPopularity } from '../../data/split.ts';
import { measure, type Metrics, type TopLists } from '../metrics.ts';
import { protocolOf, type SeenRule } from '../protocol.ts';
import type { Baseline } from './baseline.ts';
import type { Counts } from './counts.ts';
import { Ranker } from './ranker.ts';
import type { Scorer } from './scorer.ts';

/** Places of the lists that an evaluation keeps of every target. */
const LIST_LENGTH = 10;

export interface BaselineOptions extends Pace {
  readonly stage: Stage;
  readonly seen: SeenRule;
}

export interface Evaluation {
  /** (targets of the stage) see `Ranked`. */
  readonly ranks: Float64Array;
  readonly lists: TopLists;
  readonly metrics: Metrics;
}

/**
 * Fits a baseline to the training histories, whatever the stage, and ranks the whole catalogue for every target.
 * Deterministic. Throws CancelledError.
 */
export async function evaluateBaseline(
  counts: Counts,
  baseline: Baseline,
  options: BaselineOptions,
): Promise<Evaluation> {
  const { signal } = options;
  return rankTargets(counts.split, await baseline.fit(counts, { signal }), options);
}

/** Ranks the whole catalogue for every target of a stage by a baseline that is fitted. Throws CancelledError. */
export async function rankTargets(split: Split, scorer: Scorer, options: BaselineOptions): Promise<Evaluation> {
  const { stage, seen } = options;
  const pacer = new Pacer('baseline', options);
  const ranker = new Ranker(scorer, seen, LIST_LENGTH);
  const targets = split[stage].users.length;
  const ranks = new Float64Array(targets);
  const lists = { items: new Uint32Array(targets * LIST_LENGTH), length: LIST_LENGTH };
  for (let k = 0; k < targets; k++) {
    ranker.ask(query(split, stage, k));
    ranks[k] = ranker.rank(target(split, stage, k));
    ranker.top(lists.items.subarray(k * LIST_LENGTH, (k + 1) * LIST_LENGTH));
    if (k % 16 === 15 && pacer.due()) await pacer.rest((k + 1) / targets);
  }
  const protocol = protocolOf(split.rule, seen, split.dataset.shaping.ties);
  const popularity = trainingPopularity(split);
  return { ranks, lists, metrics: await measure({ split, stage, protocol, ranks, lists, popularity }) };
}
