import type { Contender, RankingMetric, RunComparison } from '../worker/contract.ts';
import { groupsOf, metricsOfRow, proposal, stillTicked } from './compare_rows.ts';
import { endInquiries, guarded, messageOf, report, type Context } from './context.ts';
import type { DataActions } from './data_actions.ts';
import { datasetOf } from './run_data.ts';
import type { ContenderKey } from './slices/compare.ts';
import { freshRun } from './slices/run.ts';
import type { TryActions } from './try_actions.ts';

export interface CompareActions {
  /** Fills the view: runs of this and earlier visits, what is kept, two to compare, then the intervals of each. */
  look(): Promise<void>;
  tick(key: ContenderKey): Promise<void>;
  clearTicks(): void;
  setMetric(metric: RankingMetric): Promise<void>;
  rename(run: string, name: string): Promise<void>;
  /** Deletes a run; `undo` brings it back. */
  forget(run: string): Promise<void>;
  undo(): Promise<void>;
  removeDamaged(): Promise<void>;
  /** Asks a run for a list, on the data it was trained on where this page has it, for the user it watched until one is picked. */
  tryOut(run: string): Promise<void>;
}

export function contenderOf(key: ContenderKey): Contender {
  const [run = '', baseline] = key.split('/');
  return baseline === undefined ? { run } : { run, baseline };
}

export function compareActions(
  context: Context,
  { data, trial }: { readonly data: DataActions; readonly trial: TryActions },
): CompareActions {
  const { store, engine } = context;
  let round = 0;
  let measuring = false;

  const readRuns = async (): Promise<void> => {
    const [known, shelf] = [await engine.runs(), await engine.shelf()];
    store.setState(({ ticked }) => ({ runs: known, shelf, ticked: stillTicked(ticked, groupsOf(known)) }));
  };

  /** Compares the two that are ticked; of several calls under way only the last one's answer is shown. */
  const compare = async (): Promise<void> => {
    const { ticked, compareMetric: metric } = store.getState();
    const mine = ++round;
    const [a, b, ...more] = ticked.map(contenderOf);
    store.setState({ comparison: null });
    endInquiries(context, 'compare');
    if (a === undefined || b === undefined || more.length > 0) return;
    const comparison = await engine
      .compare(a, b, { metric })
      .catch((error: unknown): RunComparison => ({ comparable: false, reason: messageOf(error) }));
    if (mine === round) store.setState({ comparison });
  };

  /** One after another, so that the table fills from the top while the page stays quick. */
  const measureIntervals = async (): Promise<void> => {
    if (measuring) return;
    measuring = true;
    try {
      for (;;) {
        const { runs: known, intervals } = store.getState();
        const rows = groupsOf(known).flatMap((group) => group.rows);
        const next = rows.find((row) => metricsOfRow(row) !== null && !(row.key in intervals))?.key;
        if (next === undefined) return;
        const found = await engine.intervals(contenderOf(next));
        store.setState((state) => ({ intervals: { ...state.intervals, [next]: found } }));
      }
    } catch (error) {
      report(context, 'Not every interval could be computed', error);
    } finally {
      measuring = false;
    }
  };

  /** So that the view opens with an answer: until somebody ticks, the two that one would compare first are ticked. */
  const propose = async (): Promise<void> => {
    const { runs: known, ticked, tickedByHand } = store.getState();
    const proposed = proposal(groupsOf(known));
    if (tickedByHand || proposed.join() === ticked.join()) return;
    store.setState({ ticked: proposed });
    await compare();
  };

  const untick = (run: string): void =>
    store.setState(({ ticked }) => ({ ticked: ticked.filter((key) => contenderOf(key).run !== run) }));

  return {
    async look() {
      await guarded(context, 'The runs could not be listed', readRuns);
      await propose();
      await measureIntervals();
    },

    async tick(key) {
      store.setState(({ ticked }) => ({
        tickedByHand: true,
        ticked: ticked.includes(key) ? ticked.filter((other) => other !== key) : [...ticked, key],
      }));
      await compare();
    },
    clearTicks: () => store.setState({ ticked: [], tickedByHand: true, comparison: null }),
    async setMetric(compareMetric) {
      store.setState({ compareMetric });
      await compare();
    },

    async rename(run, name) {
      await guarded(context, 'The name stays as it was', async () => {
        await engine.rename(run, name);
        await readRuns();
      });
      await compare();
    },

    async forget(run) {
      const name = store.getState().runs.find(({ id }) => id === run)?.name ?? run;
      await guarded(context, `${name} was not deleted`, async () => {
        await engine.forget(run);
        untick(run);
        await readRuns();
        const onScreen = store.getState().run === run;
        store.setState({ deleted: { id: run, name }, ...(onScreen ? { ...freshRun, phase: 'idle' } : {}) });
      });
      if (store.getState().asked === run) await trial.ask(null);
      await compare();
    },
    async undo() {
      const { deleted } = store.getState();
      if (deleted === null) return;
      await guarded(context, `${deleted.name} could not be brought back`, async () => {
        await engine.restore(deleted.id);
        store.setState({ deleted: null });
        await readRuns();
      });
    },
    async removeDamaged() {
      await guarded(context, 'The files are still there', async () => {
        await engine.removeDamaged();
        await readRuns();
      });
    },

    async tryOut(id) {
      const { runs: known, working } = store.getState();
      const run = known.find((candidate) => candidate.id === id);
      // A file's data may be another one of that name.
      if (run !== undefined && run.snapshot === null && !working) await datasetOf(context, data, run.recipe, null);
      await trial.ask(id);
      const { history, shared, choice, emptied } = store.getState();
      if (history.length === 0 && shared && !emptied) await trial.pickUser(choice.watch);
    },
  };
}
