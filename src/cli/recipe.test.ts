import { describe, expect, it } from 'vitest';
import { hybrid } from '../models/hybrid/hybrid.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { trainingTable } from '../train/settings.ts';
import { settingsOf } from './recipe.ts';

const settings = (...assignments: string[]) => settingsOf(sasrec, { settings: trainingTable }, assignments);

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

  it('takes a list between commas', () => {
    const list = (text: string) => settingsOf(hybrid, { settings: trainingTable }, [`mixers=${text}`]).config;
    expect(list('attention,scan')).toEqual({ mixers: ['attention', 'scan'] });
    expect(list('scan, gru')).toEqual({ mixers: ['scan', 'gru'] });
    expect(list('gru')).toEqual({ mixers: ['gru'] });
  });

  it('names every setting there is where one is unknown', () => {
    expect(() => settings('lenght=50')).toThrow(/no setting 'lenght', expected one of .*length.*epochs/);
  });

  it.each(['length', 'length=', '=50', 'a=b=c'])('refuses %s', (assignment) => {
    expect(() => settings(assignment)).toThrow('expected KEY=VALUE');
  });

  it('takes numbers where numbers belong, and words where words do', () => {
    expect(() => settings('epochs=many')).toThrow("--set: epochs is 'many', expected a number");
    expect(() => settings('dropout=NaN')).toThrow("--set: dropout is 'NaN', expected a number");
    expect(settings('loss=5').training).toEqual({ loss: '5' }); // the engine refuses it by name
  });

  it.each(['constructor', 'toString', '__proto__'])('has no setting %s, which objects have', (name) => {
    expect(() => settings(`${name}=5`)).toThrow(`no setting '${name}', expected one of blocks`);
  });

  it('says which setting was probably meant', () => {
    expect(() => settings('learning_rate=1')).toThrow("did you mean 'learningRate'?");
  });
});
