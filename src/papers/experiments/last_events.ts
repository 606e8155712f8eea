import { Pacer, type Pace } from '../../core/pace.ts';
import { contribution } from '../../evaluate/ranking.ts';
import { placeAmong } from './place_among.ts';

/** A history without its last event, and what that is. */
export interface LastEvent {
  readonly before: Uint32Array;
  readonly item: number;
}

export const lastEvents = (histories: readonly Uint32Array[]): LastEvent[] =>
  histories.map((history) => ({ before: history.subarray(0, -1), item: history[history.length - 1] }));

/** NDCG@10 of last events by the scores after what came before them; NaN of none. @throws CancelledError */
export async function ndcgOf(
  events: readonly LastEvent[],
  scores: (history: Uint32Array) => Promise<ArrayLike<number>>,
  { signal }: Pace,
): Promise<number> {
  const pacer = new Pacer('papers last events', { signal });
  let sum = 0;
  for (const { before, item } of events) {
    sum += contribution.ndcg(placeAmong(await scores(before), item), 10);
    if (pacer.due()) await pacer.rest(0);
  }
  return sum / events.length;
}
