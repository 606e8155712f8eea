import { describe, expect, it } from 'vitest';
import type { Engine, Item, RunSummary } from '../worker/contract.ts';
import { historyActions } from './history_actions.ts';
import { LossHistory } from './loss_history.ts';
import { ranking } from './ranking.ts';
import { createAppStore } from './store.ts';
import { tryActions } from './try_actions.ts';
import { ranked, summary } from '../testing/page.ts';

const item = (id: string): Item => ({ id, title: id, category: null, count: 1 });
const run = { id: 'snapshot-1', recipe: { config: { length: 20 } } } as unknown as RunSummary; // what these actions read of it

/** History actions on an engine that recommends what it was asked about, and knows no other item than a, b and c. */
function trial(more: Partial<Engine> = {}) {
  const asked: string[] = [];
  const engine = {
    cancel: () => Promise.resolve(),
    ranking: (_: unknown, ids: readonly string[]) => {
      asked.push(ids.join(''));
      return Promise.resolve({ list: [{ ...item(`after ${ids.join('')}`), rank: 0, score: 1 }], steps: null });
    },
    findItems: (_: unknown, text: string) => Promise.resolve(['a', 'b', 'c'].includes(text) ? [item(text)] : []),
    ...more,
  } as unknown as Engine; // checked by each call: what is missing throws
  const store = createAppStore();
  store.setState({ asked: run.id, runs: [run] });
  const context = { store, engine, losses: new LossHistory() };
  const history = historyActions(context, ranking(context));
  const first = (): string | undefined => store.getState().runList?.items[0].id;
  return { store, asked, history, first, actions: tryActions(context, () => undefined) };
}

describe('a history', () => {
  it('is asked about without what is muted, which stays in its place', async () => {
    const { history, first, store } = trial();
    await history.paste('a\nb\nc');
    await history.mute(1);
    expect(first()).toBe('after ac');
    expect(store.getState().history.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    await history.mute(1);
    expect(first()).toBe('after abc');
  });

  it('is asked about with the kinds of a user’s own events, wherever they are moved; of what was added nobody knows it', async () => {
    const kinds: unknown[] = [];
    const { history, store } = trial({
      ranking: (_by, _ids, options) => {
        kinds.push(options?.kinds);
        return Promise.resolve(ranked({ kinds: ['view', 'buy'] }));
      },
      histories: () =>
        Promise.resolve([
          { user: 'u', items: ['a', 'b', 'c'].map(item), times: null, kinds: ['view', 'buy', null], values: null },
        ]),
    });
    store.setState({ dataset: summary('some') });
    await history.pickUser(0);
    await history.add(item('e'));
    await history.move(0, 1);
    await history.remove(0);
    await history.remove(0);
    expect(kinds.filter((_, i) => i % 2 === 0)).toEqual([
      ['view', 'buy'],
      ['view', 'buy', null],
      ['buy', 'view', null],
      ['view', null],
      undefined, // nothing is known of any
    ]);
  });

  it('is asked about with the values of a user’s own events, wherever they are moved; of what was added nobody knows it', async () => {
    const values: unknown[] = [];
    const { history, store } = trial({
      ranking: (_by, _ids, options) => {
        values.push(options?.values);
        return Promise.resolve(ranked({ levels: [1, 5] }));
      },
      histories: () =>
        Promise.resolve([
          { user: 'u', items: ['a', 'b', 'c'].map(item), times: null, kinds: null, values: [5, 0, null] },
        ]),
    });
    store.setState({ dataset: summary('some') });
    await history.pickUser(0);
    await history.add(item('e'));
    await history.move(0, 1);
    await history.remove(0);
    await history.remove(0);
    expect(values.filter((_, i) => i % 2 === 0)).toEqual([
      [5, 0],
      [5, 0, null],
      [0, 5, null],
      [5, null],
      undefined, // nothing is known of any
    ]);
  });

  it('is asked about with the times of a user’s own events, and a usual while after them for what was added or moved', async () => {
    const times: unknown[] = [];
    const ranking: Engine['ranking'] = (_by, _ids, options) => {
      times.push(options?.times);
      return Promise.resolve(ranked({ readsTimes: true }));
    };
    const items = ['a', 'b', 'c', 'd'].map(item);
    const { history, store } = trial({
      ranking,
      histories: () => Promise.resolve([{ user: 'u', items, times: [100, 160, 220, 500], kinds: null, values: null }]),
    });
    store.setState({ dataset: summary('some') });
    await history.pickUser(0); // whose last event is what was really taken
    await history.add(item('e'));
    await history.move(0, 1);
    await history.resetHistory();
    expect(times.at(-1)).toEqual([100, 160, 220]);
    store.setState({ dataset: { ...summary('some'), dated: false } });
    await history.pickUser(0);
    expect(times.filter((_, i) => i % 2 === 0)).toEqual([
      [100, 160, 220], // by the model; what lies between is asked of the baseline
      [100, 160, 220, 280],
      [160, 220, 220, 280], // b a c e: a is not after c
      [100, 160, 220],
      undefined,
    ]);
  });

  it('ranks again when an edit is taken back, and when it is made again', async () => {
    const { history, first } = trial();
    await history.paste('a\nb\nc');
    await history.move(0, 2);
    expect(first()).toBe('after bca');
    await history.undo();
    expect(first()).toBe('after abc');
    await history.redo();
    expect(first()).toBe('after bca');
  });

  it('has no list once it is empty, and gets it back by undo', async () => {
    const { history, first, asked } = trial();
    await history.paste('a');
    await history.clearHistory();
    expect(first()).toBeUndefined();
    expect(asked).toEqual(['a']);
    await history.undo();
    expect(first()).toBe('after a');
  });

  it('says which pasted lines it does not know', async () => {
    const { history, store } = trial();
    await history.paste(' a \n\nnobody\nc');
    expect(store.getState().history.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(store.getState().remark).toBe('2 added; not in the catalogue: nobody.');
  });
});

describe('lists', () => {
  it('are compared with the pinned ones until they are unpinned', async () => {
    const { history, actions, store } = trial();
    await history.paste('a');
    actions.pin();
    await history.add(item('b'));
    await history.add(item('c'));
    const { pinned, runList } = store.getState();
    expect(pinned?.run).toEqual({ 'after a': 0 });
    expect(runList?.before).toEqual({ 'after ab': 0 });
    actions.unpin();
    expect(store.getState().pinned).toBeNull();
  });

  it('forget a history whose items another model does not know', async () => {
    const { history, actions, store } = trial({ knows: () => Promise.resolve(false) });
    await history.paste('a');
    await actions.ask('snapshot-2');
    expect(store.getState()).toMatchObject({ asked: 'snapshot-2', shared: false, history: [], past: [] });
    expect(store.getState().remark).toContain('a catalogue of its own');
  });
});
