import type { Correction, DatasetSummary, Shaping } from '../worker/contract.ts';
import { guarded, messageOf, report, type Context } from './context.ts';
import type { Importing } from './slices/data.ts';
import { freshTry } from './slices/try.ts';

const PREVIEW_USERS = 4;

export interface DataActions {
  openWorld(name: string): Promise<boolean>;
  /** Looks at dropped or chosen files; the user then matches columns. */
  importFiles(files: readonly File[]): Promise<void>;
  correct(correction: Correction): Promise<void>;
  readFiles(acceptProblems: boolean): Promise<void>;
  cancelImport(): Promise<void>;
  reshape(shaping: Partial<Shaping>): Promise<void>;
}

export function dataActions(context: Context): DataActions {
  const { store, engine } = context;
  /** Files are no plain values: they stay here while the store shows their names. */
  let files: readonly File[] = [];
  let round = 0;

  const during = async (words: string, title: string, work: () => Promise<DatasetSummary>): Promise<boolean> => {
    store.setState({ opening: words });
    try {
      const summary = await guarded(context, title, work);
      if (summary !== null) await show(context, summary);
      return summary !== null;
    } finally {
      store.setState({ opening: null });
    }
  };

  const importing = (change: Partial<Importing>): void =>
    store.setState((state) => ({ importing: state.importing && { ...state.importing, ...change } }));

  const openWorld = (name: string): Promise<boolean> => {
    const title = store.getState().worlds.find((world) => world.name === name)?.title ?? name;
    return during(`Simulating ${title}`, `${title} could not be made`, () => engine.simulate(name));
  };

  return {
    openWorld,

    async importFiles(chosen) {
      if (chosen.length === 0) return;
      files = chosen;
      const mine = ++round;
      const names = chosen.map((file) => file.name);
      const looking = { step: 'sniffing', plan: null, lacks: [], progress: null, failure: null } as const;
      store.setState({ importing: { names, ...looking }, view: 'data' });
      try {
        const plan = await engine.sniff(chosen);
        const lacks = await engine.missing(plan);
        if (mine === round) importing({ step: 'matching', plan, lacks });
      } catch (error) {
        if (mine !== round) return;
        store.setState({ importing: null });
        report(context, `${names.join(', ')} cannot be imported`, error);
      }
    },

    async correct(correction) {
      const plan = store.getState().importing?.plan;
      if (!plan) return;
      await guarded(context, 'The correction was not taken', async () => {
        const corrected = await engine.correct(plan, correction);
        importing({ plan: corrected, lacks: await engine.missing(corrected), failure: null });
      });
    },

    async readFiles(acceptProblems) {
      const plan = store.getState().importing?.plan;
      if (!plan) return;
      importing({ step: 'reading', progress: null, failure: null });
      try {
        const summary = await engine.open(files, { plan, acceptProblems }, (progress) => importing({ progress }));
        store.setState({ importing: null });
        await show(context, summary);
      } catch (error) {
        const cancelled = error instanceof Error && error.name === 'CancelledError';
        importing({ step: 'matching', progress: null, failure: cancelled ? null : messageOf(error) });
      }
    },

    async cancelImport() {
      const reading = store.getState().importing?.step === 'reading';
      if (reading) await guarded(context, 'Reading goes on', () => engine.cancelOpen());
      else {
        round++;
        store.setState({ importing: null });
      }
    },

    async reshape(shaping) {
      const { dataset } = store.getState();
      if (dataset === null) return;
      await during('Cleaning', 'The dataset stays as it was', () => engine.reshape(dataset.id, shaping));
    },
  };
}

/** Puts a dataset on screen with its audit and first histories; what was tried on another one goes. */
async function show(context: Context, dataset: DatasetSummary): Promise<void> {
  const { store, engine } = context;
  store.setState({ dataset, audit: null, preview: [], ...freshTry });
  await guarded(context, 'The dataset could not be looked at', async () => {
    const [audit, preview] = [await engine.audit(dataset.id), await engine.histories(dataset.id, 0, PREVIEW_USERS)];
    if (store.getState().dataset?.id === dataset.id) store.setState({ audit, preview });
  });
}
