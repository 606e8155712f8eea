import { expect, it } from 'vitest';
import type { Engine, LensCard, LensPicture, RunSummary } from '../worker/contract.ts';
import { entriesOf } from './history_edits.ts';
import { lookActions } from './look_actions.ts';
import { LossHistory } from './loss_history.ts';
import { createAppStore } from './store.ts';

const pictures: LensPicture[] = []; // handed on as they are
const history = entriesOf([{ id: 'a', title: 'A', category: null, count: 1 }]);
const lens = (reads: LensCard['reads']): LensCard => ({ name: reads, title: '', says: '', source: '', reads });

/** A page whose engine gives these answers to `look`, one after another. */
function page(...answers: (() => Promise<readonly LensPicture[] | null>)[]) {
  const store = createAppStore();
  const asked: unknown[] = [];
  const look = (...given: unknown[]) => {
    asked.push(given);
    return answers.shift()?.();
  };
  const engine = { look, cancel: () => Promise.resolve() } as unknown as Engine;
  return { store, asked, actions: lookActions({ store, engine, losses: new LossHistory() }) };
}

it('tells a model that cannot be looked into from one that was not asked', async () => {
  const { store, actions } = page(
    () => Promise.resolve(pictures),
    () => Promise.reject(new Error('no such item')),
  );
  store.setState({ asked: 'r1' });
  expect(await actions.pictures(lens('history'))).toBeNull();
  store.setState({ history });
  expect(await actions.pictures(lens('history'))).toEqual([{ pictures }]);
  expect(await actions.pictures(lens('history'))).toEqual([{ failure: 'no such item' }]);
});

it.each(['model', 'users'] as const)(
  'asks without a history what depends on the %s, and a model that has nothing to show shows nothing',
  async (reads) => {
    const { store, asked, actions } = page(() => Promise.resolve(null));
    store.setState({ asked: 'r1', history });
    expect(await actions.pictures(lens(reads))).toEqual([{ pictures: [] }]);
    expect(asked).toEqual([['r1', reads, [], {}]]);
  },
);

it('asks the model beside it about the same history, and one that fails leaves the other', async () => {
  const { store, asked, actions } = page(
    () => Promise.resolve(pictures),
    () => Promise.reject(new Error('no such item')),
    () => Promise.resolve(pictures),
  );
  const runs = ['r1', 'r2'].map((id) => ({ id })) as unknown as RunSummary[];
  store.setState({ asked: 'r1', beside: 'r2', runs, history });
  expect(await actions.pictures(lens('history'))).toEqual([{ pictures }, { failure: 'no such item' }]);
  expect(asked).toEqual(['r1', 'r2'].map((run) => [run, 'history', ['a'], {}]));
  store.setState({ runs: runs.slice(0, 1) });
  expect(await actions.pictures(lens('history'))).toEqual([{ pictures }]);
});
