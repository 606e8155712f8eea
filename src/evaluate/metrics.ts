import type { Asked } from '../core/asked.ts';
import { Pacer } from '../core/pace.ts';
import { query, type Split, type Stage, target, targetsOfEach } from '../data/split.ts';
import { type Bucket, bucketsBy, lengthBounds, popularityBounds } from './buckets.ts';
import { byPopularity } from './popularity.ts';
import { type Protocol, state, type StatedProtocol } from './protocol.ts';
import { type AtCutoffs, meanAtCutoffs } from './ranking.ts';

/** Marks the places of a list that has fewer items than places. */
export const NO_ITEM = 0xffffffff;

/** The best items for every target. */
export interface TopLists {
  /** (targets × length), row-major, best first; NO_ITEM where a list is too short. */
  readonly items: Uint32Array;
  readonly length: number;
}

/** What an evaluation found, before it is summed up. */
export interface Ranked {
  readonly split: Split;
  readonly stage: Stage;
  readonly protocol: Protocol;
  /** (targets of the stage) rank of the target from 0, expected under ties; Infinity where it could not be recommended. */
  readonly ranks: Float64Array;
  readonly lists: TopLists;
  /** (items) occurrences in training; see `trainingPopularity`. */
  readonly popularity: Uint32Array;
}

/** Plain JSON; every share is between 0 and 1. */
export interface Metrics extends Asked {
  readonly dataset: { readonly name: string; readonly fingerprint: string };
  readonly stage: Stage;
  readonly protocol: StatedProtocol;
  /** Items ranked. */
  readonly items: number;
  readonly hr: AtCutoffs;
  readonly ndcg: AtCutoffs;
  readonly mrr: AtCutoffs;
  /** Share of the catalogue that is in the first ten of anybody's list. */
  readonly coverage: number;
  /** Share of all first-ten places taken by the head: the most popular 1 % of the items, at least one. */
  readonly headShare: number;
  /** By number of interactions in the query. */
  readonly byLength: readonly Bucket[];
  /** By occurrences of the target in training. */
  readonly byPopularity: readonly Bucket[];
}

/** Places of a list that coverage and head share look at. */
const PLACES = 10;

/** Flags of the most popular 1 % of the items, at least one; equally popular ones in catalogue order. */
export function headItems(popularity: Uint32Array): Uint8Array {
  const head = new Uint8Array(popularity.length);
  for (const item of byPopularity(popularity).subarray(0, Math.max(1, Math.round(popularity.length / 100))))
    head[item] = 1;
  return head;
}

function spread({ items, length }: TopLists, popularity: Uint32Array): { coverage: number; headShare: number } {
  const head = headItems(popularity);
  const recommended = new Uint8Array(popularity.length);
  let places = 0;
  let inHead = 0;
  for (let row = 0; row < items.length; row += length) {
    for (const item of items.subarray(row, row + Math.min(length, PLACES))) {
      if (item === NO_ITEM) break;
      recommended[item] = 1;
      places++;
      inHead += head[item];
    }
  }
  const covered = recommended.reduce((sum, flag) => sum + flag, 0);
  return { coverage: covered / popularity.length, headShare: places === 0 ? 0 : inHead / places };
}

/** Sums an evaluation up. */
export async function measure(ranked: Ranked): Promise<Metrics> {
  const { split, stage, protocol, ranks, popularity } = ranked;
  const { name, fingerprint } = split.dataset;
  const targets = targetsOfEach(split, stage);
  return {
    dataset: { name, fingerprint },
    stage,
    protocol: await state(protocol),
    ofUsers: split.dataset.users.length,
    ...(targets === null ? { users: ranks.length } : { users: targets.length, targets: ranks.length }),
    items: popularity.length,
    ...(await new Pacer('measure', {}).through(figures(ranked))),
  };
}

type Figures = Pick<Metrics, 'hr' | 'ndcg' | 'mrr' | 'coverage' | 'headShare' | 'byLength' | 'byPopularity'>;

/** One pass over all targets before each yield. */
function* figures({ split, stage, ranks, lists, popularity }: Ranked): Generator<void, Figures> {
  const hr = meanAtCutoffs('hr', ranks);
  yield;
  const ndcg = meanAtCutoffs('ndcg', ranks);
  yield;
  const mrr = meanAtCutoffs('mrr', ranks);
  yield;
  const places = spread(lists, popularity);
  yield;
  const byLength = bucketsBy((k) => query(split, stage, k).items.length, lengthBounds, ranks);
  yield;
  const byPopularity = bucketsBy((k) => popularity[target(split, stage, k)], popularityBounds, ranks);
  return { hr, ndcg, mrr, ...places, byLength, byPopularity };
}
