import { describe, expect, it } from 'vitest';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { defaultTraining } from '../train/settings.ts';
import { settingsOf } from './recipe.ts';

const settings = (...assignments: string[]) => settingsOf(sasrec, { defaults: defaultTraining }, assignments);

describe('--set', () => {
  it('shares settings between the model and training by their names', () => {
    expect(settings('length=50', 'learningRate=3e-3', 'loss=gbce')).toEqual({
      config: { length: 50 },
      training: { learningRate: 3e-3, loss: 'gbce' },
    });
  });

  it('takes the last of several values', () => {
    expect(settings('width=32', 'width=64').config).toEqual({ width: 64 });
  });

  it('names every setting there is where one is unknown', () => {
    expect(() => settings('lenght=50')).toThrow(/no setting 'lenght', expected one of .*length.*epochs/);
  });

  it.each(['length', 'length=', '=50', 'a=b=c'])('refuses %s', (assignment) => {
    expect(() => settings(assignment)).toThrow('expected KEY=VALUE');
  });
});
