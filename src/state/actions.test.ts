import { describe, expect, it } from 'vitest';
import { SettingsError } from '../core/errors.ts';
import type {
  AdapterReport,
  DatasetSummary,
  Engine,
  Item,
  ModelCard,
  Prepared,
  RecipeInput,
  RunSummary,
  SplitCard,
} from '../worker/contract.ts';
import { createActions } from './actions.ts';
import type { FetchDemo } from './demo_actions.ts';
import { LossHistory } from './loss_history.ts';
import { standingWords } from './phases.ts';
import { createAppStore } from './store.ts';

const shaping = {
  duplicates: 'keep',
  minimumUser: 1,
  minimumItem: 1,
  sessionGap: null,
  lastN: null,
  ties: 'file order',
  seed: 0,
} as const;
const summary = (name: string, fingerprint = name): DatasetSummary => ({
  ...{ id: name, name, fingerprint, shaping, interactions: 9, users: 3, items: 3 },
  ...{ problems: [], notes: [], best: null },
});
const item = (id: string): Item => ({ id, title: id.toUpperCase(), category: null, count: 1 });

/** No test but those of the demo may ask for the shipped model. */
const noDemo = (): Promise<never> => Promise.reject(new Error('no demo here'));

/** A page on an engine that has only the methods a test gives; another call rejects. */
function page(methods: Partial<Engine>, fetchDemo: FetchDemo = noDemo) {
  const engine = new Proxy(methods, {
    get: (given, name) =>
      (Reflect.get(given, name) as unknown) ?? (() => Promise.reject(new Error(`no ${String(name)} here`))),
  }) as Engine; // checked by each call: what a test did not give rejects
  const store = createAppStore();
  const fetchTable = (): Promise<File> => Promise.reject(new Error('offline'));
  const clipboard = { address: () => 'https://a.test/', copy: () => Promise.resolve() };
  const columns = { recall: () => null, keep: () => undefined };
  const given = { save: () => undefined, fetchDemo, fetchTable, clipboard, columns };
  const actions = createActions({ store, engine, losses: new LossHistory() }, given);
  return { store, actions };
}

const looks: Partial<Engine> = {
  audit: () => Promise.reject(new SettingsError('no audit')),
  histories: () => Promise.resolve([]),
};

describe('trying', () => {
  it('shows the list of the last edit, whichever answer comes last', async () => {
    const answers: (() => void)[] = [];
    const { store, actions } = page({
      recommend: (_, history) =>
        new Promise((resolve) => {
          answers.push(() => resolve([{ ...item(`after-${history.length}`), rank: 0, score: 1 }]));
        }),
    });
    store.setState({ dataset: summary('a') });
    const first = actions.trial.add(item('x'));
    const second = actions.trial.add(item('y'));
    await expect.poll(() => answers.length).toBe(2);
    answers[1]();
    await second;
    answers[0]();
    await first;
    expect(store.getState().baselineList?.items[0]?.id).toBe('after-2');
  });

  it('takes the last item of a user’s history away and keeps it as the truth', async () => {
    const { store, actions } = page({
      histories: () => Promise.resolve([{ user: 'u', items: [item('x'), item('y'), item('z')], times: null }]),
      recommend: () => Promise.resolve([]),
    });
    store.setState({ dataset: summary('a') });
    await actions.trial.pickUser(0);
    expect(store.getState().history.map(({ id }) => id)).toEqual(['x', 'y']);
    expect(store.getState().taken?.id).toBe('z');
  });
});

