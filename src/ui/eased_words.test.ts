import { expect, it } from 'vitest';
import { easier } from '../state/easing.ts';
import { model } from '../state/slices/model.ts';
import type { ModelCard } from '../worker/contract.ts';
import { easedWords } from './eased_words.ts';

const presets = ['standard', 'tiny'].map((name) => ({ name, values: {}, light: name === 'tiny' }));
const models = [{ name: 'sasrec', presets, training: {} } as unknown as ModelCard]; // what is read of it
const SLOW = 'training is right but slow.';
const untouched = model.choice;
const easy = easier(untouched, models) ?? untouched;

it('says of settings that nobody touched that others are taken in their place', () => {
  expect(easedWords(untouched, models, false, SLOW)).toBe(
    'training is right but slow. As long as none of the settings below is changed, the first run takes the preset “tiny”, 6 epochs and a learning rate of 0.005 in their place.',
  );
});

it('calls a model tiny only while the settings on screen are', () => {
  expect(easedWords(easy, models, true, SLOW)).toMatch(/^a tiny model for 6 epochs/);
  for (const other of [
    { preset: 'standard' },
    { training: { ...easy.training, learningRate: 0.001 } },
    { config: { width: 8 } },
  ]) {
    expect(easedWords({ ...easy, ...other }, models, true, SLOW)).not.toContain('tiny model');
  }
  expect(easedWords({ ...easy, preset: 'standard' }, models, true, SLOW)).toContain('Choose the preset “tiny”');
});

it('advises nothing where a model has no light preset', () => {
  const heavy = [{ ...models[0], presets: presets.slice(0, 1) } as unknown as ModelCard];
  expect(easedWords(untouched, heavy, false, SLOW)).toBe(SLOW);
});
