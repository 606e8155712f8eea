import type { Item } from '../worker/contract.ts';
import { guarded, type Context } from './context.ts';
import { edited, entriesOf, moved, redone, undone } from './history_edits.ts';
import { recommenderOf, type Rank } from './ranking.ts';
import type { HistoryEntry, Trial } from './slices/try.ts';

/** What can be done to the history; every edit ranks again at once and can be taken back. */
export interface HistoryActions {
  /** Takes a user's history without its last item, which is then shown as what was really taken. */
  pickUser(index: number): Promise<void>;
  /** Picks the user of a sample whose last item model and baseline place most differently. */
  pickSurprising(): Promise<void>;
  add(item: Item): Promise<void>;
  /** Adds the item each line names best, by title or id; says what was not found. */
  paste(text: string): Promise<void>;
  remove(position: number): Promise<void>;
  /** Leaves an entry out of what is asked, or takes it in again. */
  mute(position: number): Promise<void>;
  move(from: number, to: number): Promise<void>;
  clearHistory(): Promise<void>;
  /** Puts another history in the place of this one. */
  replaceHistory(history: readonly HistoryEntry[]): Promise<void>;
  /** Back to the user's own history. */
  resetHistory(): Promise<void>;
  /** Tells what was really taken. */
  reveal(): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** Shorter windows than this show more of a history than the model reads. */
const LEAST_SHOWN = 50;
const MOST_LINES = 500;

export function historyActions(context: Context, rank: Rank): HistoryActions {
  const { store, engine } = context;
  let seed = 0;

  const edit = (change: (history: readonly HistoryEntry[]) => readonly HistoryEntry[]): Promise<void> => {
    const state = store.getState();
    return rank(edited(state, { history: change(state.history) }));
  };

  const pickUser = async (index: number): Promise<void> => {
    const { dataset } = store.getState();
    if (dataset === null) return;
    const found = await guarded(context, 'No such user', () => engine.histories(dataset.id, index, 1));
    const user = found?.[0];
    if (user === undefined) return;
    const shown = -shownOf(context) - 1;
    const times = dataset.dated ? (user.times?.slice(shown) ?? null) : null;
    const known = entriesOf(user.items.slice(shown), {
      ...{ times, kinds: user.kinds?.slice(shown) ?? null },
      values: user.values?.slice(shown) ?? null,
    });
    const [history, taken] = known.length > 1 ? [known.slice(0, -1), known.at(-1) ?? null] : [known, null];
    const own: Trial = { history, taken, user: { index, name: user.user } };
    const first = store.getState().history.length === 0 && !store.getState().emptied;
    await rank({
      ...edited(store.getState(), own),
      ...{ own, runList: null, baselineList: null, pinned: null },
      ...(first ? { past: [] } : {}),
    });
  };

  const step = async (to: typeof undone): Promise<void> => {
    const change = to(store.getState());
    if (change !== null) await rank({ ...change, remark: null });
  };

  return {
    pickUser,

    async pickSurprising() {
      const { dataset } = store.getState();
      const [by, beside] = [recommenderOf(context, 'run'), recommenderOf(context, 'baseline')];
      if (dataset === null || by === null || beside === null) return;
      const found = await guarded(context, 'No surprise', () => engine.surprise(by, beside, dataset.id, ++seed));
      if (found === null) return;
      await pickUser(found.index);
      const [place, other] = [found.place + 1, found.besidePlace + 1];
      const remark = `Of ${found.of} users, the two differ most on ${found.user}: what was really taken is at place ${place} for the model, ${other} for the baseline.`;
      store.setState({ remark });
    },

    add: (item) => edit((history) => [...history, ...entriesOf([item])]),
    remove: (position) => edit((history) => history.filter((_, i) => i !== position)),
    mute: (position) =>
      edit((history) => history.map((entry, i) => (i === position ? { ...entry, muted: !entry.muted } : entry))),
    move: (from, to) => (from === to ? Promise.resolve() : edit((history) => moved(undated(history, from), from, to))),
    replaceHistory: (history) => edit(() => history),
    clearHistory: () => rank(edited(store.getState(), { history: [], user: null, taken: null })),
    async resetHistory() {
      const { own } = store.getState();
      if (own !== null) await rank(edited(store.getState(), own));
    },
    reveal: () => store.setState({ guessing: false }),
    undo: () => step(undone),
    redo: () => step(redone),

    async paste(text) {
      const { asked, dataset } = store.getState();
      const source = asked === null ? dataset && { dataset: dataset.id } : { run: asked };
      const lines = text.split('\n').map((line) => line.trim());
      const wanted = lines.filter((line) => line !== '').slice(0, MOST_LINES);
      if (source === null || wanted.length === 0) return;
      const hits = await guarded(context, 'The titles could not be looked up', () =>
        Promise.all(wanted.map((line) => engine.findItems(source, line, 1))),
      );
      if (hits === null) return;
      const found = hits.flatMap(([hit]) => (hit === undefined ? [] : [hit]));
      const lost = wanted.filter((_, i) => hits[i].length === 0);
      if (found.length > 0) await edit((history) => [...history, ...entriesOf(found)]);
      store.setState({ remark: remarkOn(found.length, lost) });
    },
  };
}

/** Where an entry is put, its time says nothing any more. */
const undated = (history: readonly HistoryEntry[], at: number): readonly HistoryEntry[] =>
  history.map((entry, i) => (i === at ? { ...entry, time: null } : entry));

function remarkOn(found: number, lost: readonly string[]): string {
  const added = `${found} added`;
  if (lost.length === 0) return `${added}.`;
  return `${added}; not in the catalogue: ${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ` and ${lost.length - 5} more` : ''}.`;
}

/** How much of a user's history is shown: what the model reads, and not less than fits a look. */
function shownOf({ store }: Context): number {
  const { runs, asked } = store.getState();
  const window = runs.find(({ id }) => id === asked)?.recipe.config.length ?? 0;
  return Math.max(LEAST_SHOWN, window);
}
