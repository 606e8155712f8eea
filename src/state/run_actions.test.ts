import { expect, it } from 'vitest';
import type { DatasetSummary, Engine, Recipe } from '../worker/contract.ts';
import { LossHistory } from './loss_history.ts';
import { runActions } from './run_actions.ts';
import { createAppStore } from './store.ts';

const unfinished = { recipe: {} as Recipe, step: 3, epoch: 0 }; // not looked into here

function page(methods: Partial<Engine>) {
  const store = createAppStore();
  const context = { store, engine: methods as Engine, losses: new LossHistory() }; // what a test did not give is not called
  return { store, run: runActions(context, () => Promise.resolve()) };
}

it('does not train over a run that an earlier visit left, and says what to do', async () => {
  const { store, run } = page({});
  store.setState({ dataset: { id: 'a' } as DatasetSummary, unfinished, eased: true });
  await run.play();
  expect(store.getState()).toMatchObject({ unfinished, working: false, phase: 'idle' });
  expect(store.getState().alerts[0]?.message).toContain('Resume or discard it first');
});

it('goes on offering a saved run that could not be discarded', async () => {
  const { store, run } = page({
    discard: () => Promise.reject(new Error('another tab trains')),
    unfinished: () => Promise.resolve(unfinished),
  });
  store.setState({ unfinished });
  await run.discard();
  expect(store.getState().unfinished).toEqual(unfinished);
  expect(store.getState().alerts[0]?.message).toBe('another tab trains');
});
