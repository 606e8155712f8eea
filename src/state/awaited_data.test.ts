import { describe, expect, it } from 'vitest';
import { SettingsError } from '../core/errors.ts';
import { defaultShaping } from '../data/dataset.ts';
import { looks, page, summary } from '../testing/page.ts';
import type { ImportPlan, KeptDataset, Preview, Reading, Recipe, RunSummary } from '../worker/contract.ts';
import { awaitedData } from './awaited_data.ts';
import type { AppState } from './store.ts';

const plan: ImportPlan = {
  ...{ files: [], questions: [], keep: { minimumValue: null, events: null } },
  join: { user: [], item: [] },
  blankItems: 'left out',
};
const reading = { id: 'reading-1', name: 'renamed', shaping: defaultShaping } as Reading; // what the actions look at
const shaping = { ...defaultShaping, lastN: 5 };
const dataset = { name: 'orders', fingerprint: 'orders-last-5', shaping };
const recipe = {
  ...{ dataset, model: 'gru', config: {}, training: {}, seed: 4, protocol: { split: 'by user', seen: 'kept' } },
} as unknown as Recipe; // what these actions read of it
const file = new File(['a'], 'renamed.csv');

/** A page on which a run waits for orders, where `name` is read instead; the shapings that were made of it. */
async function reads(name: string) {
  const recovered: string[] = [];
  const { store, actions } = page({
    ...looks,
    missing: () => Promise.resolve([]),
    sniff: () => Promise.resolve(plan),
    read: () => Promise.resolve(reading),
    preview: (_, asked) => Promise.resolve({ shaping: { ...defaultShaping, ...asked } } as Preview),
    reshape: (_, { sessionGap, lastN }) =>
      sessionGap == null
        ? Promise.resolve(summary('renamed', `${name}-last-${lastN}`))
        : Promise.reject(new SettingsError('its times are plain order numbers')),
    recover: (id) => {
      recovered.push(id);
      return Promise.resolve({ id: 'run-1', phase: 'paused', note: '' } as RunSummary);
    },
    runs: () => Promise.resolve([]),
  });
  store.setState({ unfinished: { recipe, step: 2, epoch: 0, kept: null } });
  await actions.data.importFiles([file]);
  return { store, actions, recovered };
}

describe('data that an unfinished run waits for', () => {
  it('is shaped as the run had it when it is dropped, whatever its file is called, and then just resumed', async () => {
    const { store, actions, recovered } = await reads('orders');
    expect(awaitedData(store.getState())).toBe(dataset);
    await actions.data.readFiles();
    await expect.poll(() => store.getState().draft?.shaping).toEqual(shaping);
    expect(store.getState().importing?.awaited).toBe('reading-1');
    await actions.data.openReading();
    expect(store.getState().dataset?.fingerprint).toBe('orders-last-5');
    expect(awaitedData(store.getState())).toBeNull(); // so that it is resumed by one press
    await actions.run.recover(actions.data);
    expect(recovered).toEqual(['orders-last-5']);
    expect(store.getState().choice).toMatchObject({ model: 'gru', split: 'by user', seen: 'kept', seed: 4 });
  });

  it('is not found in other data, nor in data that cannot be shaped so: they are shaped as ever', async () => {
    const { store, actions } = await reads('others');
    const settled = async () => {
      await actions.data.readFiles();
      await expect.poll(() => store.getState().draft?.counting).toBe(false);
      return [store.getState().draft?.shaping, store.getState().importing?.awaited, store.getState().alerts];
    };
    expect(await settled()).toEqual([defaultShaping, null, []]);
    const gaps = { ...dataset, shaping: { ...shaping, sessionGap: 60 } };
    store.setState({ unfinished: { recipe: { ...recipe, dataset: gaps }, step: 2, epoch: 0, kept: null } });
    expect(await settled()).toEqual([defaultShaping, null, []]);
  });

  it('does not overrule who shapes it otherwise meanwhile', async () => {
    const { store, actions } = await reads('orders');
    await actions.data.readFiles();
    actions.data.shape({ minimumItem: 2 });
    await expect.poll(() => store.getState().importing?.awaited).toBe('reading-1');
    expect(store.getState().draft?.shaping).toEqual({ ...defaultShaping, minimumItem: 2 });
  });

  it('is nothing where the data is kept, simulated or open, or no run waits', () => {
    const { store } = page({});
    const unfinished = { recipe, step: 2, epoch: 0, kept: null };
    const awaits = (part: Partial<AppState>) => {
      store.setState({ unfinished, dataset: null, keptDatasets: [], worlds: [] });
      store.setState(part);
      return awaitedData(store.getState()) !== null;
    };
    expect(awaits({})).toBe(true);
    expect(awaits({ unfinished: null })).toBe(false);
    expect(awaits({ unfinished: { ...unfinished, kept: 'kept-1' } })).toBe(false);
    expect(awaits({ keptDatasets: [{ fingerprint: 'orders-last-5' } as KeptDataset] })).toBe(false);
    expect(awaits({ dataset: summary('renamed', 'orders-last-5') })).toBe(false);
    expect(awaits({ worlds: [{ name: 'orders', title: 'Orders', sentence: '' }] })).toBe(false);
  });
});
