import type { DatasetSummary, KeptDataset, Recipe, Shaping, SplitCard } from '../worker/contract.ts';
import { beginShaping } from './awaited_data.ts';
import { remembered, type Memory } from './column_memory.ts';
import { guarded, report, type Context } from './context.ts';
import { importActions, type Outside, type ImportActions } from './import_actions.ts';
import { ShapingDrafts, type ShapingActions } from './shaping_actions.ts';
import type { Choice } from './slices/model.ts';
import { freshTry } from './slices/try.ts';
import type { SaveFile } from './try_actions.ts';

const OTHERWISE =
  'Its interactions differ. Match the columns as they were, open it shaped as it was, and press Resume.';

const PREVIEW_USERS = 4;
/** Each keeps its histories in the worker's memory anyway; more would only make a long list. */
const EARLIER = 8;

export interface DataActions extends ImportActions, ShapingActions {
  /** Makes a simulated world; seed 1 unless another is given. */
  openWorld(name: string, seed?: number): Promise<boolean>;
  /** Opens a dataset that this browser keeps, shaped as it was last unless said otherwise. */
  openKept(kept: Pick<KeptDataset, 'id' | 'name'>, shaping?: Partial<Shaping>): Promise<boolean>;
  /**
   * Opens files as the data of a recipe, read as they are guessed and as columns were chosen before, and shaped alike. Whether
   * they are that data; where not, they are shown to be imported by hand.
   */
  openShaped(files: readonly File[], wanted: Recipe['dataset']): Promise<boolean>;
  /** Counts what each way to split the open dataset gives, once it is looked at. */
  countSplits(): Promise<void>;
  /** Shapes the open dataset differently. */
  reshape(shaping: Partial<Shaping>): Promise<void>;
}

/** @param keepOpen  keeps what is open beyond the visit */
export function dataActions(
  context: Context,
  save: SaveFile,
  outside: Outside,
  columns: Memory,
  keepOpen: () => Promise<void>,
): DataActions {
  const { store, engine } = context;
  const drafts = new ShapingDrafts(context);

  const during = async (words: string, title: string, work: () => Promise<DatasetSummary>): Promise<boolean> => {
    store.setState({ opening: words });
    try {
      const summary = await guarded(context, title, work);
      if (summary !== null) await showKept(summary);
      return summary !== null;
    } finally {
      store.setState({ opening: null });
    }
  };

  /** Puts it on screen first: writing it takes longer. */
  const showKept = async (summary: DatasetSummary): Promise<void> => {
    await showNew(context, summary);
    void keepOpen();
  };

  const imports = importActions(context, save, outside, columns, showKept, (reading) => {
    void beginShaping(context, drafts, reading);
  });

  const openWorld = (name: string, seed?: number): Promise<boolean> => {
    const title = store.getState().worlds.find((world) => world.name === name)?.title ?? name;
    return during(`Simulating ${title}`, `${title} could not be made`, () => engine.simulate(name, seed));
  };

  const reshape = async (shaping: Partial<Shaping>): Promise<void> => {
    const { dataset } = store.getState();
    if (dataset === null) return;
    await during('Shaping', 'The dataset stays as it was', () => engine.reshape(dataset.id, shaping));
  };

  return {
    ...imports,
    openWorld,
    openKept: ({ id, name }, shaping) =>
      during(`Opening ${name}`, `${name} could not be opened`, () => engine.reopen(id, shaping)),
    reshape,
    async openShaped(files, wanted) {
      store.setState({ opening: `Reading ${wanted.name}` });
      try {
        let plan = await engine.sniff(files);
        for (const correction of remembered(columns, plan)) plan = await engine.correct(plan, correction);
        const summary = await engine.open(files, { plan, shaping: wanted.shaping, acceptProblems: true });
        if (summary.fingerprint !== wanted.fingerprint) throw new Error(OTHERWISE);
        await showKept(summary);
        return true;
      } catch (error) {
        report(
          context,
          `${files.map(({ name }) => name).join(', ')} as read now is not the data of the run`,
          error,
          'run',
        );
        await imports.importFiles(files);
        return false;
      } finally {
        store.setState({ opening: null });
      }
    },
    countSplits: () => countSplits(context),

    tryShaping: ({ id, shaping }) => drafts.begin(id, shaping),
    shape: (change) => drafts.change(change),
    async applyShaping() {
      const { dataset, draft } = store.getState();
      if (dataset !== null && draft?.source === dataset.id) await reshape(draft.shaping);
    },
    async undo() {
      const before = store.getState().earlier.at(-1);
      if (before === undefined) return;
      store.setState(({ earlier }) => ({ earlier: earlier.slice(0, -1) }));
      await show(context, before);
      void keepOpen();
    },
  };
}

/** Shows a dataset; the one it takes the place of can be had back. */
async function showNew(context: Context, dataset: DatasetSummary): Promise<void> {
  context.store.setState(({ dataset: before, earlier }) => ({
    earlier: before === null || before.id === dataset.id ? earlier : [...earlier, before].slice(-EARLIER),
  }));
  await show(context, dataset);
}

/** Puts a dataset on screen with its audit and first histories; what was tried on another one goes. */
async function show(context: Context, dataset: DatasetSummary): Promise<void> {
  const { store, engine } = context;
  const { draft, importing } = store.getState();
  const readingToo = draft !== null && draft.source === importing?.reading?.id;
  store.setState(({ run, baselineScores }) => ({
    ...{ dataset, keeping: null, audit: null, splits: [], preview: [], draft: readingToo ? draft : null, ...freshTry },
    baselineScores: run === null ? [] : baselineScores, // those of a run stay beside its curve
  }));
  await guarded(context, 'The dataset could not be looked at', async () => {
    const [audit, preview] = [await engine.audit(dataset.id), await engine.histories(dataset.id, 0, PREVIEW_USERS)];
    if (store.getState().dataset?.id === dataset.id) store.setState({ audit, preview });
  });
  if (store.getState().choice.split !== 'leave-one-out') await countSplits(context);
}

/** Not when a dataset is opened: a split by time sorts all its times, and a list waits for the same worker. */
async function countSplits(context: Context): Promise<void> {
  const { store, engine } = context;
  const { dataset, splits: known } = store.getState();
  if (dataset === null || known.length > 0) return;
  await guarded(context, 'The ways to split the data could not be counted', async () => {
    const splits = await engine.splits(dataset.id);
    if (store.getState().dataset?.id !== dataset.id) return;
    store.setState(({ choice }) => ({ splits, choice: withPossibleSplit(choice, splits) }));
  });
}

/** Leave-one-out where the chosen split cannot be had on this dataset. */
const withPossibleSplit = (choice: Choice, splits: readonly SplitCard[]): Choice =>
  splits.some(({ rule, lacking }) => rule === choice.split && lacking !== null)
    ? { ...choice, split: 'leave-one-out' }
    : choice;
