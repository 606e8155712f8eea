import type { ForeignWeights, LinkView, RunSummary, SharedRecipe } from '../worker/contract.ts';
import { guarded, messageOf, report, type Context } from './context.ts';
import type { DataActions } from './data_actions.ts';
import { isBusy } from './phases.ts';
import { isSetUp } from './received.ts';
import type { RunActions } from './run_actions.ts';
import type { TryActions } from './try_actions.ts';

export interface ReceiveActions {
  /** Opens the part of an address from `#` on. What it holds is shown, nothing of it runs by itself. */
  openLink(hash: string): Promise<void>;
  openFile(file: File): Promise<void>;
  /** Opens the model among files, as it is, in an archive, in its folder or as weights of another program beside their items; false where there is none. */
  openModelAmong(files: readonly File[]): Promise<boolean>;
  /** Opens the model among files, or looks at them as tables. */
  take(files: readonly File[]): Promise<void>;
  /** Opens the data of the received recipe and chooses its settings. */
  setUp(): Promise<void>;
  /** Trains what was received, where it is set up. */
  retrain(): Promise<void>;
  dismiss(): void;
}

interface Others {
  readonly data: DataActions;
  readonly run: RunActions;
  readonly trial: TryActions;
}

export function receiveActions(context: Context, { data, run, trial }: Others): ReceiveActions {
  const { store, engine } = context;
  let round = 0;
  /** The link that is shown: coming back to its address shows its view, and does not open it again. */
  let shown: { readonly hash: string; readonly view: LinkView } | null = null;

  const showModel = async (summary: RunSummary, by: 'link' | 'file', view: LinkView): Promise<void> => {
    const mine = round;
    store.setState({ received: { kind: 'model', by, run: summary }, view });
    store.setState({ runs: await engine.runs() });
    const { dataset, worlds } = store.getState();
    // Where nothing is open, the world it names gives it readers, if its items are in fact the same.
    const named = worlds.some(({ name }) => name === summary.recipe.dataset.name);
    if (dataset === null && named) await data.openWorld(summary.recipe.dataset.name);
    if (mine !== round) return; // another one came meanwhile
    await trial.ask(summary.id);
    if (mine !== round || store.getState().shared) return;
    const [first] = await engine.findItems({ run: summary.id }, '', 1);
    if (first !== undefined && mine === round) await trial.add(first);
  };

  const setUp = async (): Promise<void> => {
    const { received, working, phase } = store.getState();
    if (received?.kind !== 'recipe' || working || isBusy(phase)) return;
    const { recipe } = received;
    if (!(await openDataOf(context, data, recipe))) return;
    const { dataset, choice } = store.getState();
    if (dataset === null) return;
    const {
      model = choice.model,
      preset = null,
      config = {},
      training = {},
      split = 'leave-one-out',
      seen = null,
      seed = 1,
    } = recipe.input;
    run.choose({ model, preset, config, training, split, seen, seed });
    await guarded(context, 'The recipe was not understood', async () => {
      const chosen = store.getState().choice;
      const completed = await engine.completed({ dataset: dataset.id, ...recipe.input });
      if (store.getState().received !== received) return; // put away, or another one came
      const same = completed.digest === recipe.digest;
      store.setState({ received: { ...received, prepared: { recipe: completed.recipe, choice: chosen, same } } });
    });
  };

  const openFile = (file: File): Promise<void> => opened(file, (bytes) => engine.load(bytes));

  const opened = async (file: File, open: (bytes: Bytes) => Promise<RunSummary>): Promise<void> => {
    const mine = ++round;
    try {
      const summary = await open(new Uint8Array(await file.arrayBuffer()));
      if (mine === round) await showModel(summary, 'file', 'try');
    } catch (error) {
      if (mine === round) report(context, `${file.name} was not opened`, messageOf(error));
    }
  };

  const openModelAmong = async (files: readonly File[]): Promise<boolean> => {
    const model = files.find(({ name }) => name.endsWith('.safetensors')) ?? (await soleModel(files));
    if (model === undefined) return false;
    const beside = await foreign(files);
    await opened(model, (weights) =>
      beside === null ? engine.load(weights) : engine.importWeights({ weights, ...beside }),
    );
    return true;
  };

  /** What is wrong with a file that cannot be looked at, the import says. */
  const soleModel = async (files: readonly File[]): Promise<File | undefined> => {
    const [file] = files;
    return files.length === 1 && (await engine.holdsModel(file).catch(() => false)) ? file : undefined;
  };

  return {
    openFile,
    openModelAmong,
    async take(files) {
      if (!(await openModelAmong(files))) await data.importFiles(files);
    },
    async openLink(hash) {
      if (hash === shown?.hash) {
        store.setState({ view: shown.view });
        return;
      }
      const mine = ++round;
      try {
        const opened = await engine.openLink(hash);
        if (mine !== round) return;
        shown = { hash, view: opened.view };
        if (opened.kind === 'model') await showModel(opened.run, 'link', opened.view);
        else {
          const { recipe, view } = opened;
          store.setState({ received: { kind: 'recipe', recipe, view, prepared: null }, view });
          // A paused run stays as it is until its owner says otherwise.
          if ('world' in recipe.data && store.getState().phase !== 'paused') await setUp();
        }
      } catch (error) {
        if (mine === round) report(context, 'This link was not opened', error);
      }
    },

    setUp,
    async retrain() {
      if (!isSetUp(store.getState()) || store.getState().unfinished !== null) return;
      run.keepSeed(true);
      await run.startAnew();
    },
    dismiss() {
      shown = null;
      store.setState({ received: null });
    },
  };
}

type Bytes = Uint8Array<ArrayBuffer>;

/** What stands beside weights of another program: a list of their items, or a project that was ejected here; null for a model of ours. */
async function foreign(files: readonly File[]): Promise<Pick<ForeignWeights, 'items' | 'run'> | null> {
  const named = (name: string): File | undefined => files.find((file) => file.name === name);
  const [list, table, run] = [named('items.json'), named('items.csv'), named('run.json')];
  const textOf = async (file: File) => ({ name: file.name, text: await file.text() });
  if (run !== undefined && table !== undefined) return { items: await textOf(table), run: await textOf(run) };
  return list === undefined ? null : { items: await textOf(list) };
}

/** Opens a recipe's world, or finds its files open already; shaped as the recipe says. */
async function openDataOf(
  { store }: Context,
  data: DataActions,
  { data: wanted, shaping }: SharedRecipe,
): Promise<boolean> {
  if (!('world' in wanted)) return store.getState().dataset?.fingerprint.startsWith(wanted.fingerprint) === true;
  if (!(await data.openWorld(wanted.world, wanted.seed))) return false;
  if (Object.keys(shaping).length > 0) await data.reshape(shaping);
  return true;
}
