import { expect, it } from 'vitest';
import { createAppStore, type AppState } from '../state/store.ts';
import { titleOf } from './page_title.ts';

it('says how far a run is, with its name, and the name of the page otherwise', () => {
  const state = createAppStore().getState();
  const dataset = { name: 'bookshop' } as typeof state.dataset; // only the name is read
  const prepared = null; // before the engine answers, the open dataset is the one to train on
  const steps = { step: 629, totalSteps: 1000 } as typeof state.steps;
  expect(titleOf(state)).toBe('Nextup');
  expect(titleOf({ phase: 'running', steps, prepared, dataset })).toBe('▶ 62 % · bookshop');
  expect(titleOf({ phase: 'preparing', steps: null, prepared, dataset })).toBe('▶ bookshop');
  expect(titleOf({ phase: 'paused', steps, prepared, dataset })).toBe('⏸ 62 % · bookshop');
  expect(titleOf({ phase: 'finished', steps, prepared, dataset })).toBe('✓ bookshop · Nextup');
});

it('keeps the name of the data that is trained on while another dataset is opened', () => {
  const dataset = { name: 'bookshop' } as AppState['dataset']; // only the names are read
  const prepared = { recipe: { dataset: { name: 'sequels' } } } as AppState['prepared'];
  expect(titleOf({ phase: 'running', steps: null, prepared, dataset })).toBe('▶ sequels');
});
