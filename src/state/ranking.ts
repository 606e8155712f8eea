import type { ExplainOptions, Recommender } from '../worker/contract.ts';
import { endInquiries, guarded, type Context } from './context.ts';
import { timesOf } from './history_times.ts';
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

  const list = async (by: Recommender | null, { ids, told }: AskedHistory, old: RankedList | null) => {
    if (by === null || ids.length === 0) return null;
    const { dataset, shared } = store.getState();
    const described = dataset !== null && shared ? { described: dataset.id } : {};
    const options = { count: KNOWN, ...told, ...described };
    const { list: all, steps, readsTimes, kinds, levels } = await engine.ranking(by, ids, options);
    const places = Object.fromEntries(all.map(({ id, rank }) => [id, rank]));
    return {
      items: all.slice(0, SHOWN),
      places,
      floor: all.at(-1)?.score ?? 0,
      before: old?.places ?? null,
      first: old?.items[0] ?? null,
      steps,
      readsTimes,
      kinds,
      levels,
    };
  };

  return async (change) => {
    store.setState({ ...change, explaining: null, explanation: null });
    const mine = ++round;
    const { runList: oldRun, baselineList: oldBaseline } = store.getState();
    const asked = readHistory(store.getState());
    endInquiries(context, 'recommend', 'explain');
    const ranked = await guarded(context, 'No list for this history', () =>
      Promise.all([
        list(recommenderOf(context, 'run'), asked, oldRun),
        list(recommenderOf(context, 'baseline'), asked, oldBaseline),
      ]),
    );
    if (mine !== round || ranked === null) return;
    const [runList, baselineList] = ranked;
    store.setState({ runList, baselineList });
  };
}

/** Who makes a list; null for nobody, as for a baseline beside a run of another catalogue. */
export function recommenderOf({ store }: Pick<Context, 'store'>, list: ListName): Recommender | null {
  const { dataset, baseline, asked, shared } = store.getState();
  if (list === 'run') return asked === null ? null : { run: asked };
  return dataset === null || (asked !== null && !shared) ? null : { dataset: dataset.id, baseline };
}
