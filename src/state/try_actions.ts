import type { Item, Recommendation, Recommender } from '../worker/contract.ts';
import { guarded, type Context } from './context.ts';
import type { RankedList, TrySlice } from './slices/try.ts';

export interface TryActions {
  /** Chooses who is asked: a run or snapshot, or null for the baseline alone. */
  ask(run: string | null): Promise<void>;
  compareWith(baseline: string): Promise<void>;
  /** Takes a user's history without its last item, which is then shown as what was really taken. */
  pickUser(index: number): Promise<void>;
  search(text: string): Promise<readonly Item[]>;
  add(item: Item): Promise<void>;
  remove(position: number): Promise<void>;
  move(position: number, by: -1 | 1): Promise<void>;
  clearHistory(): void;
  explain(item: string): Promise<void>;
  download(): Promise<void>;
  openSnapshot(file: File): Promise<void>;
}

/** Saves bytes as a file; given by the page, since the state knows no document. */
export type SaveFile = (name: string, bytes: Uint8Array<ArrayBuffer>) => void;

export function tryActions(context: Context, save: SaveFile): TryActions {
  const { store, engine } = context;
  let round = 0;

  /** Ranks again; of several calls under way only the last one's lists are shown. */
  const rank = async (change: Partial<TrySlice>): Promise<void> => {
    store.setState({ ...change, explanation: null });
    const mine = ++round;
    const { asked, history, runList, baselineList } = store.getState();
    const ids = history.map(({ id }) => id);
    const list = async (by: Recommender | null, old: RankedList | null): Promise<RankedList | null> => {
      if (by === null || ids.length === 0) return null;
      return { items: await engine.recommend(by, ids, { count: 10 }), before: old && placesOf(old.items) };
    };
    await guarded(context, 'No list for this history', async () => {
      const run = await list(asked === null ? null : { run: asked }, runList);
      const baseline = await list(baselineOf(context), baselineList);
      if (mine === round) store.setState({ runList: run, baselineList: baseline });
    });
  };

  const edit = (history: readonly Item[]): Promise<void> => rank({ history, user: null, taken: null });

  return {
    ask: (asked) => rank({ asked, runList: null }),
    compareWith: (baseline) => rank({ baseline, baselineList: null }),

    async pickUser(index) {
      const { dataset } = store.getState();
      if (dataset === null) return;
      const found = await guarded(context, 'No such user', () => engine.histories(dataset.id, index, 1));
      const user = found?.[0];
      if (user === undefined) return;
      const known = user.items.slice(-HISTORY_LIMIT);
      const [history, taken] = known.length > 1 ? [known.slice(0, -1), known.at(-1) ?? null] : [known, null];
      await rank({ history, user: { index, name: user.user }, taken, runList: null, baselineList: null });
    },

    async search(text) {
      const { asked, dataset } = store.getState();
      const source = asked === null ? dataset && { dataset: dataset.id } : { run: asked };
      if (source === null || text.trim() === '') return [];
      return (await guarded(context, 'The search failed', () => engine.findItems(source, text, 8))) ?? [];
    },

    add: (item) => edit([...store.getState().history, item]),
    remove: (position) => edit(store.getState().history.filter((_, i) => i !== position)),
    async move(position, by) {
      const history = [...store.getState().history];
      const other = position + by;
      if (other < 0 || other >= history.length) return;
      [history[position], history[other]] = [history[other], history[position]];
      await edit(history);
    },
    clearHistory() {
      round++;
      store.setState({
        history: [],
        emptied: true,
        user: null,
        taken: null,
        runList: null,
        baselineList: null,
        explanation: null,
      });
    },

    async explain(item) {
      const { asked, history, explanation } = store.getState();
      if (explanation?.item.id === item) {
        store.setState({ explanation: null });
        return;
      }
      const by = asked === null ? baselineOf(context) : { run: asked };
      if (by === null) return;
      const ids = history.map(({ id }) => id);
      const explained = await guarded(context, 'No explanation', () => engine.explain(by, ids, item));
      if (explained !== null) store.setState({ explanation: explained });
    },

    async download() {
      const { asked } = store.getState();
      if (asked === null) return;
      const bytes = await guarded(context, 'The model could not be saved', () => engine.snapshot(asked));
      if (bytes !== null) save(`${asked}.safetensors`, bytes);
    },

    async openSnapshot(file) {
      const opened = await guarded(context, `${file.name} was not opened`, async () => {
        const summary = await engine.load(new Uint8Array(await file.arrayBuffer()));
        store.setState({ runs: await engine.runs(), view: 'try' });
        return summary;
      });
      if (opened !== null) await rank({ asked: opened.id, runList: null, baselineList: null });
    },
  };
}

/** More items than any model here reads only make the page long. */
const HISTORY_LIMIT = 50;

const placesOf = (items: readonly Recommendation[]): Readonly<Record<string, number>> =>
  Object.fromEntries(items.map(({ id, rank }) => [id, rank]));

/** The baseline on the open dataset, unless the run asked has another catalogue. */
function baselineOf({ store }: Context): Recommender | null {
  const { dataset, baseline, asked, runs } = store.getState();
  if (dataset === null) return null;
  const run = runs.find(({ id }) => id === asked);
  if (run !== undefined && run.recipe.dataset.fingerprint !== dataset.fingerprint) return null;
  return { dataset: dataset.id, baseline };
}
