/** Runs that are trained one after another. */
import type { RunSummary } from '../worker/contract.ts';
import type { Context } from './context.ts';
import { exceptSeed, nextSeeds } from './seeds.ts';
import type { QueuedRun } from './slices/queue.ts';
import type { AppState } from './store.ts';
import { trainAgain, type Means } from './train_again.ts';

export interface QueueActions {
  /** Queues the recipe of a run with the next seeds that it has not had; what is queued already stays before it. */
  again(run: string, seeds: number): Promise<void>;
  /** Leaves what has not begun; the run that is being trained goes on. */
  cancelRest(): void;
}

export function queueActions(context: Context, means: Means): QueueActions {
  const { store } = context;
  const begin = trainAgain(context, means);
  let serving = false;

  /** Resolves once no run is at work or paused. */
  const free = (): Promise<void> =>
    new Promise((resolve) => {
      const isFree = ({ working, phase }: AppState): boolean => !working && phase !== 'paused';
      if (isFree(store.getState())) {
        resolve();
        return;
      }
      const leave = store.subscribe((state) => {
        if (!isFree(state)) return;
        leave();
        resolve();
      });
    });

  const end = (note: string): void =>
    store.setState(({ queued }) => ({
      queued: [],
      queueNote: queued.length === 0 ? note : `${note} Seed ${seedsOf(queued).join(', ')} did not begin.`,
    }));

  /** Trains one, and says whether the queue goes on. */
  const train = async ({ name, recipe }: QueuedRun): Promise<boolean> => {
    const refusal = await begin(recipe, name);
    if (refusal !== null) {
      end(refusal);
      return false;
    }
    await free();
    const { phase } = store.getState();
    if (phase === 'failed') end(`The run with seed ${recipe.seed} failed.`);
    return phase !== 'failed';
  };

  const serve = async (): Promise<void> => {
    if (serving) return;
    serving = true;
    store.setState({ queueDone: 0, queueNote: null });
    try {
      for (;;) {
        await free();
        const { working, phase, queued } = store.getState();
        if (working || phase === 'paused') continue; // somebody was quicker
        const [next, ...rest] = queued;
        if (next === undefined) return;
        store.setState({ queued: rest, inTurn: next });
        const goesOn = await train(next);
        store.setState(({ queueDone }) => ({ inTurn: null, queueDone: queueDone + Number(goesOn) }));
      }
    } finally {
      serving = false;
    }
  };

  return {
    async again(id, seeds) {
      const { runs: known, queued, inTurn } = store.getState();
      const run = known.find((candidate) => candidate.id === id);
      if (run === undefined) return;
      const waiting = [...queued, ...(inTurn === null ? [] : [inTurn])];
      const had = [...known, ...waiting].filter(({ recipe }) => exceptSeed(recipe) === exceptSeed(run.recipe));
      const added = nextSeeds(run.recipe.seed, seedsOf(had), seeds).map((seed) => ({
        name: run.name,
        recipe: { ...run.recipe, seed },
      }));
      store.setState({ queued: [...queued, ...added] });
      await serve();
    },
    cancelRest: () => store.setState({ queued: [] }),
  };
}

const seedsOf = (runs: readonly Pick<RunSummary, 'recipe'>[]): readonly number[] =>
  runs.map(({ recipe }) => recipe.seed);
