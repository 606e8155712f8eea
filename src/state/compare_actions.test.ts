import { expect, it } from 'vitest';
import { finishedSummary } from '../testing/finished.ts';
import { item, summary } from '../testing/page.ts';
import type { Contender, Engine, RunComparison, RunSummary, WorldCard } from '../worker/contract.ts';
import { compareActions, contenderOf } from './compare_actions.ts';
import type { DataActions } from './data_actions.ts';
import { entriesOf } from './history_edits.ts';
import { LossHistory } from './loss_history.ts';
import { createAppStore } from './store.ts';
import type { TryActions } from './try_actions.ts';

const refused = (reason: string): RunComparison => ({ comparable: false, reason });

function view(methods: Partial<Engine>, data: Partial<DataActions> = {}) {
  const store = createAppStore();
  const context = {
    store,
    engine: { cancel: () => Promise.resolve(), ...methods } as Engine,
    losses: new LossHistory(),
  }; // what a test did not give is not called
  const asked: (string | null)[] = [];
  const picked: number[] = [];
  const trial: Partial<TryActions> = {
    ask: (run) => Promise.resolve(void asked.push(run)),
    pickUser: (index) => Promise.resolve(void picked.push(index)),
  };
  const others = { data: data as DataActions, trial: trial as TryActions };
  return { store, actions: compareActions(context, others), asked, picked };
}

it('compares exactly two, and shows the answer about those that are ticked now', async () => {
  const answers: ((found: RunComparison) => void)[] = [];
  const asked: Contender[][] = [];
  const { store, actions } = view({
    compare: (a, b) => {
      asked.push([a, b]);
      return new Promise((resolve) => answers.push(resolve));
    },
  });
  await actions.tick('run-1');
  expect(asked).toEqual([]);
  const first = actions.tick('run-2');
  const second = actions.setMetric('hr');
  answers[1](refused('second'));
  await second;
  answers[0](refused('first'));
  await first;
  expect(store.getState().comparison).toEqual(refused('second'));
  await actions.tick('run-3/markov1');
  expect(store.getState().comparison).toBeNull();
  expect(asked[0]).toEqual([{ run: 'run-1' }, { run: 'run-2' }]);
});

it('ticks two to begin with, and leaves the ticks to whoever has ticked', async () => {
  const finished = await finishedSummary(Float64Array.of(0, 3, 50));
  const runs = ['run-1', 'run-2'].map((id): RunSummary => ({ ...finished, id, kept: true, snapshot: null }));
  const shelf = { available: true, runs: 0, bytes: 0, mostRuns: 40, mostBytes: 1, damaged: [] };
  const { store, actions } = view({
    runs: () => Promise.resolve(runs),
    shelf: () => Promise.resolve(shelf),
    compare: () => Promise.resolve(refused('as an answer')),
    intervals: () => Promise.reject(new Error('not asked about here')),
  });
  await actions.look();
  expect(store.getState()).toMatchObject({ ticked: ['run-1', 'run-2'], comparison: refused('as an answer') });
  actions.clearTicks();
  await actions.look();
  expect(store.getState()).toMatchObject({ ticked: [], comparison: null });
});

it('unticks a deleted run with its baselines, and offers to bring it back', async () => {
  const calls: string[] = [];
  const shelf = { available: true, runs: 0, bytes: 0, mostRuns: 40, mostBytes: 1, damaged: [] };
  const left: RunSummary = { ...(await finishedSummary(Float64Array.of(0))), id: 'run-2', kept: true, snapshot: null };
  const { store, actions, asked } = view({
    runs: () => Promise.resolve([left]),
    shelf: () => Promise.resolve(shelf),
    forget: (run) => Promise.resolve(void calls.push(`forget ${run}`)),
    restore: (run) => {
      calls.push(`restore ${run}`);
      return Promise.reject(new Error('the disk is full'));
    },
  });
  store.setState({ ticked: ['run-1', 'run-1/popularity', 'run-2'], asked: 'run-1' });
  await actions.forget('run-1');
  expect(store.getState()).toMatchObject({ ticked: ['run-2'], deleted: { id: 'run-1' } });
  expect(asked).toEqual([null]); // it recommends nothing any more
  await actions.undo();
  expect(calls).toEqual(['forget run-1', 'restore run-1']);
  expect(store.getState().deleted).not.toBeNull(); // it can be tried again
  expect(store.getState().alerts[0]?.message).toBe('the disk is full');
});

it('says why two could not be compared, instead of comparing for ever', async () => {
  const { store, actions } = view({ compare: () => Promise.reject(new Error('run-2 is gone')) });
  await actions.tick('run-1');
  await actions.tick('run-2');
  expect(store.getState().comparison).toEqual(refused('run-2 is gone'));
});

it('reads what a row is called', () => {
  expect(contenderOf('run-7')).toEqual({ run: 'run-7' });
  expect(contenderOf('run-7/item_knn')).toEqual({ run: 'run-7', baseline: 'item_knn' });
});

it('tries a run on its own data, for the user that is watched, and a file of somebody else on what is open', async () => {
  const opened: string[] = [];
  const made = { ...(await finishedSummary(Float64Array.of(0))), id: 'run-1', kept: true, snapshot: null };
  const received = { ...made, id: 'snapshot-1', snapshot: {} } as RunSummary;
  const { dataset } = made.recipe;
  const { store, actions, asked, picked } = view(
    {},
    {
      openWorld: (name) => {
        opened.push(name);
        store.setState({ dataset: { ...summary(name), fingerprint: dataset.fingerprint } });
        return Promise.resolve(true);
      },
    },
  );
  store.setState(({ choice }) => ({
    ...{ runs: [made, received], worlds: [{ name: dataset.name } as WorldCard] },
    choice: { ...choice, watch: 8 },
  }));
  await actions.tryOut('snapshot-1');
  expect([opened, asked]).toEqual([[], ['snapshot-1']]);
  await actions.tryOut('run-1');
  expect([opened, asked, picked]).toEqual([[dataset.name], ['snapshot-1', 'run-1'], [8, 8]]);
  store.setState({ history: entriesOf([item('a')]) });
  await actions.tryOut('run-1');
  expect([opened, picked]).toEqual([[dataset.name], [8, 8]]); // what is open stays, and so does a history
});
