import { describe, expect, it } from 'vitest';
import type { DatasetSummary, Engine, Recipe, RunSummary, SharedRecipe } from '../worker/contract.ts';
import type { DataActions } from './data_actions.ts';
import { LossHistory } from './loss_history.ts';
import { receiveActions } from './receive_actions.ts';
import { isSetUp, repetition } from './received.ts';
import { runActions } from './run_actions.ts';
import { createAppStore } from './store.ts';
import type { TryActions } from './try_actions.ts';

const dataset = (name: string): DatasetSummary =>
  ({ id: name, name, fingerprint: `${name}-fingerprint` }) as DatasetSummary; // what these actions read of it

const recipeOn = (name: string, seed = 7): Recipe =>
  ({
    dataset: { name, fingerprint: `${name}-fingerprint` },
    protocol: { hash: 'p' },
    model: 'sasrec',
    config: { width: 8 },
    training: { epochs: 2 },
    seed,
  }) as unknown as Recipe; // what is compared of it

const shared: SharedRecipe = {
  data: { world: 'sequels', title: 'Sequels', seed: 1 },
  shaping: {},
  input: { model: 'sasrec', preset: 'tiny', training: { epochs: 2 }, seed: 7 },
  digest: 'd',
  scored: { hr10: 0.7, ndcg10: 0.6, users: 9, epochs: 2 },
};

const trained = (id: string, recipe: Recipe, phase: RunSummary['phase'] = 'finished'): RunSummary =>
  ({ id, recipe, phase, snapshot: null }) as unknown as RunSummary; // what is asked of it

/** A page that received a recipe of Sequels. */
async function received() {
  const store = createAppStore();
  const started: string[] = [];
  const engine: Partial<Engine> = {
    openLink: () => Promise.resolve({ kind: 'recipe', view: 'train', recipe: shared }),
    completed: () => Promise.resolve({ recipe: recipeOn('sequels'), digest: 'd' }),
    train: ({ dataset: id }) => {
      started.push(id);
      return Promise.resolve(trained('run-1', recipeOn('sequels')));
    },
    runs: () => Promise.resolve([trained('run-1', recipeOn('sequels'))]),
  };
  const context = { store, engine: engine as Engine, losses: new LossHistory() }; // what is missing is not called
  const openWorld = (name: string): Promise<boolean> => {
    store.setState({ dataset: dataset(name) });
    return Promise.resolve(true);
  };
  const data = { openWorld } as Partial<DataActions> as DataActions;
  const run = runActions(context, () => Promise.resolve());
  const actions = receiveActions(context, { data, run, trial: {} as TryActions });
  await actions.openLink('#/1/train?s=r.x');
  return { store, actions, run, started };
}

describe('a received recipe', () => {
  it('is set up when it is opened, and trained on its own data', async () => {
    const { store, actions, started } = await received();
    expect(isSetUp(store.getState())).toBe(true);
    await actions.retrain();
    expect(started).toEqual(['sequels']);
    expect(repetition(store.getState())?.id).toBe('run-1');
  });

  it('is not set up any more, and not trained, when other data is open, until it is set up again', async () => {
    const { store, actions, started } = await received();
    store.setState({ dataset: dataset('mine') });
    expect(isSetUp(store.getState())).toBe(false);
    await actions.retrain();
    expect(started).toEqual([]);
    await actions.setUp();
    expect(isSetUp(store.getState())).toBe(true);
  });

  it('is shown again, and not opened again, when its address comes back; once put away it is opened', async () => {
    const { store, actions } = await received();
    const { received: first } = store.getState();
    store.setState({ view: 'data' });
    await actions.openLink('#/1/train?s=r.x');
    expect(store.getState()).toMatchObject({ view: 'train', received: first });
    actions.dismiss();
    await actions.openLink('#/1/train?s=r.x');
    expect(store.getState().received?.kind).toBe('recipe');
  });

  it('is not set up any more when a setting is changed, whoever is watched', async () => {
    const { store, run } = await received();
    run.choose({ watch: 3 });
    expect(isSetUp(store.getState())).toBe(true);
    run.choose({ training: { epochs: 3 } });
    expect(isSetUp(store.getState())).toBe(false);
  });

  it('is repeated only by a finished run of the same data, settings and seed', async () => {
    const { store } = await received();
    const others = [
      trained('run-1', recipeOn('mine')),
      trained('run-2', recipeOn('sequels', 8)),
      trained('run-3', recipeOn('sequels'), 'stopped'),
    ];
    store.setState({ runs: others });
    expect(repetition(store.getState())).toBeNull();
    store.setState({ runs: [trained('run-4', recipeOn('sequels')), ...others] });
    expect(repetition(store.getState())?.id).toBe('run-4');
  });

  it('stays away when it was put away while it was set up', async () => {
    const { store, actions } = await received();
    const again = actions.setUp();
    actions.dismiss();
    await again;
    expect(store.getState().received).toBeNull();
  });
});
