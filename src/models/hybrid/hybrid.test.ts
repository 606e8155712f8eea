import { describe, expect, it } from 'vitest';
import { expectGolden } from '../../testing/golden_model.ts';
import { configure, exactly, modelNamed } from '../catalogue.ts';
import { parametersOf } from '../parameters.ts';
import golden from './hybrid.golden.json';
import { hybrid } from './hybrid.ts';

const model = modelNamed('hybrid');
/** Every setting that there was when the first file of a hybrid stack was made. */
const first = {
  ...{ mixers: ['scan', 'gru', 'attention'], heads: 2, hidden: 8, states: 4, expansion: 2, start: 'standard' },
  ...{ width: 8, length: 4, dropout: 0.3 },
};

describe('hybrid', () => {
  it('has the loss, the states and the gradients of the same model in PyTorch', () => {
    expectGolden(model, configure(hybrid, first), golden);
  });

  it('reads files from before other mixers were there: settings of a new one say what they were formerly', () => {
    expect(exactly(model, first)).toMatchObject(first);
  });

  it('mixes each block as its list says, as often and in the order that it says', () => {
    const named = parametersOf(model, configure(model, { mixers: ['gru', 'scan', 'gru'] }), 5).map(({ name }) => name);
    const blocks = new Set(named.map((name) => /^block\d\.(?:gru|scan|attention)/.exec(name)?.[0]));
    expect([...blocks].filter((scope) => scope !== undefined)).toEqual(['block0.gru', 'block1.scan', 'block2.gru']);
  });

  it('refuses what is no list of mixers, and settings that do not fit one that is in it', () => {
    const refusal =
      (mixers: unknown, more = {}) =>
      () =>
        configure(model, { mixers, ...more } as never);
    expect(refusal(['scan', 'atention'])).toThrow(
      /^hybrid: mixers\.1 is "atention", expected one of attention, .*; did you mean 'attention'\?$/,
    );
    for (const odd of [[], Array(9).fill('scan'), 'scan', { 0: 'scan', length: 1 }, new Array(4_000_000_000)])
      expect(refusal(odd)).toThrow('expected a list of 1 to 8 words');
    expect(refusal(['attention'], { heads: 3 })).toThrow('hybrid: width 64 with 3 heads');
    expect(refusal(['scan'], { heads: 3 })).not.toThrow();
  });
});
