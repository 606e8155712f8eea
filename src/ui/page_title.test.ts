import { expect, it } from 'vitest';
import { createAppStore } from '../state/store.ts';
import { titleOf } from './page_title.ts';

it('says how far a run is, with its name, and the name of the page otherwise', () => {
  const state = createAppStore().getState();
  const dataset = { name: 'bookshop' } as typeof state.dataset; // only the name is read
  const steps = { step: 629, totalSteps: 1000 } as typeof state.steps;
  expect(titleOf(state)).toBe('Nextup');
  expect(titleOf({ phase: 'running', steps, dataset })).toBe('▶ 62 % · bookshop');
  expect(titleOf({ phase: 'preparing', steps: null, dataset })).toBe('▶ bookshop');
  expect(titleOf({ phase: 'paused', steps, dataset })).toBe('⏸ 62 % · bookshop');
  expect(titleOf({ phase: 'finished', steps, dataset })).toBe('✓ bookshop · Nextup');
});
