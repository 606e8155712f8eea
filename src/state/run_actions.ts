import type { Listener, Recipe, RunSummary } from '../worker/contract.ts';
import { endInquiries, guarded, messageOf, report, type Context } from './context.ts';
import type { DataActions } from './data_actions.ts';
import { runCalls } from './run_calls.ts';
import { possibleBaselines } from './possible_baselines.ts';
import { choiceOf, datasetOf, NEEDS, recipeOf } from './run_data.ts';
import { easier } from './easing.ts';
import { isBusy, may } from './phases.ts';
import { withWatched } from './run_events.ts';
import { type AppState } from './store.ts';
import { nothingOpen } from './slices/data.ts';
import { settled } from './presets.ts';
import { trainingPaper } from './training_paper.ts';
import type { Choice } from './slices/model.ts';
import { freshRun } from './slices/run.ts';

export interface RunActions {
  choose(change: Partial<Choice>): void;
  /**
   * Starts a run of the choice on the open dataset, or resumes the paused one. Where the processor plays the GPU and nobody
   * chose a size, it chooses a small one first; a recipe that somebody sent is trained as it is. While an import is open
   * it starts nothing and shows the import: the data that somebody is bringing is what they mean to train on.
   */
  play(): Promise<void>;
  /** Starts a run on the open dataset although an import is open. */
  trainBeside(): Promise<void>;
  startAnew(): Promise<void>;
  /** Another run was asked for while one is paused: it begins once that one is tested or deleted, or not at all. */
  replace(what: 'test' | 'delete' | 'cancel'): Promise<void>;
  /** Makes one step of the paused run, or the first of the first run, which then pauses; not while an import is open. A run that is over is left as it is. */
  step(): Promise<void>;
  pause(): Promise<void>;
  stop(): Promise<void>;
  /** Watches another user, as an index into the validation targets, in this run and the next ones. */
  watch(user: number): Promise<void>;
  /** Computes one batch of the run on screen in slow motion. */
  walk(): Promise<void>;
  /** Whether the next run has the seed of this one, or the one after it. */
  keepSeed(same: boolean): void;
  /** Goes on with a paused run of this visit, whichever is on screen. */
  takeUp(run: RunSummary): Promise<void>;
  /** Tests a paused run of this visit and keeps it, whichever is on screen. */
  test(run: RunSummary): Promise<void>;
  /** Continues the run this browser kept, on the dataset it needs, which is opened where it is kept or a simulated world. */
  recover(data: DataActions): Promise<void>;
  /** Asks which run can be trained for longer: that reads what is kept of it. */
  lookForEnded(): Promise<void>;
  /** Trains the last run that was over for so many more epochs, on its data, which are opened where they are not. */
  goOn(epochs: number, data: DataActions): Promise<void>;
  /** The same as `recover` with the files of its dataset, where that is not kept: shaped as it was, by itself. */
  recoverFrom(files: readonly File[], data: DataActions): Promise<void>;
  discard(): Promise<void>;
  /** Tests the baselines alone, where nothing can be trained. */
  measureBaselines(): Promise<void>;
  /** Leaves the baselines that are not measured yet. */
  stopMeasuring(): void;
  /** The worker died: its datasets and runs are gone, its checkpoint is not. */
  workerDied(reason: string): void;
}

