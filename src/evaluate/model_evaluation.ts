import { Pacer, type Pace } from '../core/pace.ts';
import { query, target, trainingPopularity, type Split, type Stage } from '../data/split.ts';
import { measure, NO_ITEM, type Metrics, type TopLists } from './metrics.ts';
import type { ModelRanker, Query } from './model_ranker.ts';
import { hidesSeen, type Protocol } from './protocol.ts';

/** Places of the lists that an evaluation keeps of every target. */
const PLACES = 10;

const NOTHING: ArrayLike<number> = [];

/** What target number `k` of a stage asks a model. */
export function queryOf(split: Split, stage: Stage, protocol: Protocol, k: number): Query {
  const history = query(split, stage, k);
  return { history, target: target(split, stage, k), exclude: hidesSeen(protocol.seen) ? history.items : NOTHING };
}

/** The rank as the protocol has it: a target that may not be recommended is a miss. */
const rankUnder = ({ exclude, target: wanted }: Query, rank: number): number =>
  Array.prototype.includes.call(exclude, wanted) ? Infinity : rank;

/** Most items that one query of the split can exclude: each item counts once, however often it was repeated. */
export function longestQuery({ dataset, validation, test }: Split): number {
  let longest = 0;
  for (const { users, ends } of [validation, test]) {
    users.forEach((u, k) => (longest = Math.max(longest, ends[k] - dataset.offsets[u])));
  }
  return Math.min(longest, dataset.catalogue.ids.length);
}

/** Most targets that one stage of the split asks for. */
export const mostTargets = ({ validation, test }: Split): number =>
  Math.max(validation.users.length, test.users.length);

export interface ModelRanks {
  readonly ranks: Float64Array;
  readonly lists: TopLists;
}

/** Ranks the whole catalogue for every target. @throws DeviceLostError, CancelledError */
export async function rankModel(
  ranker: ModelRanker,
  split: Split,
  stage: Stage,
  protocol: Protocol,
  pace: Pace = {},
): Promise<ModelRanks> {
  const pacer = new Pacer('evaluate', pace);
  const targets = split[stage].users.length;
  function* queries(): Generator<Query> {
    for (let k = 0; k < targets; k++) yield queryOf(split, stage, protocol, k);
  }
  const ranks = new Float64Array(targets);
  const items = new Uint32Array(targets * PLACES).fill(NO_ITEM);
  let k = 0;
  for await (const answer of ranker.answers(queries())) {
    ranks[k] = rankUnder(queryOf(split, stage, protocol, k), answer.rank);
    items.set(answer.items.subarray(0, PLACES), k * PLACES);
    k++;
    if (pacer.due()) await pacer.rest(k / targets);
  }
  return { ranks, lists: { items, length: PLACES } };
}

/** Sums the ranks of a model up under the protocol. */
export const measureModel = (split: Split, stage: Stage, protocol: Protocol, found: ModelRanks): Promise<Metrics> =>
  measure({ split, stage, protocol, ...found, popularity: trainingPopularity(split) });