describe('training', () => {
  it('starts nothing while a call is under way', async () => {
    let calls = 0;
    const { store, actions } = page({
      train: () => {
        calls++;
        return new Promise(() => undefined);
      },
    });
    store.setState({ dataset: summary('a') });
    void actions.run.play();
    await actions.run.play();
    expect(calls).toBe(1);
    expect(store.getState().working).toBe(true);
  });

  it('asks a run to stop once, and says so until the run has left its work', async () => {
    let asked = 0;
    const stop = (): Promise<void> => {
      asked++;
      return Promise.resolve();
    };
    const { store, actions } = page({ stop });
    store.setState({ run: 'run-1', phase: 'running' });
    await actions.run.stop();
    await actions.run.stop();
    await actions.run.pause();
    const { leaving, phase, alerts } = store.getState();
    expect([asked, leaving, standingWords(phase, leaving), alerts.length]).toEqual([1, 'stop', 'Stopping…', 0]);
  });

  it('steps into a paused run or the first one, not over the verdict of a run that is finished', async () => {
    const calls: string[] = [];
    const { store, actions } = page({
      train: () => Promise.reject(new SettingsError(String(calls.push('train')))),
      step: () => Promise.reject(new SettingsError(String(calls.push('step')))),
    });
    store.setState({ dataset: summary('a'), run: 'run-1', phase: 'finished' });
    await actions.run.step();
    expect(calls).toEqual([]);
    store.setState({ phase: 'paused' });
    await actions.run.step();
    store.setState({ phase: 'idle', run: null });
    await actions.run.step();
    expect(calls).toEqual(['step', 'train']);
  });

  it('keeps the curve of a run for the next one to stand before', async () => {
    const { store, actions } = page({ train: () => Promise.reject(new SettingsError('enough for a test')) });
    const validation = [{ epoch: 1 }] as unknown as ReturnType<typeof store.getState>['validation'];
    const prepared = { recipe: { seed: 7 } } as unknown as Prepared;
    store.setState({ dataset: summary('a'), phase: 'finished', prepared, validation });
    await actions.run.play();
    expect(store.getState()).toMatchObject({ before: { recipe: { seed: 7 }, validation }, validation: [] });
    await actions.run.play(); // the one between had no curve
    expect(store.getState().before?.validation).toBe(validation);
  });

  it('keeps the failure of a walk beside the walk, not among the alerts', async () => {
    const { store, actions } = page({ walk: () => Promise.reject(new Error('no numbers')) });
    store.setState({ run: 'run-1' });
    await actions.run.walk();
    expect([store.getState().walkFailure, store.getState().alerts.length]).toEqual(['no numbers', 0]);
  });

  describe('where the processor plays the GPU', () => {
    const card = { name: 'sasrec', presets: { tiny: {}, standard: {} } } as unknown as ModelCard; // what is read of it
    const report = { software: true } as AdapterReport;
    function software() {
      const asked: RecipeInput[] = [];
      const { store, actions } = page({
        train: (recipe) => {
          asked.push(recipe);
          return Promise.reject(new SettingsError('enough for a test'));
        },
        adapter: () => Promise.resolve(report),
      });
      store.setState({ dataset: summary('a'), models: [card] });
      const last = () => asked.map(({ preset, training }) => [preset, training?.epochs, training?.learningRate]).at(-1);
      return { store, actions, last };
    }

    it('makes the first run small where nobody chose its size, even before the device was asked for', async () => {
      const { store, actions, last } = software();
      await actions.run.play();
      expect([last(), store.getState().eased]).toEqual([['tiny', 6, 0.005], true]);
      expect(store.getState().trained?.choice).toBe(store.getState().choice);
      actions.run.choose({ preset: 'standard', training: {} });
      await actions.run.play();
      expect(last()).toEqual(['standard', undefined, undefined]);
    });

    it('leaves alone what somebody chose or sent, and a GPU', async () => {
      const { store, actions, last } = software();
      actions.run.choose({ training: { epochs: 50 } });
      await actions.run.play();
      expect(last()).toEqual(['standard', 50, undefined]);
      actions.run.choose({ training: {} });
      await actions.run.startAnew(); // as a recipe is trained again
      expect(last()).toEqual(['standard', undefined, undefined]);
      store.setState({ device: { kind: 'ready', report: { ...report, software: false } } });
      await actions.run.play();
      expect(last()).toEqual(['standard', undefined, undefined]);
    });
  });

  it('shows a refusal as an alert and can start again', async () => {
    const { store, actions } = page({
      train: () => Promise.reject(new SettingsError('training: batch = 0')),
      unfinished: () => Promise.resolve(null),
    });
    store.setState({ dataset: summary('a') });
    await actions.run.play();
    expect(store.getState().alerts.map(({ message }) => message)).toEqual(['training: batch = 0']);
    expect(store.getState().working).toBe(false);
  });

  it('asks the newest run that has ended, until somebody chooses another', async () => {
    let trained = 0;
    const ended = () => ({ id: `run-${++trained}`, phase: 'finished', note: '' }) as RunSummary; // what these actions read of it
    const { store, actions } = page({
      train: () => Promise.resolve(ended()),
      runs: () => Promise.resolve([]),
      knows: () => Promise.resolve(true),
      recommend: () => Promise.resolve([]),
    });
    store.setState({ dataset: summary('a'), guessing: true });
    await actions.run.play();
    expect(store.getState().guessing).toBe(false); // what was guessed about was another list
    await actions.run.play();
    expect(store.getState().asked).toBe('run-2');
    await actions.trial.ask('run-1');
    await actions.run.play();
    expect([trained, store.getState().asked]).toEqual([3, 'run-1']);
  });

  it('does not recover a run on other data, and says what to open', async () => {
    const { store, actions } = page({});
    store.setState({ dataset: summary('a') });
    const dataset = { name: 'orders', fingerprint: 'f', shaping };
    const unfinished = { recipe: { dataset }, step: 3, epoch: 0 };
    store.setState({ unfinished: unfinished as NonNullable<ReturnType<typeof store.getState>['unfinished']> });
    await actions.run.recover(actions.data);
    expect(store.getState().alerts[0]?.message).toContain('open its files');
    expect(store.getState().unfinished).not.toBeNull();
  });
});