/** @param askNewest  asks a run that has ended, where nobody chose another */
export function runActions(context: Context, askNewest: (run: string) => Promise<void>): RunActions {
  const { store, engine } = context;

  /** How many steps the run makes that waits for an answer. */
  let waitingSteps: number | undefined;

  const { listen, heldByPaper, work, lookForUnfinished, lookForEnded, clear, leave } = runCalls(context, askNewest);

  const software = async (): Promise<boolean> => {
    const { device } = store.getState();
    if (device.kind !== 'unknown') return device.kind === 'ready' && device.report.software;
    return engine.adapter().then(
      (report) => report.software,
      () => false, // training says why there is none
    );
  };

  const ease = async (): Promise<void> => {
    const { eased, choice, models, received, working } = store.getState();
    const easy = easier(choice, models);
    if (easy === null || eased || working || received?.kind === 'recipe' || !(await software())) return;
    store.setState((state) => (state.choice === choice ? { choice: easy, eased: true } : {}));
  };

  const start = async (steps?: number): Promise<void> => {
    const { dataset, working, phase, trained, sameSeed, choice: chosen, unfinished } = store.getState();
    if (dataset === null || working || !may(phase, 'train') || heldByPaper()) return;
    if (unfinished !== null) {
      const advice = 'Resume or discard it first, at the top of the page: another run would be saved over it.';
      report(context, 'A run is unfinished', advice, 'run');
      return;
    }
    if (phase === 'paused') {
      waitingSteps = steps;
      store.setState({ replacing: true });
      return;
    }
    const anew = !sameSeed && trained?.choice.seed === chosen.seed;
    const choice = anew ? { ...chosen, seed: chosen.seed + 1 } : chosen;
    clear();
    store.setState({ choice, trained: { dataset: dataset.id, choice }, view: 'train' }); // where the list re-ranks
    const options = { watch: choice.watch, ...(steps === undefined ? {} : { steps }) };
    await work('train', () => engine.train(recipeOf(dataset.id, choice, store.getState()), listen, options));
  };

  /** Puts a run that waits on screen, with the settings it has. */
  const putOnScreen = ({ id, recipe, validation }: RunSummary): void => {
    if (store.getState().run === id || trainingPaper(store.getState()) !== null) return;
    clear();
    const choice = choiceOf(recipe, store.getState());
    store.setState({ run: id, phase: 'paused', validation, choice, view: 'train' });
  };

  const pausedStop = (run: string): Promise<void> =>
    work('stop', async () => {
      const summary = await engine.stop(run, listen);
      if (summary === null)
        throw new Error('It is at work again, perhaps asked from the console: press Stop once more.');
      return summary;
    });

  /** Whether an import is open, which is then on screen. */
  const showImport = (): boolean => {
    const open = store.getState().importing !== null;
    if (open) store.setState({ view: 'data' });
    return open;
  };

  /** Takes the kept run up on its dataset: with its settings, and whoever it watched. */
  const takeUpKept = async (
    dataset: string,
    recipe: Recipe,
    call: (listen: Listener) => Promise<RunSummary>,
  ): Promise<void> => {
    if (heldByPaper()) return;
    clear();
    const choice = choiceOf(recipe, store.getState());
    store.setState({ choice, trained: { dataset, choice }, view: 'train' });
    const hear: Listener = (event) => {
      listen(event);
      if (event.kind !== 'earlier') return;
      const watched = { ...choice, watch: event.watched.index };
      store.setState({ choice: watched, trained: { dataset, choice: watched } });
    };
    await work('train', () => call(hear));
  };

  const recover = (dataset: string, recipe: Recipe): Promise<void> =>
    takeUpKept(dataset, recipe, (hear) => engine.recover(dataset, hear));

  return {
    choose: (change) =>
      store.setState(({ choice, models, training }) => ({
        choice: settled({ ...choice, ...change }, { models, training }),
      })),

    async play() {
      const { phase, run } = store.getState();
      if (phase === 'paused' && run !== null) await work('resume', () => engine.resume(run, listen));
      else if (!showImport()) {
        await ease();
        await start();
      }
    },
    async trainBeside() {
      await ease();
      await start();
    },
    startAnew: () => start(),
    async replace(what) {
      const { run } = store.getState();
      store.setState({ replacing: false });
      if (what === 'cancel' || run === null) return;
      if (what === 'test') await pausedStop(run);
      else {
        await guarded(context, 'The paused run is still there', async () => {
          await engine.forget(run);
          const name = store.getState().runs.find(({ id }) => id === run)?.name ?? run;
          store.setState({ ...freshRun, phase: 'idle', deleted: { id: run, name } });
        });
      }
      if (store.getState().phase !== 'paused') await start(waitingSteps);
    },
    async step() {
      const { phase, run } = store.getState();
      if (!may(phase, 'step')) return;
      if (phase === 'paused' && run !== null) await work('step', () => engine.step(run, listen));
      else if (!showImport()) {
        await ease();
        await start(1);
      }
    },

    pause: () => leave('pause', 'after this step'),
    async stop() {
      const { phase, run } = store.getState();
      if (phase === 'paused' && run !== null) await pausedStop(run);
      else await leave('stop', 'the best weights are tested');
    },
    async takeUp(run) {
      if (store.getState().working) return;
      putOnScreen(run);
      await work('resume', () => engine.resume(run.id, listen));
    },
    async test(run) {
      if (store.getState().working) return;
      putOnScreen(run);
      await pausedStop(run.id);
    },

    async watch(user) {
      const { run, choice } = store.getState();
      store.setState({ choice: { ...choice, watch: user } });
      if (run === null) return;
      await guarded(context, 'No such user', async () => {
        const list = await engine.watch(run, user);
        store.setState(({ watched }) => ({ watched: withWatched(watched, list) }));
      });
    },
    async walk() {
      const { run } = store.getState();
      if (run === null) return;
      store.setState({ walkFailure: null });
      try {
        const walk = await engine.walk(run);
        if (store.getState().run === run) store.setState({ walk });
      } catch (error) {
        if (store.getState().run === run) store.setState({ walkFailure: messageOf(error) });
      }
    },
    keepSeed: (sameSeed) => store.setState({ sameSeed }),

    async recover(data) {
      const { unfinished } = store.getState();
      if (unfinished === null) return;
      const dataset = await datasetOf(context, data, unfinished.recipe, NEEDS, unfinished.kept);
      if (dataset !== null) await recover(dataset, unfinished.recipe);
    },
    lookForEnded,
    async goOn(epochs, data) {
      const { ended, working } = store.getState();
      if (ended === null || working) return;
      const dataset = await datasetOf(context, data, ended.recipe, 'Training for longer needs the data', ended.kept);
      if (dataset === null) return;
      await takeUpKept(dataset, ended.recipe, (hear) => engine.goOn({ dataset, epochs }, hear));
      const { trained, summary } = store.getState();
      if (trained?.dataset !== dataset || summary === null) return;
      const choice = choiceOf(summary.recipe, store.getState());
      store.setState({ choice, trained: { dataset, choice } });
    },
    async recoverFrom(files, data) {
      const { unfinished } = store.getState();
      if (unfinished === null) return;
      const { dataset } = unfinished.recipe;
      if (await data.openShaped(files, dataset)) await recover(store.getState().dataset?.id ?? '', unfinished.recipe);
    },
    async discard() {
      await guarded(context, 'The saved run is still there', () => engine.discard());
      await lookForUnfinished();
    },

    async measureBaselines() {
      // The last report may come after the answer.
      const tell = (title: string, done: number): void =>
        store.setState(({ measured }) => (measured?.title === title ? { measured: { title, done } } : {}));
      const { dataset, baselines, choice } = store.getState();
      if (dataset === null) return;
      const possible = possibleBaselines(baselines, dataset);
      const protocol = { split: choice.split, ...(choice.seen === null ? {} : { seen: choice.seen }) };
      store.setState({ baselineScores: [], working: true });
      await guarded(context, 'The baselines could not be measured', async () => {
        for (const { name, title } of possible) {
          store.setState({ measured: { title, done: 0 } });
          const metrics = await engine.evaluate(
            { dataset: dataset.id, baseline: name },
            { stage: 'validation', ...protocol },
            (done) => tell(title, done),
          );
          if (store.getState().dataset?.id !== dataset.id) return; // of other data nobody asks any more
          listen({ kind: 'baseline', name, title, metrics });
        }
      });
      store.setState({ working: false, measured: null });
    },
    stopMeasuring: () => endInquiries(context, 'evaluate'),

    workerDied(reason) {
      const { phase } = store.getState();
      const gone: Partial<AppState> = {
        ...nothingOpen,
        ...{ runs: [], asked: null, demo: null, received: null, run: null, trained: null },
        ...{ ticked: [], tickedByHand: false, comparison: null, intervals: {} }, // ids of the next worker are others
      };
      store.setState({ ...gone, phase: phase === 'idle' ? 'idle' : 'failed', working: false, leaving: null });
      report(context, 'The engine stopped', reason);
      if (!isBusy(phase) && phase !== 'paused') return;
      // A new worker reads the last checkpoint; if that one dies too, nothing was training and this ends.
      void lookForUnfinished();
    },
  };
}
