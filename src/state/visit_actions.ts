import type { Memory } from './column_memory.ts';
import { report, type Context } from './context.ts';
import type { DataActions } from './data_actions.ts';
import type { DemoActions } from './demo_actions.ts';
import { entriesOf, isOwn } from './history_edits.ts';
import type { AppState } from './store.ts';
import type { TryActions } from './try_actions.ts';
import { fitting, fittingDecoder, readVisit, visitOf, type Visit } from './visit.ts';

export interface VisitActions {
  /** The view that was on screen when the last visit ended; null where none is remembered. */
  readonly lastView: () => Visit['view'] | null;
  /**
   * Comes back to what the last visit was about: its data, settings, who was asked, and the history that was built. Without
   * one the page begins as ever. From then on what changes is remembered at once.
   *
   * @param begun  when models and settings are known
   */
  restore(begun: Promise<void>): Promise<void>;
  /** Remembers from now on, without coming back to anything. */
  follow(): void;
  /** The worker died with everything it held: nothing is remembered until `restore` has brought it back. */
  hold(): void;
}

interface Others {
  readonly data: DataActions;
  readonly demo: DemoActions;
  readonly trial: TryActions;
}

/** Counts the times that the page began to open the data of the last visit and did not come to the end. */
const UNENDED = /^(\d+) /;
/** So many in a row, and the data is no longer opened by itself: it may be what ends the page. */
const MOST_UNENDED = 2;

export function visitActions(context: Context, { data, demo, trial }: Others, memory: Memory): VisitActions {
  const { store, engine } = context;
  let following = false;
  let restoring = false;
  let written = '';
  let last: Visit['dataset'] = null;

  const remembered = (): { readonly unended: number; readonly visit: Visit | null; readonly text: string } => {
    const whole = memory.recall() ?? '';
    const text = whole.replace(UNENDED, '');
    return { unended: Number(UNENDED.exec(whole)?.[1] ?? 0), visit: readVisit(text), text };
  };

  const write = (state: AppState): void => {
    const visit = visitOf(state, isOwn(state), last);
    last = visit.dataset;
    const text = JSON.stringify(visit);
    if (text !== written) memory.keep(text);
    written = text;
  };
  store.subscribe((state, before) => {
    if (following && lasting.some((key) => state[key] !== before[key])) write(state);
  });

  /** Where that cannot be told, opening it says why. */
  const isKept = (wanted: string): Promise<boolean> =>
    engine.keptDatasets().then(
      (all) => all.some(({ id }) => id === wanted),
      () => true,
    );

  /** Whether the data of the visit is open now; what somebody sent, dropped or opened meanwhile comes first. */
  const openData = async (visit: Visit): Promise<'open' | 'gone' | 'another came first'> => {
    if (visit.dataset === null) return 'gone';
    const { kept, name, shaping } = visit.dataset;
    if (kept === null || !(await isKept(kept))) {
      const what =
        kept === null
          ? 'It could not be kept beyond the last visit'
          : 'It is not kept any more, perhaps it was deleted';
      report(context, `“${name}” is not open any more`, `${what}: open its file again.`);
      return 'gone';
    }
    const { dataset, importing, opening, received } = store.getState();
    if (dataset !== null || importing !== null || opening !== null || received !== null) return 'another came first';
    return (await data.openKept({ id: kept, name }, shaping)) ? 'open' : 'gone';
  };

  const decodeAgain = async (visit: Visit): Promise<void> => {
    if (visit.decoder === null) return;
    const decoder = fittingDecoder(visit, await trial.decoders());
    if (decoder !== null) await trial.decode(decoder);
  };

  const askAgain = async (visit: Visit, shipped: string | null) => {
    const { asked, askedByHand, baseline, steer, user, history } = visit;
    store.setState({ baseline, steer });
    const run = asked === null || asked === 'shipped' ? null : asked;
    const known = store
      .getState()
      .runs.find(({ id, weightsSha256 }) => id === run?.run && weightsSha256 === run.weights);
    const chosen = asked === 'shipped' ? shipped : (known?.id ?? null);
    if (chosen !== null) {
      await trial.ask(chosen);
      await decodeAgain(visit);
    }
    if (!askedByHand) store.setState({ askedByHand });
    if (user !== null) await trial.pickUser(user.index);
    if (history === null || (user !== null && store.getState().user?.name !== user.name)) return;
    const entries = history.map(({ muted, time, kind, value, ...item }) => ({
      ...entriesOf([item])[0],
      ...{ muted, time, kind, value },
    }));
    if (entries.length > 0 || user !== null) await trial.replaceHistory(entries);
  };

  const follow = (): void => {
    following = true;
    write(store.getState());
  };

  const restore = async (begun: Promise<void>): Promise<void> => {
    const { unended, visit, text } = remembered();
    if (visit === null) {
      await demo.show();
      return;
    }
    memory.keep(`${unended + 1} ${text}`);
    last = visit.dataset;
    store.setState({ returning: true });
    await begun;
    const { sameSeed, ticked, tickedByHand } = visit;
    store.setState((state) => ({ choice: fitting(visit, state), sameSeed, ticked, tickedByHand }));
    if (unended >= MOST_UNENDED) {
      const what = `It did not come to the end the last ${unended} times. It is still kept: open it under Data.`;
      report(context, `“${visit.dataset?.name ?? 'The data'}” was not opened`, what);
      store.setState({ returning: false });
      await demo.show();
      return;
    }
    const shipped = demo.load();
    const came = await openData(visit);
    store.setState({ returning: false });
    if (came === 'gone') await demo.show();
    if (came !== 'open') return;
    const model = await shipped;
    if (!store.getState().askedByHand) await askAgain(visit, model);
  };

  return {
    lastView: () => remembered().visit?.view ?? null,
    async restore(begun) {
      if (restoring) return; // the worker died of it
      restoring = true;
      try {
        await restore(begun);
      } finally {
        restoring = false;
        store.setState({ returning: false });
        follow();
      }
    },
    follow,
    hold() {
      following = false;
    },
  };
}

/** What is remembered changes only with these. */
const lasting = [
  ...([
    'view',
    'dataset',
    'keeping',
    'choice',
    'sameSeed',
    'asked',
    'askedByHand',
    'decoder',
    'steer',
    'demo',
  ] as const),
  ...(['baseline', 'user', 'history', 'own', 'ticked', 'tickedByHand', 'runs'] as const),
] satisfies (keyof AppState)[];
