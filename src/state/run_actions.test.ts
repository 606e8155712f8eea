import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { defaultShaping } from '../data/dataset.ts';
import { looks, page, ranked, summary } from '../testing/page.ts';
import type {
  AdapterReport,
  KeptDataset,
  ModelCard,
  Prepared,
  Recipe,
  RecipeInput,
  RunSummary,
  Watched,
} from '../worker/contract.ts';
import { standingWords } from './phases.ts';

const unfinished = { recipe: {} as Recipe, step: 3, epoch: 0, kept: null }; // not looked into here

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
    const stop = (): Promise<null> => {
      asked++;
      return Promise.resolve(null);
    };
    const { store, actions } = page({ stop });
    store.setState({ run: 'run-1', phase: 'running' });
    await actions.run.stop();
    await actions.run.stop();
    await actions.run.pause();
    const { leaving, phase, alerts } = store.getState();
    expect([asked, leaving, standingWords(phase, leaving), alerts.length]).toEqual([1, 'stop', 'Stopping…', 0]);
  });

  it('can be stopped while a run is prepared, which then stands as stopped without an alarm', async () => {
    const asked: string[] = [];
    let leave: (error: Error) => void = () => undefined;
    const { store, actions } = page({
      unfinished: () => Promise.resolve(null),
      train: (_, listen) => {
        listen?.({ kind: 'started', run: 'run-1' });
        listen?.({ kind: 'phase', phase: 'preparing', note: '' });
        return new Promise((_, reject) => (leave = reject));
      },
      stop: (run) => {
        asked.push(run);
        leave(new CancelledError('Stopped while it was prepared: nothing was trained.'));
        return Promise.resolve(null);
      },
    });
    store.setState({ dataset: summary('a') });
    const played = actions.run.play();
    await Promise.resolve();
    while (store.getState().run === null) await new Promise((resolve) => setTimeout(resolve, 1));
    await actions.run.stop();
    await played;
    const { phase, note, run, working, leaving, alerts } = store.getState();
    expect(asked).toEqual(['run-1']);
    expect({ phase, note, run, working, leaving, alerts }).toEqual({
      ...{ phase: 'stopped', note: 'Stopped while it was prepared: nothing was trained.', run: null },
      ...{ working: false, leaving: null, alerts: [] },
    });
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

  it('begins no run on other data while an import is open, unless it is asked for', async () => {
    let runs = 0;
    const { store, actions } = page({
      sniff: () => new Promise(() => undefined),
      adapter: () => Promise.resolve({ software: false } as AdapterReport),
      train: () => Promise.reject(new SettingsError(String(++runs))),
      resume: () => Promise.reject(new SettingsError(String(++runs))),
    });
    store.setState({ dataset: summary('a') });
    void actions.data.importFiles([new File(['a'], 'a.csv')]);
    store.setState({ view: 'train' });
    await actions.run.play();
    expect([runs, store.getState().view]).toEqual([0, 'data']);
    await actions.run.step();
    expect(runs).toBe(0);
    await actions.run.trainBeside();
    expect(runs).toBe(1);
    store.setState({ phase: 'paused', run: 'run-1' });
    await actions.run.play(); // a run that was paused before goes on
    expect(runs).toBe(2);
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
    const presets = ['standard', 'tiny'].map((name) => ({ name, values: {}, light: name === 'tiny' }));
    const card = { name: 'sasrec', presets, training: {} } as unknown as ModelCard; // what is read of it
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
      expect(last()).toEqual([undefined, 50, undefined]);
      actions.run.choose({ training: {} });
      await actions.run.startAnew(); // as a recipe is trained again
      expect(last()).toEqual([undefined, undefined, undefined]);
      store.setState({ device: { kind: 'ready', report: { ...report, software: false } } });
      await actions.run.play();
      expect(last()).toEqual([undefined, undefined, undefined]);
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
      ranking: () => Promise.resolve(ranked()),
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
    const dataset = { name: 'orders', fingerprint: 'f', shaping: defaultShaping };
    const unfinished = { recipe: { dataset }, step: 3, epoch: 0, kept: null };
    store.setState({ unfinished: unfinished as NonNullable<ReturnType<typeof store.getState>['unfinished']> });
    await actions.run.recover(actions.data);
    expect(store.getState().alerts[0]?.message).toContain('open its files');
    expect(store.getState().unfinished).not.toBeNull();
  });

  it('asks what becomes of a paused run before another begins, and does as it is told', async () => {
    const calls: string[] = [];
    const run = { id: 'run-1', name: 'Run 1', phase: 'paused' } as RunSummary; // what these actions read of it
    const called = (name: string) => calls.push(name);
    const { store, actions } = page({
      train: () => Promise.reject(new SettingsError(`train ${called('train')}`)),
      stop: () => Promise.resolve({ ...run, phase: 'stopped', note: String(called('stop')) }),
      forget: () => Promise.resolve(void called('forget')),
      runs: () => Promise.resolve([run]),
      knows: () => Promise.resolve(true),
      unfinished: () => Promise.resolve(null),
    });
    const pause = (): void => store.setState({ dataset: summary('a'), run: 'run-1', phase: 'paused', runs: [run] });
    pause();
    await actions.run.startAnew();
    expect([calls, store.getState().replacing]).toEqual([[], true]);
    await actions.run.replace('cancel');
    expect([calls, store.getState().replacing, store.getState().phase]).toEqual([[], false, 'paused']);
    await actions.run.startAnew();
    await actions.run.replace('delete');
    expect([calls, store.getState().deleted?.id]).toEqual([['forget', 'train'], 'run-1']);
    pause();
    await actions.run.startAnew();
    await actions.run.replace('test');
    expect(calls.slice(2)).toEqual(['stop', 'train']);
  });

  it('stops a paused run: it is tested', async () => {
    let asked = '';
    const stopped = { id: 'run-1', phase: 'stopped', note: '' } as RunSummary; // what these actions read of it
    const { store, actions } = page({
      stop: (run) => Promise.resolve(((asked = run), stopped)),
      runs: () => Promise.resolve([]),
      knows: () => Promise.resolve(false),
    });
    store.setState({ run: 'run-1', phase: 'paused' });
    await actions.run.stop();
    expect([asked, store.getState().phase]).toEqual(['run-1', 'stopped']);
  });

  it('resumes on the kept dataset by one press, with the settings and the user of the run, and no old error', async () => {
    const shaped = { ...defaultShaping, lastN: 5 };
    const opened: unknown[] = [];
    const recipe = {
      ...{ dataset: { name: 'orders', fingerprint: 'orders', shaping: shaped }, model: 'gru', config: { width: 8 } },
      ...{ training: { epochs: 3 }, seed: 4, protocol: { split: 'by user', seen: 'kept' } },
    } as unknown as Recipe; // what these actions read of it
    const kept = { id: 'kept-1', name: 'orders', fingerprint: null } as KeptDataset; // likewise
    const { store, actions } = page({
      ...looks,
      reopen: (id, shaping) => {
        opened.push(id, shaping);
        return Promise.resolve(summary('orders'));
      },
      recover: (_, listen) => {
        listen?.({ kind: 'earlier', validation: [], losses: [3, 2], watched: { index: 9, step: 1 } as Watched });
        return Promise.resolve({ id: 'run-1', phase: 'paused', note: '' } as RunSummary);
      },
      runs: () => Promise.resolve([]),
    });
    const presets = [{}, { width: 8 }].map((values, i) => ({ name: ['standard', 'tiny'][i], values }));
    const models = [
      { name: 'gru', settings: { width: { usual: 64 } }, presets, training: {} },
    ] as unknown as ModelCard[]; // likewise
    store.setState({ unfinished: { recipe, step: 2, epoch: 0, kept: 'kept-1' }, keptDatasets: [kept], models });
    store.setState({ alerts: [{ id: 1, title: 'Training stopped', message: 'm', about: 'run' }] });
    await actions.run.recover(actions.data);
    expect(opened).toEqual(['kept-1', shaped]);
    const { choice, alerts, watched, trained } = store.getState();
    expect(choice).toMatchObject({
      model: 'gru',
      preset: 'tiny',
      config: { width: 8 },
      split: 'by user',
      seen: 'kept',
      seed: 4,
      watch: 9,
    });
    expect([alerts.filter(({ about }) => about === 'run'), watched.length, trained?.choice]).toEqual([[], 1, choice]);
  });

  it('does not train over a run that an earlier visit left, and says what to do', async () => {
    const { store, actions } = page({});
    store.setState({ dataset: summary('a'), unfinished, eased: true });
    await actions.run.play();
    expect(store.getState()).toMatchObject({ unfinished, working: false, phase: 'idle' });
    expect(store.getState().alerts[0]?.message).toContain('Resume or discard it first');
  });

  it('goes on offering a saved run that could not be discarded', async () => {
    const { store, actions } = page({
      discard: () => Promise.reject(new Error('another tab trains')),
      unfinished: () => Promise.resolve(unfinished),
    });
    store.setState({ unfinished });
    await actions.run.discard();
    expect(store.getState().unfinished).toEqual(unfinished);
    expect(store.getState().alerts[0]?.message).toBe('another tab trains');
  });
});
