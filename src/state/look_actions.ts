import type { LensCard, LensPicture } from '../worker/contract.ts';
import { endInquiries, guarded, isCancelled, messageOf, type Context } from './context.ts';
import { readHistory, type AskedHistory } from './ranking.ts';
import type { LookSlice } from './slices/look.ts';
import type { AppState } from './store.ts';

/** What a lens shows, nothing included, or why it cannot be seen. */
export type Looked = { readonly pictures: readonly LensPicture[] } | { readonly failure: string };

export interface LookActions {
  look(change: Partial<LookSlice>): void;
  /** The lenses that have something to show of the run asked; null where there is no run, or where it was asked again meanwhile. */
  readonly lenses: () => Promise<readonly LensCard[] | null>;
  /**
   * What a lens shows of the run asked, and of the one beside it where there is one, on the history if it reads one; null where
   * there is no run or no such history, or where it was asked again meanwhile. The caller keeps the pictures.
   */
  readonly pictures: (lens: LensCard) => Promise<readonly Looked[] | null>;
  /** What a lens that reads an item shows of one. */
  readonly ofItem: (lens: LensCard, item: string) => Promise<readonly LensPicture[]>;
}

/** Whether what a lens shows depends on the history that is asked about, or on its last item. */
export const readsHistory = ({ reads }: Pick<LensCard, 'reads'>): boolean => reads === 'history' || reads === 'item';

const NOTHING: AskedHistory = { ids: [], told: {} };

/** The run beside the one asked; null where that is no other one, or not there any more. */
export const besideOf = ({ beside, asked, runs }: Pick<AppState, 'beside' | 'asked' | 'runs'>): string | null =>
  beside !== null && beside !== asked && runs.some(({ id }) => id === beside) ? beside : null;

export function lookActions(context: Context): LookActions {
  const { store, engine } = context;
  const options = (): { readonly described?: string } => {
    const { dataset, shared } = store.getState();
    return dataset !== null && shared ? { described: dataset.id } : {};
  };
  const lookedInto = async (run: string, lens: string, { ids, told }: AskedHistory): Promise<Looked | null> => {
    try {
      return { pictures: (await engine.look(run, lens, ids, { ...options(), ...told })) ?? [] };
    } catch (error) {
      return isCancelled(error) ? null : { failure: messageOf(error) };
    }
  };
  return {
    look: (change) => store.setState(change),
    async lenses() {
      const { asked } = store.getState();
      endInquiries(context, 'lenses');
      if (asked === null) return null;
      return guarded(context, 'The model cannot be looked into', () => engine.lenses(asked));
    },
    async pictures({ name, ...lens }) {
      const { asked } = store.getState();
      const reads = readsHistory(lens);
      const { ids, told } = reads ? readHistory(store.getState()) : NOTHING;
      endInquiries(context, 'look');
      if (asked === null || (reads && ids.length === 0)) return null;
      const beside = besideOf(store.getState());
      const all = await Promise.all(
        [asked, ...(beside === null ? [] : [beside])].map((run) => lookedInto(run, name, { ids, told })),
      );
      return all.every((looked) => looked !== null) ? all : null;
    },
    async ofItem({ name }, item) {
      const { asked } = store.getState();
      if (asked === null) return [];
      const look = () => engine.look(asked, name, [item], options());
      return (await guarded(context, 'Nothing is known of this item', look)) ?? [];
    },
  };
}
