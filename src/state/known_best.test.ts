import { expect, it } from 'vitest';
import type { BestAchievable } from '../worker/contract.ts';
import { knownBest } from './known_best.ts';

it('is that of the open dataset, and only for a run on it', () => {
  const best = {} as BestAchievable; // it is handed on as it is
  const recipe = { dataset: { fingerprint: 'abc' } };
  expect(knownBest({ fingerprint: 'abc', best }, recipe)).toBe(best);
  expect(knownBest({ fingerprint: 'xyz', best }, recipe)).toBeNull();
  expect(knownBest({ fingerprint: 'abc', best }, undefined)).toBeNull();
  expect(knownBest(null, recipe)).toBeNull();
});
