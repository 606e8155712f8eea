import type { IdList, IdsOf, ListsOptions, SteeringCard } from '../worker/contract.ts';
import { endInquiries, guarded, isCancelled, messageOf, type Context } from './context.ts';
import { fileName } from '../core/file_names.ts';
import type { Lister, ListsChoice, ListsSlice } from './slices/lists.ts';
import type { SaveFile } from './try_actions.ts';

export interface ListsActions {
  /** Opens the dialog for lists by a run or a baseline, with the rules that Try has. */
  open(by: Lister): void;
  close(): void;
  choose(change: Partial<ListsChoice>): void;
  /** Makes the file and saves it. */
  make(): Promise<void>;
  /** Ends what is being made; nothing of it is kept. */
  cancel(): void;
  /** Saves the file that was made once more. */
  save(): void;
  /** Ids in a file that somebody chose; null where it cannot be read, which is said. */
  readonly readIds: (file: File, of: IdsOf) => Promise<IdList | null>;
  /** What lists of the open data can be steered by; null where none are open. */
  readonly steering: () => Promise<SteeringCard | null>;
}

const USUAL = { format: 'csv', count: 10, seen: null, users: null } as const;

export function listsActions(context: Context, save: SaveFile): ListsActions {
  const { store, engine } = context;
  let made: { readonly name: string; readonly content: Blob } | null = null;
  let round = 0;

  /** What was made, or is being made, is of no use any more. */
  const forget = (): void => {
    round++;
    made = null;
    if (store.getState().listing.kind === 'making') endInquiries(context, 'lists');
    store.setState({ listing: { kind: 'idle' } });
  };

  const make = async (choice: ListsChoice, dataset: { readonly id: string; readonly name: string }): Promise<void> => {
    forget();
    const mine = ++round;
    const set = (listing: ListsSlice['listing']): void => {
      if (mine === round) store.setState({ listing });
    };
    set({ kind: 'making', done: 0 });
    // A blob each, which the browser may keep on disk: all of them together may be larger than the memory of a page.
    const pieces: Blob[] = [];
    const by = 'run' in choice.by ? choice.by : { dataset: dataset.id, ...choice.by };
    const report = await engine.lists(
      ...([by, dataset.id, optionsOf(choice)] as const),
      (piece) => void pieces.push(new Blob([piece])),
      (done) => set({ kind: 'making', done }),
    );
    if (mine !== round) return;
    const name = nameOf(choice, dataset.name);
    made = { name, content: new Blob(pieces) };
    save(name, made.content);
    set({ kind: 'made', choice, name, report });
  };

  return {
    open(by) {
      forget();
      store.setState(({ steer, shared }) => ({ lists: { ...USUAL, by, steer: shared ? steer : {} } }));
    },
    close() {
      forget();
      store.setState({ lists: null });
    },
    choose(change) {
      forget();
      store.setState(({ lists }) => ({ lists: lists && { ...lists, ...change } }));
    },
    async make() {
      const { lists, dataset } = store.getState();
      if (lists === null || dataset === null) return;
      try {
        await make(lists, dataset);
      } catch (error) {
        if (!isCancelled(error)) store.setState({ listing: { kind: 'failed', reason: messageOf(error) } });
      }
    },
    cancel: forget,
    save() {
      if (made !== null) save(made.name, made.content);
    },
    readIds: (file, of) => guarded(context, 'The list could not be read', () => engine.readIds(file, of)),
    async steering() {
      const { dataset } = store.getState();
      if (dataset === null) return null;
      return guarded(context, 'Nobody knows what lists can be steered by', () => engine.steering(dataset.id));
    },
  };
}

const optionsOf = ({ format, count, seen, steer, users }: ListsChoice): ListsOptions => ({
  ...{ format, count },
  ...(seen === null ? {} : { seen }),
  ...(Object.keys(steer).length === 0 ? {} : { steer }),
  ...(users === null ? {} : { users }),
});

const nameOf = ({ by, format }: ListsChoice, dataset: string): string =>
  fileName(dataset, 'lists', `${'run' in by ? by.run : by.baseline}.${format}`);
