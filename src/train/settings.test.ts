import { describe, expect, it } from 'vitest';
import { SettingsError } from '../core/errors.ts';
import { rateAt, type Schedule } from '../nn/optimizer.ts';
import { models } from '../models/catalogue.ts';
import { tokenizers } from '../tokenizers/catalogue.ts';
import { defaultTraining, FORMER_TOKENIZER, lossOf, trainingSettings } from './settings.ts';

const past = { name: 'a model', sees: 'past' } as const;

describe('the settings of training', () => {
  it('are the defaults with what was chosen on top', () => {
    expect(trainingSettings(past, { epochs: 3, loss: 'gbce' })).toEqual({
      ...defaultTraining,
      epochs: 3,
      loss: 'gbce',
    });
  });

  it.each([
    [{ learningRate: '0.003' }, 'training: learningRate is "0.003", expected a number from 0.000001 to 1'],
    [{ beta2: [0.98] }, 'training: beta2 is a list of 1, expected a number from 0.5 to 0.9999'],
    [{ epochs: 1.5 }, 'training: epochs is 1.5, expected a whole number from 1 to 10000'],
    [{ loss: ['gbce'] }, 'training: loss is a list of 1, expected text: one of cross-entropy, gbce, sampled-softmax'],
    [{ constructor: 5 }, 'training: constructor is not known, expected one of epochs,'],
    [{ learning_rate: 0.1 }, "did you mean 'learningRate'?"],
  ])('have no %j', (chosen, message) => {
    const wrong = (): unknown => trainingSettings(past, chosen as object);
    expect(wrong).toThrow(SettingsError);
    expect(wrong).toThrow(message);
  });
});

it('codes are made as a model says, by a tokenizer that there is, unless somebody chooses another', () => {
  const byCodes = [...models.values()].filter((model) => model.codes !== undefined);
  for (const model of byCodes) {
    expect(trainingSettings(model, {}).tokenizer).toBe(model.tokenizer ?? FORMER_TOKENIZER);
    expect(trainingSettings(model, { tokenizer: 'fsq' }).tokenizer).toBe('fsq');
    expect([...tokenizers.keys()]).toContain(model.tokenizer ?? FORMER_TOKENIZER);
  }
  expect(byCodes.map(({ tokenizer }) => tokenizer)).toContain('residual');
});

describe('a word that training does not know', () => {
  it('is no loss: nothing else is trained under its name', () => {
    const shape = { batch: 2, time: 4, window: 4, items: 9, vocabulary: 10 };
    const settings = { ...defaultTraining, loss: 'hinge' };
    expect(() => lossOf(settings, shape, 1)).toThrow('loss: there is no "hinge", expected one of cross-entropy');
  });

  it('is no schedule', () => {
    const rate = { peak: 1, schedule: 'linear' as Schedule, warmup: 0, total: 10 };
    expect(() => rateAt(rate, 1)).toThrow('schedule: there is no "linear", expected one of constant, cosine');
  });
});
