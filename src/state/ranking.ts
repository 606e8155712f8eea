import type { AskedDecoder, ExplainOptions, RankOptions, Recommender, Steering } from '../worker/contract.ts';
import { endInquiries, guarded, type Context } from './context.ts';
import { timesOf } from './history_times.ts';
import { besideIn } from './possible_baselines.ts';
import type { ListName, RankedList, TrySlice } from './slices/try.ts';

export const SHOWN = 10;
/** Places that are known, so that an item which enters the list can be told where it was. */
export const KNOWN = 100;

/** What the recommenders read: the history without what is muted, and what is known of each event. */
export function readHistory({ history }: Pick<TrySlice, 'history'>): AskedHistory {
  const read = history.filter(({ muted }) => !muted);
  const { times } = timesOf(read);
  const kinds = read.map(({ kind }) => kind);
  const values = read.map(({ value }) => value);
  const told = {
    ...(times.some((time) => time !== null) ? { times } : {}),
    ...(kinds.some((kind) => kind !== null) ? { kinds } : {}),
    ...(values.some((value) => value !== null) ? { values } : {}),
  };
  return { ids: read.map(({ id }) => id), told };
}

export interface AskedHistory {
  readonly ids: readonly string[];
  readonly told: ExplainOptions;
}

/** Changes the trial and ranks again; of several calls under way only the last one's lists are shown. */
export type Rank = (change: Partial<TrySlice>) => Promise<void>;

export function ranking(context: Context): Rank {
  const { store, engine } = context;
  let round = 0;

  const list = async (
    by: Recommender | null,
    { ids, told }: AskedHistory,
    old: RankedList | null,
    decoder: AskedDecoder | null,
  ) => {
    if (by === null || ids.length === 0) return null;
    const { dataset, shared, steer, newItems } = store.getState();
    const beside = 'run' in by && newItems.length > 0 ? { newItems } : {};
    const free = decoder === null && !('newItems' in beside);
    const described = dataset !== null && shared ? { described: dataset.id, ...steeredBy(steer, free) } : {};
    const options = { ...told, ...described, ...beside, ...howMany(decoder) };
    const { list: all, newItems: placed, ...about } = await engine.ranking(by, ids, options);
    const { search, steps, readsTimes, kinds, levels, unknownItems } = about;
    const places = Object.fromEntries(all.map(({ id, rank }) => [id, rank]));
    return {
      items: all.slice(0, SHOWN),
      places,
      floor: all.length === 0 ? 0 : Math.min(...all.map(({ score }) => score)),
      before: old?.places ?? null,
      first: old?.items[0] ?? null,
      ...{ search, newItems: placed, unknownItems },
      steps,
      readsTimes,
      kinds,
      levels,
    };
  };

  return async (change) => {
    store.setState({ ...change, explaining: null, explanation: null });
    const mine = ++round;
    const { runList, baselineList, decoder } = store.getState();
    // What another way of asking moves is no edit of the history.
    const oldRun = 'decoder' in change || 'steer' in change ? null : runList;
    const oldBaseline = 'steer' in change ? null : baselineList;
    const asked = readHistory(store.getState());
    endInquiries(context, 'recommend', 'explain');
    const ranked = await guarded(context, 'No list for this history', () =>
      Promise.all([
        list(recommenderOf(context, 'run'), asked, oldRun, decoder),
        list(recommenderOf(context, 'baseline'), asked, oldBaseline, null),
      ]),
    );
    if (mine !== round || ranked === null) return;
    store.setState({ runList: ranked[0], baselineList: ranked[1] });
  };
}

/** A search is asked for what is shown, and told what it missed of that: more places would be another search. */
const howMany = (decoder: AskedDecoder | null): Pick<RankOptions, 'count' | 'decoder'> =>
  decoder === null ? { count: KNOWN } : { count: SHOWN, decoder };

/** What a list is steered by; one that is not free to lean is held to categories and items: where codes are searched, and where typed items stand in it. */
function steeredBy(
  { only, without, onlyItems, withoutItems, ...lean }: Steering,
  free: boolean,
): Pick<RankOptions, 'steer'> {
  const steer = {
    ...(only === undefined ? {} : { only }),
    ...(without === undefined ? {} : { without }),
    ...(onlyItems === undefined ? {} : { onlyItems }),
    ...(withoutItems === undefined ? {} : { withoutItems }),
    ...(free ? lean : {}),
  };
  return Object.keys(steer).length === 0 ? {} : { steer };
}

/** Who makes a list; null for nobody, as for a baseline beside a run of another catalogue. */
export function recommenderOf({ store }: Pick<Context, 'store'>, list: ListName): Recommender | null {
  const state = store.getState();
  const { dataset, asked, shared } = state;
  if (list === 'run') return asked === null ? null : { run: asked };
  return dataset === null || (asked !== null && !shared) ? null : { dataset: dataset.id, baseline: besideIn(state) };
}
