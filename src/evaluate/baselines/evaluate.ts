import { type Pace, Pacer } from '../../core/pace.ts';
import { query, type Split, type Stage, target } from '../../data/split.ts';
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
  return rankTargets(counts, await baseline.fit(counts, { signal }), options);
}

/** Ranks the whole catalogue for every target of a stage by a baseline that is fitted. Throws CancelledError. */
export async function rankTargets(counts: Counts, scorer: Scorer, options: BaselineOptions): Promise<Evaluation> {
  const { split, popularity } = counts;
  const { stage, seen } = options;
  const pacer = new Pacer('baseline', options);
  const ranker = new Ranker(scorer, seen, LIST_LENGTH);
  const targets = split[stage].users.length;
  const ranks = new Float64Array(targets);
  const lists = { items: new Uint32Array(targets * LIST_LENGTH), length: LIST_LENGTH };
  for (const [done, k] of byLastItem(split, stage).entries()) {
    ranks[k] = ranker.answer(query(split, stage, k).items, target(split, stage, k), lists.items, k * LIST_LENGTH);
    if (done % 16 === 15 && pacer.due()) await pacer.rest((done + 1) / targets);
  }
  const protocol = protocolOf(split.rule, seen, split.dataset.shaping.ties);
  return { ranks, lists, metrics: await measure({ split, stage, protocol, ranks, lists, popularity }) };
}

/** Targets of a stage by the last item of what they are asked after: what that item says is then computed once for all of them. */
function byLastItem(split: Split, stage: Stage): Uint32Array {
  const { items, catalogue } = split.dataset;
  const { ends } = split[stage];
  const next = new Uint32Array(catalogue.ids.length + 1);
  for (const end of ends) next[items[end - 1] + 1]++;
  for (let item = 1; item < next.length; item++) next[item] += next[item - 1];
  const order = new Uint32Array(ends.length);
  for (let k = 0; k < ends.length; k++) order[next[items[ends[k] - 1]]++] = k;
  return order;
}
