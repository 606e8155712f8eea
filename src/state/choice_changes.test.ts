import { describe, expect, it } from 'vitest';
import { choiceChanges } from './choice_changes.ts';
import { model } from './slices/model.ts';

const { choice } = model;

describe('what changed since the last run', () => {
  it('is nothing for the same choice, whoever is watched', () => {
    expect(choiceChanges(choice, { ...choice, watch: 7 })).toEqual([]);
  });

  it('names settings that were set, changed or put back to their default', () => {
    const before = { ...choice, training: { learningRate: 1e-3 }, config: { width: 32 } };
    const now = { ...choice, training: { learningRate: 3e-4, batch: 64 } };
    expect(choiceChanges(before, now)).toEqual([
      { name: 'width', before: '32', now: undefined },
      { name: 'learningRate', before: '0.001', now: '0.0003' },
      { name: 'batch', before: undefined, now: '64' },
    ]);
  });
});
