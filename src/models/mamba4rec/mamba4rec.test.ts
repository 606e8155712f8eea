import { describe, expect, it } from 'vitest';
import { Events } from '../../events/events.ts';
import { leaf } from '../../graph/tensor.ts';
import { initialise, Scope } from '../../nn/scope.ts';
import { expectGolden } from '../../testing/golden_model.ts';
import { configure, modelNamed } from '../catalogue.ts';
import golden from './mamba4rec.golden.json';
import { mamba4rec } from './mamba4rec.ts';

const small = { states: 4, expansion: 2, start: 'standard', width: 8, length: 4, dropout: 0.3 };

describe('mamba4rec', () => {
  it.each([
    [1, golden.one],
    [2, golden.two],
  ])('has the loss, the states and the gradients of the same model in PyTorch, blocks: %s', (blocks, want) => {
    expectGolden(mamba4rec, { ...small, blocks }, want);
  });

  it.each([
    ['standard', 0.001, 0.1],
    ['wide', 0.69, 0.7],
  ])('starts with steps as asked: %s', (start, least, most) => {
    const parameters = traced({ ...small, start });
    const [bias] = parameters.filter(({ name }) => name === 'block0.mamba.step.up.bias');
    const steps = [...initialise(bias, 1)].map((x) => Math.log1p(Math.exp(x)));
    expect(Math.min(...steps)).toBeGreaterThan(least * 0.999);
    expect(Math.max(...steps)).toBeLessThan(most * 1.001);
  });

  it('refuses numbers of states that a lane cannot hold', () => {
    expect(() => configure(modelNamed('mamba4rec'), { states: 6 })).toThrow(
      'mamba4rec: states is 6, expected a whole number from 4 to 32 in steps of 4',
    );
  });

  it('starts with states that forget at the rates 1, 2, 3 …', () => {
    const parameters = traced(small);
    const [rates] = parameters.filter(({ name }) => name === 'block0.mamba.logRate');
    const start = [...initialise(rates, 1)].map(Math.exp);
    start.forEach((rate, i) => expect(rate).toBeCloseTo((i % 4) + 1, 6));
  });

  function traced(values: Readonly<Record<string, number | string>>) {
    const scope = new Scope({ seed: 1, clock: leaf('clock', [1], 'u32'), training: false });
    const events = new Events({ batch: 2, time: 4, window: 4, items: 5, vocabulary: 6 });
    modelNamed('mamba4rec').forward(scope, events, configure(mamba4rec, values));
    return scope.parameters;
  }
});
