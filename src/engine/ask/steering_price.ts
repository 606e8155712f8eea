import { Random } from '../../core/random.ts';
import type { Pace } from '../../core/pace.ts';
import type { Split } from '../../data/split.ts';
import { differenceInterval } from '../../evaluate/bootstrap.ts';
import { contribution } from '../../evaluate/ranking.ts';
import type { Ranked } from '../../recommend/rank.ts';
import type { SteeringPrice } from './messages.ts';

/** Users who are asked what steering costs: some seconds on one core. */
export const PRICED = 200;
export const PLACES = 10;

/** The first validation target of each of some users, drawn by the seed. */
export function pricedTargets({ validation }: Split, seed: number): Uint32Array {
  const firsts = new Map<number, number>();
  for (const [k, user] of validation.users.entries()) if (!firsts.has(user)) firsts.set(user, k);
  return new Random(seed, 'steering price').shuffle(Uint32Array.from(firsts.values())).subarray(0, PRICED);
}

/** The two lists of ten that are made for a target, without steering and with it. */
export interface TwoLists {
  readonly target: number;
  readonly free: readonly Ranked[];
  readonly steered: readonly Ranked[];
}

/** What steering does to HR@10 and NDCG@10 over lists that were asked for. @throws CancelledError */
export async function priceOf(lists: readonly TwoLists[], ofUsers: number, pace: Pace): Promise<SteeringPrice> {
  const ranks = (which: 'free' | 'steered'): Float64Array =>
    Float64Array.from(lists, (both) => {
      const place = both[which].findIndex(({ item }) => item === both.target);
      return place < 0 ? Infinity : place;
    });
  const [free, steered] = [ranks('free'), ranks('steered')];
  const mean = (of: Float64Array, metric: 'hr' | 'ndcg'): number =>
    of.reduce((sum, rank) => sum + contribution[metric](rank, PLACES), 0) / of.length;
  const metrics = (of: Float64Array) => ({ hr10: mean(of, 'hr'), ndcg10: mean(of, 'ndcg') });
  const difference = await differenceInterval(steered, free, 'ndcg', '10', pace);
  return { users: lists.length, ofUsers, free: metrics(free), steered: metrics(steered), difference };
}
