import type { OtherTraining } from '../worker/other_tabs.ts';
import { guarded, type Context } from './context.ts';

/** Asks the browser not to delete what this page stores when the disk gets full; false where it will not promise that. */
export type Persist = () => Promise<boolean>;

export interface KeepActions {
  /** Lists what is kept, and what the storage says of itself. */
  look(): Promise<void>;
  /** Keeps the open dataset beyond this visit, or finds out why that cannot be. */
  keepOpen(): Promise<void>;
  /** Deletes a kept dataset from the storage; where it is open it stays so, and can be kept again. */
  forget(kept: string): Promise<void>;
  /** Another tab began to train, went on, or ended. */
  otherTab(training: OtherTraining | null): void;
}

export function keepActions(context: Context, persist: Persist): KeepActions {
  const { store, engine } = context;
  let asked = false;

  const look = async (): Promise<void> => {
    const [storage, keptDatasets] = [await engine.storage(), await engine.keptDatasets()];
    store.setState({ storage, keptDatasets });
  };

  return {
    async look() {
      await guarded(context, 'What is kept could not be listed', look);
    },

    async keepOpen() {
      const { dataset } = store.getState();
      if (dataset === null) return;
      store.setState({ keeping: null });
      await guarded(context, 'The dataset is not kept', async () => {
        const keeping = await engine.keep(dataset.id);
        if (store.getState().dataset?.id === dataset.id) store.setState({ keeping });
        if (keeping.kept && keeping.dataset.world === null && !asked) {
          asked = true; // once a visit is enough
          await persist();
        }
        await look();
      });
    },
    async forget(id) {
      await guarded(context, 'It is still kept', async () => {
        await engine.forgetDataset(id);
        const { keeping } = store.getState();
        if (keeping?.kept === true && keeping.dataset.id === id)
          store.setState({ keeping: { kept: false, reason: 'it was deleted here' } });
        await look();
      });
    },
    otherTab(otherTraining) {
      const { otherTraining: before } = store.getState();
      store.setState({ otherTraining });
      if (before === null || otherTraining !== null) return;
      void guarded(context, 'The saved run cannot be read', async () =>
        store.setState({ unfinished: await engine.unfinished(), runs: await engine.runs() }),
      );
    },
  };
}
