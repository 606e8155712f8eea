import { expect, it } from 'vitest';
import { weightsWords } from './weights_words.ts';

it('the weights of a model are said to be those of an epoch on the way, or of the end', () => {
  const run = { epochs: 12, steps: 384 };
  expect(weightsWords({ ...run, weightsAt: { epoch: 11, step: 352 } })).toBe(
    'Its weights are those of epoch 11 (step 352); training went on to epoch 12, 384 steps.',
  );
  expect(weightsWords({ ...run, weightsAt: { epoch: 12, step: 384 } })).toBe(
    'Its weights are those of the end of its training, epoch 12 (step 384).',
  );
});

it('what an older file does not say of its weights is not made up', () => {
  expect(weightsWords({ weightsAt: { epoch: 11, step: null }, epochs: null, steps: 384 })).toBe(
    'Its weights are those of epoch 11; training went on to 384 steps.',
  );
});

it('of weights from elsewhere it says that nobody says it', () => {
  expect(weightsWords({ weightsAt: { epoch: 0, step: null }, epochs: null, steps: 0 })).toBe(
    'Its weights came from elsewhere: how long they were trained is not said.',
  );
});
