import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { query, target } from '../../data/split.ts';
import { queryOf } from '../../evaluate/model_evaluation.ts';
import { NO_ITEM } from '../../evaluate/metrics.ts';
import type { Query } from '../../evaluate/model_ranker.ts';
import { best, rankOf } from '../../recommend/rank.ts';
import type { Reader } from '../../recommend/reader.ts';
import type { Watched } from './messages.ts';
import { describeItem, type KnownItems } from '../data/items.ts';
import type { Blueprint } from './workbench.ts';

/** Places of the list, and items of the history that are shown. */
const SHOWN = 10;

/** A ranked list as item indices and scores, best first, and the place of the target. */
interface Answered {
  readonly items: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
  /** From 0; Infinity where the target may not be recommended. */
  readonly rank: number;
}

/** What validation target number `k` asks. */
export const watchedQuery = ({ split, recipe }: Blueprint, k: number): Query =>
  queryOf(split, 'validation', recipe.protocol, k);

/** An answer to the watched user's query in words that the page can show. */
export function describeWatched(
  { split }: Blueprint,
  items: KnownItems,
  at: { readonly step: number; readonly index: number },
  { items: list, scores, rank }: Answered,
): Watched {
  const { step, index } = at;
  const shown = Array.from(list).filter((item) => item !== NO_ITEM); // where too few items are left
  return {
    step,
    index,
    user: split.dataset.users[split.validation.users[index]],
    history: Array.from(query(split, 'validation', index).items, (item) => describeItem(items, item)).slice(-SHOWN),
    rank: Number.isFinite(rank) ? rank : items.ids.length,
    target: describeItem(items, target(split, 'validation', index)),
    list: shown
      .slice(0, SHOWN)
      .map((item, place) => ({ ...describeItem(items, item), rank: place, score: scores[place] })),
  };
}

/** A run that tells the list of one user as it goes. */
interface Watching {
  readonly print: Blueprint;
  readonly opened: { readonly items: KnownItems };
  readonly weightsAt: { readonly step: number };
  watching: number;
}

/** Makes `run` watch another user and ranks for them on the CPU. @throws SettingsError, CancelledError */
export async function watch(run: Watching, reader: Reader, user: number, pace: Pace): Promise<Watched> {
  const users = run.print.split.validation.users.length;
  if (!(Number.isInteger(user) && user >= 0 && user < users)) {
    throw new SettingsError(`watch: user ${user}, expected a whole number from 0 to ${users - 1}`);
  }
  run.watching = user;
  const { history, exclude, target: wanted } = watchedQuery(run.print, user);
  const scores = await reader.scores(history, pace);
  const hidden = new Set(Array.from(exclude));
  const list = best(scores, hidden, SHOWN);
  return describeWatched(
    run.print,
    run.opened.items,
    { step: run.weightsAt.step, index: user },
    {
      items: list.map(({ item }) => item),
      scores: list.map(({ score }) => score),
      rank: rankOf(scores, hidden, wanted),
    },
  );
}