describe('the ways to split', () => {
  const lacking: SplitCard = { rule: 'by time', lacking: 'no times', trained: 0, validated: 0, tested: 0, cuts: null };
  function opened() {
    let asked = 0;
    const { store, actions } = page({
      audit: () => Promise.reject(new SettingsError('no audit')),
      simulate: (name) => Promise.resolve(summary(name)),
      splits: () => Promise.resolve([lacking].slice(0, ++asked)),
    });
    return { store, actions, asked: () => asked };
  }

  it('are not counted when a dataset is opened, and once when they are looked at', async () => {
    const { store, actions, asked } = opened();
    await actions.data.openWorld('sequels');
    expect(asked()).toBe(0);
    await actions.data.countSplits();
    await actions.data.countSplits();
    expect([asked(), store.getState().splits]).toEqual([1, [lacking]]);
  });

  it('go back to leave-one-out on data that cannot be split as it was chosen', async () => {
    const { store, actions } = opened();
    actions.run.choose({ split: 'by time' });
    await actions.data.openWorld('sequels');
    expect(store.getState().choice.split).toBe('leave-one-out');
  });
});

describe('the demo', () => {
  const model = { id: 'snapshot-1', recipe: { dataset: { fingerprint: '' }, config: {} } } as RunSummary; // what these actions read of it
  const list = [{ ...item('b'), rank: 0, score: 1 }];
  const engine: Partial<Engine> = {
    ...looks,
    simulate: (name) => Promise.resolve(summary(name)),
    load: () => Promise.resolve(model),
    runs: () => Promise.resolve([model]),
    histories: () => Promise.resolve([{ user: 'u', items: [item('a'), item('b')], times: null }]),
    recommend: () => Promise.resolve(list),
  };
  const shipped: FetchDemo = () => Promise.resolve(new Uint8Array(1));

  it('shows a reader of the bookshop and what the shipped model recommends, without asking for an adapter', async () => {
    const { store, actions } = page(engine, shipped);
    await actions.demo.show();
    const state = store.getState();
    expect(state).toMatchObject({ asked: 'snapshot-1', demo: 'snapshot-1', device: { kind: 'unknown' } });
    expect(state.history.map(({ id }) => id)).toEqual(['a']);
    expect(state.runList?.items).toEqual(list);
    expect(state).toMatchObject({ guessing: true, past: [], beginning: false });
  });

  it('leaves alone what somebody opened before', async () => {
    const { store, actions } = page(engine, shipped);
    await actions.data.openWorld('sequels');
    await actions.demo.show();
    expect(store.getState()).toMatchObject({ asked: null, demo: null, dataset: { name: 'sequels' } });
  });

  it('asks the model that somebody opened while the bookshop was made, not its own', async () => {
    let made: (world: DatasetSummary) => void = () => undefined;
    const simulate = () => new Promise<DatasetSummary>((resolve) => (made = resolve));
    const { store, actions } = page({ ...engine, simulate, knows: () => Promise.resolve(false) }, shipped);
    const showing = actions.demo.show();
    const theirs = { ...model, id: 'snapshot-9' };
    store.setState({ asked: theirs.id, received: { kind: 'model', by: 'file', run: theirs } });
    made(summary('bookshop'));
    await showing;
    expect(store.getState()).toMatchObject({ asked: 'snapshot-9', demo: null });
  });

  it('shows its list before runs of earlier visits are read', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const { store, actions } = page({ ...engine, runs: never }, shipped);
    void actions.demo.show();
    await expect.poll(() => store.getState().runList?.items).toEqual(list);
  });

  it('opens the bookshop and says so where the shipped model cannot be fetched', async () => {
    const { store, actions } = page(engine, noDemo);
    await actions.demo.show();
    expect(store.getState()).toMatchObject({ asked: null, dataset: { name: 'bookshop' } });
    expect(store.getState().alerts[0].message).toBe('no demo here');
  });
});
