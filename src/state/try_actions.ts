import type { DecoderCard, Item, NewItem, NewItems, Steering, SteeringCard, UserCard } from '../worker/contract.ts';
import { endInquiries, guarded, type Context } from './context.ts';
import { fileName } from '../core/file_names.ts';
import { edited } from './history_edits.ts';
import { historyActions, type HistoryActions } from './history_actions.ts';
import { ranking, readHistory, recommenderOf } from './ranking.ts';
import type { AppState } from './store.ts';
import type { ListName, Places, RankedList, TrySlice } from './slices/try.ts';

export interface TryActions extends HistoryActions {
  /** Chooses who is asked: a run or snapshot, or null for the baseline alone. */
  ask(run: string | null): Promise<void>;
  /** Asks a run that has just ended, unless somebody chose another. */
  askNewest(run: string): Promise<void>;
  /** The ways in which the run asked can be asked for a list, the exact one first; none where there is no run. */
  readonly decoders: () => Promise<readonly DecoderCard[]>;
  /** Asks for a list in another way; null scores the whole catalogue. */
  decode(decoder: TrySlice['decoder']): Promise<void>;
  /** What lists can be steered by; null where no data is open that knows of it. */
  readonly steering: () => Promise<SteeringCard | null>;
  /** Holds both lists to categories, and lets them lean. */
  steer(steer: Steering): Promise<void>;
  /** Works out what steering costs: the model asked, or the baseline where none is. */
  priceSteering(): Promise<void>;
  compareWith(baseline: string): Promise<void>;
  /** Whether the run asked can place items that it has never seen; null where there is no run. */
  readonly placesNew: () => Promise<NewItems | null>;
  /** Places an item by what is written on it; what the model cannot code is said and not added. */
  placeNew(item: NewItem): Promise<boolean>;
  /** Takes a typed item away again. */
  removeNew(at: number): Promise<void>;
  readonly search: (text: string) => Promise<readonly Item[]>;
  readonly findUsers: (text: string) => Promise<readonly UserCard[]>;
  /** Compares the lists from now on with these, not with those before the last change. */
  pin(): void;
  unpin(): void;
  /** Explains an item of a list; asked again, puts the explanation away. */
  explain(list: ListName, item: string): Promise<void>;
  download(): Promise<void>;
}

/** Saves bytes or text as a file; given by the page, since the state knows no document. */
export type SaveFile = (name: string, content: Uint8Array<ArrayBuffer> | string | Blob) => void;

const HITS = 8;
const nobody = { user: null, history: [], taken: null, own: null, past: [], future: [], emptied: false };
const OTHER_CATALOGUE = 'This model has a catalogue of its own: build a history from its items.';

