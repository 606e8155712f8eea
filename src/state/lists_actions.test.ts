import { describe, expect, it } from 'vitest';
import { page, summary } from '../testing/page.ts';
import type { Engine, ListsReport } from '../worker/contract.ts';

const none = { count: 0, first: [] };
const report: ListsReport = {
  ...{ users: 3, rows: 6, bytes: 12, on: 'cpu', short: none, without: none },
  unknown: { users: none, items: none, taken: none },
};

/** A page with data, and an engine that makes lists when it is told to. */
function listing() {
  const asked: Parameters<Engine['lists']>[] = [];
  const ends: { readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const cancelled: string[] = [];
  const made = page({
    cancel: (inquiry) => Promise.resolve(void cancelled.push(inquiry)),
    lists: (...call) => {
      asked.push(call);
      return new Promise((resolve, reject) => {
        ends.push({ end: () => resolve(report), fail: reject });
      });
    },
  });
  made.store.setState({ dataset: summary('shop.csv.gz', 'shop') });
  return { ...made, asked, ends, cancelled };
}

describe('lists for everybody', () => {
  it('are made as they were chosen, and saved under the names of the data and of who made them', async () => {
    const { store, actions, asked, ends, saved } = listing();
    store.setState({ steer: { without: ['Toys'] }, shared: true });
    const lists = await actions.lists();
    lists.open({ baseline: 'itemknn' });
    lists.choose({ format: 'parquet', count: 3, users: ['u1'] });
    const work = lists.make();
    const [by, dataset, options, receive, progress] = asked[0];
    expect([by, dataset]).toEqual([{ dataset: 'shop', baseline: 'itemknn' }, 'shop']);
    expect(options).toEqual({ format: 'parquet', count: 3, users: ['u1'], steer: { without: ['Toys'] } });
    await receive(Uint8Array.of(1, 2));
    progress?.(0.5);
    expect(store.getState().listing).toEqual({ kind: 'making', done: 0.5 });
    ends[0].end();
    await work;
    expect(store.getState().listing).toMatchObject({ kind: 'made', name: 'shop-lists-itemknn.parquet', report });
    lists.save();
    expect(saved).toEqual(['shop-lists-itemknn.parquet: [object Blob]', 'shop-lists-itemknn.parquet: [object Blob]']);
  });

  it('are ended and not saved where they are cancelled, chosen otherwise or closed', async () => {
    for (const leave of ['cancel', 'choose', 'close'] as const) {
      const { store, actions, ends, cancelled, saved } = listing();
      const lists = await actions.lists();
      lists.open({ run: 'run-1' });
      const work = lists.make();
      lists[leave]({ count: 4 });
      expect(cancelled, leave).toEqual(['lists']);
      ends[0].end(); // too late
      await work;
      expect(saved, leave).toEqual([]);
      expect(store.getState().listing, leave).toEqual({ kind: 'idle' });
    }
  });

  it('say why where they cannot be made', async () => {
    const { store, actions, ends } = listing();
    const lists = await actions.lists();
    lists.open({ run: 'run-1' });
    const work = lists.make();
    ends[0].fail(new Error('none of 1 ids is a user'));
    await work;
    expect(store.getState().listing).toEqual({ kind: 'failed', reason: 'none of 1 ids is a user' });
    lists.choose({ users: null });
    expect(store.getState().listing).toEqual({ kind: 'idle' });
  });

  it('do not take the rules of another catalogue', async () => {
    const { store, actions } = listing();
    store.setState({ steer: { onlyItems: ['x'] }, shared: false });
    (await actions.lists()).open({ run: 'run-1' });
    expect(store.getState().lists?.steer).toEqual({});
  });
});
