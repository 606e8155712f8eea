import { describe, expect, it } from 'vitest';
import { item, looks, page, ranked, summary } from '../testing/page.ts';
import type { Engine, Keeping, KeptDataset, RunSummary } from '../worker/contract.ts';
import { readVisit } from './visit.ts';

const kept = { id: 'kept-1', name: 'orders', world: null } as KeptDataset; // what these actions read of it
const keeping: Keeping = { kept: true, dataset: kept, removed: [] };
const shipped = { id: 'snapshot-1', recipe: { config: {} }, snapshot: {} } as unknown as RunSummary; // likewise
const asked: string[][] = [];
const engine: Partial<Engine> = {
  ...looks,
  keptDatasets: () => Promise.resolve([kept]),
  reopen: () => Promise.resolve(summary('orders')),
  keep: () => Promise.resolve(keeping),
  simulate: (name) => Promise.resolve(summary(name)),
  load: () => Promise.resolve(shipped),
  runs: () => Promise.resolve([shipped]),
  knows: () => Promise.resolve(true),
  histories: () =>
    Promise.resolve([
      {
        ...{ user: 'u', items: [item('a'), item('b'), item('c')], times: null },
        ...{ kinds: ['view', 'cart', null], values: [5, null, 1] },
      },
    ]),
  ranking: (_, ids) => {
    asked.push([...ids]);
    return Promise.resolve(ranked());
  },
};
const fetchDemo = () => Promise.resolve(new Uint8Array(1));
const now = Promise.resolve();

/** A visit to a kept dataset, with a history that was built and settings of one's own; what is remembered of it. */
async function visited() {
  const { store, actions, memory } = page(engine, { fetchDemo });
  await actions.visit.restore(now);
  await actions.data.openKept(kept);
  await expect.poll(() => store.getState().keeping).toEqual(keeping);
  await actions.trial.pickUser(7);
  await actions.trial.add(item('d'));
  await actions.trial.mute(0);
  const config = { mixers: ['scan', 'gru'] };
  const chosen = { config, seed: 5, watch: 3, split: 'by user' } as const;
  store.setState(({ choice }) => ({ choice: { ...choice, ...chosen }, view: 'compare' }));
  return memory;
}

describe('a visit', () => {
  it('begins as ever where none is remembered, or what is remembered is not ours', async () => {
    for (const visit of [null, 'nonsense', '{"version":2}']) {
      const { store, actions } = page(engine, { fetchDemo, visit });
      await actions.visit.restore(now);
      expect(store.getState()).toMatchObject({ dataset: { name: 'bookshop' }, asked: 'snapshot-1' });
    }
  });

  it('comes back to its data, settings, view, user and the history that was built', async () => {
    const { text } = await visited();
    const { store, actions } = page(engine, { fetchDemo, visit: text });
    expect(actions.visit.lastView()).toBe('compare');
    const card = {
      name: 'sasrec',
      settings: { mixers: { usual: ['scan'] } },
      training: {},
      presets: [{ name: 'standard', values: {} }],
    } as never; // what is read of it
    store.setState({ models: [card], training: { settings: {} } });
    await actions.visit.restore(now);
    const { dataset, choice, user, history } = store.getState();
    expect(dataset?.name).toBe('orders');
    expect(choice).toMatchObject({ config: { mixers: ['scan', 'gru'] }, seed: 5, watch: 3, split: 'by user' });
    expect(user?.index).toBe(7);
    expect(history.map(({ id, muted, kind, value }) => [id, muted, kind, value])).toEqual([
      ['a', true, 'view', 5],
      ['b', false, 'cart', null],
      ['d', false, null, null],
    ]);
    expect(asked.at(-1)).toEqual(['b', 'd']);
  });

  it('comes back to the way in which the model was asked, as far as the model still has it', async () => {
    const setting = { usual: 20, minimum: 1, maximum: 9, step: 1, help: '' };
    const card = { name: 'beam', title: '', says: '', source: '', settings: { width: setting } };
    const begin = page(engine, { fetchDemo });
    await begin.actions.visit.restore(now);
    await begin.actions.trial.decode({ name: 'beam', values: { width: 3, depth: 2 } });
    const { text: visit } = begin.memory;
    for (const [cards, decoder] of [
      [[card], { name: 'beam', values: { width: 3 } }],
      [[], null],
    ] as const) {
      const { store, actions } = page({ ...engine, decoders: () => Promise.resolve(cards) }, { fetchDemo, visit });
      store.setState({ models: [], training: null });
      await actions.visit.restore(now);
      expect(store.getState()).toMatchObject({ asked: 'snapshot-1', decoder });
    }
  });

  it('does not come back to a history that was built for a model from a file: the data may lack its items', async () => {
    const { store, actions, memory } = page(engine, { fetchDemo });
    await actions.visit.restore(now);
    const received = { ...shipped, id: 'snapshot-2' };
    store.setState(({ runs }) => ({ runs: [...runs, received], asked: received.id, user: null }));
    await actions.trial.add(item('only in the file'));
    expect(readVisit(memory.text)?.history).toBeNull();
    store.setState({ asked: shipped.id });
    expect(readVisit(memory.text)?.history?.at(-1)?.id).toBe('only in the file');
  });

  it('says so where its data was not kept, or is not any more, and opens the bookshop', async () => {
    const { text } = await visited();
    for (const [id, what] of [
      [null, 'It could not be kept beyond the last visit: open its file again.'],
      ['kept-2', 'It is not kept any more, perhaps it was deleted: open its file again.'],
    ]) {
      const gone = JSON.stringify({ ...readVisit(text), dataset: { ...readVisit(text)?.dataset, kept: id } });
      const { store, actions } = page(engine, { fetchDemo, visit: gone });
      await actions.visit.restore(now);
      expect(store.getState().alerts[0]).toMatchObject({ title: '“orders” is not open any more', message: what });
      expect(store.getState().dataset?.name).toBe('bookshop');
    }
  });

  it('asks nobody again where somebody opened other data meanwhile', async () => {
    const { text } = await visited();
    const { store, actions } = page(engine, { fetchDemo, visit: text });
    const coming = actions.visit.restore(now);
    await Promise.all([coming, actions.data.openWorld('sequels')]);
    expect(store.getState()).toMatchObject({ dataset: { name: 'sequels' }, asked: null, user: null, history: [] });
  });

  it('says that it is on its way until the data is open, so that nothing else opens data meanwhile', async () => {
    const { text } = await visited();
    const seen: boolean[] = [];
    const reopening: Partial<Engine> = {
      ...engine,
      reopen: () => {
        seen.push(store.getState().returning);
        return Promise.resolve(summary('orders'));
      },
    };
    const { store, actions } = page(reopening, { fetchDemo, visit: text });
    const back = actions.visit.restore(now);
    seen.push(store.getState().returning);
    await back;
    expect([...seen, store.getState().returning]).toEqual([true, true, false]);
  });

  it('does not open data by itself that twice ended the page', async () => {
    const { text } = await visited();
    const never: Partial<Engine> = { ...engine, reopen: () => new Promise(() => undefined) };
    let left = text;
    for (let tries = 0; tries < 2; tries++) {
      const { actions, memory } = page(never, { fetchDemo, visit: left });
      void actions.visit.restore(now);
      left = memory.text;
    }
    const { store, actions } = page(never, { fetchDemo, visit: left });
    await actions.visit.restore(now);
    expect(store.getState().alerts[0].title).toBe('“orders” was not opened');
  });
});