export function tryActions(context: Context, save: SaveFile): TryActions {
  const { store, engine } = context;
  const rank = ranking(context);
  /** Which choice of a model an answer belongs to, and the last choice under way. */
  let round = 0;
  let last = Promise.resolve();

  /** Which question for a price an answer belongs to. */
  let pricing = 0;

  /** The price of before is none of what is asked now. */
  const unpriced = (): Pick<TrySlice, 'steeringPrice'> => {
    pricing++;
    if (typeof store.getState().steeringPrice === 'number') endInquiries(context, 'steeringPrice');
    return { steeringPrice: null };
  };

  const ask = (asked: string | null, askedByHand: boolean): Promise<void> => (last = choose(asked, askedByHand));

  const choose = async (asked: string | null, askedByHand: boolean): Promise<void> => {
    const mine = ++round;
    const shared = await sharesCatalogue(asked, store.getState().dataset?.id ?? null);
    if (mine !== round) return last; // the newer choice counts; whoever made this one waits for that
    const { pinned, shared: was, asked: before, guessing } = store.getState();
    const change = {
      ...{ asked, askedByHand, shared, runList: null, pinned: pinned && { ...pinned, run: null } },
      guessing: guessing && asked === before, // what is guessed about is the list of the model before
      ...(asked === before ? {} : { decoder: null, ...unpriced(), ...withoutNew(store.getState()) }), // another model may have no codes
    };
    // Items of one catalogue mean nothing in another.
    const foreign =
      (shared && was) || asked === before ? {} : { ...nobody, baselineList: null, remark: OTHER_CATALOGUE };
    await rank({ ...change, ...foreign, ...(shared ? { remark: null } : {}) });
  };

  const sharesCatalogue = async (run: string | null, dataset: string | null): Promise<boolean> => {
    if (run === null) return true;
    if (dataset === null) return false;
    return (await guarded(context, 'The model cannot be asked', () => engine.knows(run, dataset))) ?? false;
  };

  return {
    ...historyActions(context, rank),
    ask: (asked) => ask(asked, true),
    async askNewest(run) {
      if (!store.getState().askedByHand) await ask(run, false);
    },
    async decoders() {
      const { asked } = store.getState();
      if (asked === null) return [];
      const cards = () => engine.decoders(asked);
      return (await guarded(context, 'Nobody knows how the model can be asked', cards)) ?? [];
    },
    decode: (decoder) => rank({ decoder }),
    async steering() {
      const { dataset, shared } = store.getState();
      if (dataset === null || !shared) return null;
      return guarded(context, 'Nobody knows what lists can be steered by', () => engine.steering(dataset.id));
    },
    steer: (steer) => rank({ steer, ...unpriced() }),
    async priceSteering() {
      const { dataset, steer, asked } = store.getState();
      const by = recommenderOf(context, asked === null ? 'baseline' : 'run');
      if (by === null || dataset === null) return;
      unpriced();
      const mine = ++pricing;
      store.setState({ steeringPrice: 0 });
      const hear = (done: number): void => {
        if (mine === pricing) store.setState({ steeringPrice: done });
      };
      const price = await guarded(context, 'What steering costs could not be worked out', () =>
        engine.steeringPrice(by, steer, dataset.id, undefined, hear),
      );
      if (mine === pricing) store.setState({ steeringPrice: price });
    },
    async compareWith(baseline) {
      const { pinned } = store.getState();
      await rank({ ...unpriced(), baseline, baselineList: null, pinned: pinned && { ...pinned, baseline: null } });
    },

    async search(text) {
      const { asked, dataset } = store.getState();
      const source = asked === null ? dataset && { dataset: dataset.id } : { run: asked };
      if (source === null) return [];
      return (await guarded(context, 'The search failed', () => engine.findItems(source, text, HITS))) ?? [];
    },
    async findUsers(text) {
      const { dataset } = store.getState();
      if (dataset === null) return [];
      return (await guarded(context, 'The search failed', () => engine.findUsers(dataset.id, text, HITS))) ?? [];
    },

    async placesNew() {
      const { asked } = store.getState();
      if (asked === null) return null;
      return guarded(context, 'Nobody knows whether the model can place new items', () => engine.newItems(asked));
    },
    async placeNew(item) {
      const { asked } = store.getState();
      const { ids, told } = readHistory(store.getState());
      if (asked === null || ids.length === 0) return false;
      const tried = await guarded(context, 'The item cannot be placed', () =>
        engine.ranking({ run: asked }, ids, { ...told, count: 1, newItems: [item] }),
      );
      const state = store.getState();
      if (tried === null || state.asked !== asked) return false;
      await rank(edited(state, { newItems: [...state.newItems, item] }));
      return true;
    },
    removeNew(at) {
      const state = store.getState();
      return rank(edited(state, { newItems: state.newItems.filter((_, i) => i !== at) }));
    },

    pin: () =>
      store.setState(({ runList, baselineList }) => ({
        pinned: { run: placesOf(runList), baseline: placesOf(baselineList) },
      })),
    unpin: () => store.setState({ pinned: null }),

    async explain(list, item) {
      const { explaining } = store.getState();
      const by = recommenderOf(context, list);
      endInquiries(context, 'explain');
      if (by === null || (explaining?.item === item && explaining.list === list)) {
        store.setState({ explaining: null, explanation: null });
        return;
      }
      const mine = { list, item };
      store.setState({ explaining: mine, explanation: null });
      const { ids, told } = readHistory(store.getState());
      const explanation = await guarded(context, 'No explanation', () => engine.explain(by, ids, item, told));
      if (store.getState().explaining !== mine) return;
      store.setState(explanation === null ? { explaining: null } : { explanation });
    },

    async download() {
      const { asked } = store.getState();
      if (asked === null) return;
      const bytes = await guarded(context, 'The model could not be saved', () => engine.snapshot(asked));
      if (bytes !== null) save(fileName(dataOf(store.getState(), asked), `${asked}.safetensors`), bytes);
    },
  };
}

/** What was typed for one model means nothing to another, now or after an edit is taken back. */
const withoutNew = ({ past, future }: TrySlice): Partial<TrySlice> => ({
  newItems: [],
  past: past.map((trial) => ({ ...trial, newItems: [] })),
  future: future.map((trial) => ({ ...trial, newItems: [] })),
});

/** The name of the data that a run was trained on. */
const dataOf = ({ runs }: Pick<AppState, 'runs'>, run: string): string | undefined =>
  runs.find(({ id }) => id === run)?.recipe.dataset.name;

const placesOf = (list: RankedList | null): Places | null => list?.places ?? null;
