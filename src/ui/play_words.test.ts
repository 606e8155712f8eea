import { describe, expect, it } from 'vitest';
import { model } from '../state/slices/model.ts';
import { newRunWords, playWords, type Standing } from './play_words.ts';

const { choice } = model;
const after: Standing = {
  phase: 'finished',
  choice,
  dataset: 'd',
  trained: { dataset: 'd', choice },
  sameSeed: true,
  usual: (name) => (name === 'learningRate' ? '0.001' : undefined),
};
const set = (training: Standing['choice']['training']): Standing => ({ ...after, choice: { ...choice, training } });

describe('the button that starts a run', () => {
  it('says Train before the first run and Resume while one is paused', () => {
    expect(playWords({ ...after, phase: 'idle', trained: null })).toBe('Train');
    expect(playWords({ ...after, phase: 'paused' })).toBe('Resume');
    expect(playWords({ ...after, phase: 'preparing' })).toBe('Starting…');
  });

  it('says what the next run changes, from the default too', () => {
    expect(playWords(set({ learningRate: 3e-4 }))).toBe('New run (learning rate 0.001 → 0.0003)');
    expect(playWords(set({ learningRate: 3e-4, batch: 64 }))).toBe('New run (learning rate 0.001 → 0.0003 and 1 more)');
  });

  it('tells a repetition from a run of another seed or on other data', () => {
    expect(newRunWords(after)).toBe('Train again');
    expect(newRunWords({ ...after, sameSeed: false })).toBe('New run (seed 1 → 2)');
    expect(newRunWords({ ...after, dataset: 'e' })).toBe('New run (on other data)');
  });
});
