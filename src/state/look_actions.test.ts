import { expect, it } from 'vitest';
import type { Engine, LensData } from '../worker/contract.ts';
import { entriesOf } from './history_edits.ts';
import { lookActions } from './look_actions.ts';
import { LossHistory } from './loss_history.ts';
import { createAppStore } from './store.ts';

const lens = {} as LensData; // handed on as it is
const history = entriesOf([{ id: 'a', title: 'A', category: null, count: 1 }]);

it('tells a model that cannot be looked into from one that was not asked', async () => {
  const store = createAppStore();
  const answers = [() => Promise.resolve(lens), () => Promise.reject(new Error('no such item'))];
  const engine = { inspect: () => answers.shift()?.() } as unknown as Engine;
  const { inspect } = lookActions({ store, engine, losses: new LossHistory() });
  store.setState({ asked: 'r1' });
  expect(await inspect()).toBeNull();
  store.setState({ history });
  expect(await inspect()).toEqual({ lens });
  expect(await inspect()).toEqual({ failure: 'no such item' });
});
