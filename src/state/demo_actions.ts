import type { RunSummary } from '../worker/contract.ts';
import { guarded, type Context } from './context.ts';
import type { DataActions } from './data_actions.ts';
import type { TryActions } from './try_actions.ts';

export interface DemoActions {
  /**
   * The first thing a visitor sees: the simulated bookshop, one of its readers, and what the model that ships with the page
   * recommends to them. All on the CPU, before an adapter is asked for. Does nothing where something else was opened
   * meanwhile.
   */
  show(): Promise<void>;
  /** Opens the model that ships with the page beside what somebody opened before, and gives its id. */
  load(): Promise<string | null>;
}

/** Fetches the model file that ships with the page. */
export type FetchDemo = () => Promise<Uint8Array<ArrayBuffer>>;

const WORLD = 'bookshop';

/** A reader in the middle of a series: the next volume is on top of the list, and goes when the ones before are removed. */
const READER = 12;

interface Others {
  readonly data: DataActions;
  readonly trial: TryActions;
}

export function demoActions(context: Context, { data, trial }: Others, fetchDemo: FetchDemo): DemoActions {
  const { store, engine } = context;
  const openModel = (): Promise<RunSummary | null> =>
    guarded(context, 'The model that ships with the page was not opened', async () => engine.load(await fetchDemo()));

  return {
    async load() {
      const model = store.getState().demo === null ? await openModel() : null;
      if (model !== null) store.setState({ demo: model.id });
      await guarded(context, 'The list of runs is old', async () => store.setState({ runs: await engine.runs() }));
      return store.getState().demo;
    },
    async show() {
      store.setState({ beginning: true });
      try {
        await showDemo();
      } finally {
        store.setState({ beginning: false });
      }
    },
  };

  async function showDemo(): Promise<void> {
    const { dataset, importing, opening, asked } = store.getState();
    if (dataset !== null || importing !== null || opening !== null || asked !== null) return;
    const { demo: before, runs: known } = store.getState();
    const [opened, model] = await Promise.all([
      data.openWorld(WORLD),
      known.find(({ id }) => id === before) ?? openModel(),
    ]);
    const { dataset: open, asked: other, received } = store.getState();
    if (received?.kind === 'model') {
      // Somebody opened a model while the bookshop was made, and a new dataset asks nobody.
      await trial.ask(received.run.id);
      return;
    }
    if (!opened || model === null || open?.name !== WORLD || other !== null) return;
    store.setState(({ runs, choice }) => ({
      ...{ asked: model.id, demo: model.id },
      ...{ runs: [...runs.filter(({ id }) => id !== model.id), model], choice: { ...choice, watch: READER } },
    }));
    await trial.pickUser(READER);
    store.setState(({ asked: now }) => ({ guessing: now === model.id })); // another one may have been opened meanwhile
    // Runs of earlier visits are read from storage: after the list, which does not need them.
    await guarded(context, 'The list of runs is old', async () => store.setState({ runs: await engine.runs() }));
  }
}
