import type { PaperCard } from '../worker/contract.ts';
import { endInquiries, isCancelled, messageOf, type Context } from './context.ts';
import type { PaperFilter } from './slices/papers.ts';
import type { AppState } from './store.ts';

export interface PapersActions {
  /** Lists the papers, where they are not listed yet. */
  list(): Promise<void>;
  /** Reads which model solves which world, where it is not read yet. */
  readContest(): Promise<void>;
  /** Reads what mixers cost, where it is not read yet. */
  readCosts(): Promise<void>;
  filter(change: Partial<PaperFilter>): void;
  /** Shows the details of a paper; null of none. */
  open(id: string | null): void;
  /** Runs the experiment of a paper here, one at a time. */
  run(id: string): Promise<void>;
  /** Ends the experiment at work. */
  cancel(): void;
}

export function papersActions(context: Context): PapersActions {
  const { store, engine } = context;
  /** Reads what is not there yet, again after a failure. */
  const readOnce = async <K extends 'papers' | 'contest' | 'costs'>(
    what: K,
    read: () => Promise<AppState[K]>,
  ): Promise<void> => {
    if (store.getState()[what] !== null) return;
    const fail = (why: string | null): void => store.setState({ [`${what}Failure`]: why });
    fail(null);
    try {
      const found = await read();
      store.setState({ [what]: found });
    } catch (error) {
      fail(messageOf(error));
    }
  };
  return {
    list: () => readOnce('papers', () => engine.papers()),
    readContest: () => readOnce('contest', () => engine.contest()),
    readCosts: () => readOnce('costs', () => engine.mixerCosts()),
    filter: (change) => store.setState(({ paperFilter }) => ({ paperFilter: { ...paperFilter, ...change } })),
    open: (openPaper) => store.setState({ openPaper }),
    async run(id) {
      if (store.getState().runningPaper !== null) return;
      store.setState({ runningPaper: { id, done: 0 } });
      const told = (done: number): void =>
        store.setState(({ runningPaper }) => (runningPaper?.id === id ? { runningPaper: { id, done } } : {}));
      try {
        const run = await engine.runPaper(id, told);
        store.setState(({ paperRuns }) => ({ paperRuns: { ...paperRuns, [id]: run } }));
      } catch (error) {
        const failure = isCancelled(error) ? 'It was cancelled.' : messageOf(error);
        store.setState(({ paperRuns }) => ({ paperRuns: { ...paperRuns, [id]: { failure } } }));
      } finally {
        store.setState({ runningPaper: null });
      }
    },
    cancel: () => endInquiries(context, 'runPaper'),
  };
}

/** The papers that fit: every word of the text in the id, the title or a sentence, in any case. */
export function fitting(papers: readonly PaperCard[], { group, status, text }: PaperFilter): readonly PaperCard[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return papers.filter((paper) => {
    if (group !== '' && paper.group !== group) return false;
    if (status !== '' && paper.status !== status) return false;
    const { id, title, adds, part, carried } = paper;
    const said = [id, title, adds, part ?? '', carried].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
