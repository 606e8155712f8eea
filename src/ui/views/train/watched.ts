import type { Watched } from '../../../worker/contract.ts';
import { count } from '../../format.ts';

/** A rank from 0 as a place from 1; a shared place is rounded. */
export const place = (rank: number): string => count(Math.round(rank) + 1);

/** Where the item that was really taken stood over the run: "rank 214 → 31 → 3". The first, the last and the turns between. */
export function rankSentence(lists: readonly Watched[]): string {
  const ranks = lists.map(({ rank }) => rank);
  const last = ranks.length - 1;
  const shown = [0, Math.round(last / 3), Math.round((2 * last) / 3), last].filter((i, k, all) => all.indexOf(i) === k);
  const places = shown.map((i) => place(ranks[i])).filter((p, k, all) => p !== all[k - 1]);
  return places.length === 1 ? `rank ${places[0]} all along` : `rank ${places.join(' → ')}`;
}

/** Where a list stands in time. */
export const momentOf = ({ step }: Watched): string =>
  step === 0 ? 'before training' : `after ${count(step)} step${step === 1 ? '' : 's'}`;
