import { describe, expect, it } from 'vitest';
import { item, looks, page, ranked, summary } from '../testing/page.ts';
import type { DatasetSummary, Engine, RunSummary } from '../worker/contract.ts';

describe('the demo', () => {
  const model = { id: 'snapshot-1', recipe: { dataset: { fingerprint: '' }, config: {} } } as RunSummary; // what these actions read of it
  const list = [{ ...item('b'), rank: 0, score: 1 }];
  const engine: Partial<Engine> = {
    ...looks,
    simulate: (name) => Promise.resolve(summary(name)),
    load: () => Promise.resolve(model),
    runs: () => Promise.resolve([model]),
    histories: () =>
      Promise.resolve([{ user: 'u', items: [item('a'), item('b')], times: null, kinds: null, values: null }]),
    ranking: () => Promise.resolve(ranked({ list })),
  };
  const shipped = { fetchDemo: () => Promise.resolve(new Uint8Array(1)) };

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
    const { store, actions } = page(engine);
    await actions.demo.show();
    expect(store.getState()).toMatchObject({ asked: null, dataset: { name: 'bookshop' } });
    expect(store.getState().alerts[0].message).toBe('no demo here');
  });
});
