import { describe, expect, it } from 'vitest';
import { reachable } from '../../graph/reachable.ts';
import { gradients } from '../../graph/backward.ts';
import { leaf } from '../../graph/tensor.ts';
import { initialise } from '../../nn/scope.ts';
import { stateSpaceDual } from '../../ops/ssd.ts';
import { expectGolden } from '../../testing/golden_model.ts';
import { configure } from '../catalogue.ts';
import { parametersOf } from '../parameters.ts';
import golden from './mamba2.golden.json';
import { mamba2 } from './mamba2.ts';

const small = { blocks: 2, states: 4, expansion: 2, headChannels: 8, width: 8, length: 4, dropout: 0.3 };

describe('mamba2', () => {
  it('has the loss, the states and the gradients of the same model in PyTorch, in its dual form', () => {
    expectGolden(mamba2, small, golden);
  });

  it('starts with rates between 1 and 16 and steps between 0.001 and 0.1', () => {
    const parameters = parametersOf(mamba2, configure(mamba2, { width: 64, headChannels: 4 }), 5);
    const begun = (name: string): number[] =>
      parameters.flatMap((each) => (each.name === `block0.ssd.${name}` ? [...initialise(each, 1)] : []));
    const rates = begun('logRate').map(Math.exp);
    const steps = begun('step.bias').map((x) => Math.log1p(Math.exp(x)));
    expect([rates.length, steps.length]).toEqual([32, 32]);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...rates)).toBeLessThan(16.001);
    expect(Math.min(...steps)).toBeGreaterThan(0.000_99);
    expect(Math.max(...steps)).toBeLessThan(0.101);
  });

  it('refuses heads that do not divide its channels', () => {
    expect(() => configure(mamba2, { width: 12, expansion: 1 })).toThrow(
      'mamba2: width 12 with expansion 1 and headChannels 16, expected a width · expansion that is a multiple of headChannels',
    );
  });

  it('takes at most 13 passes over its chunks forward and back', () => {
    const leaves = { u: [1, 4, 8], delta: [1, 4, 2], bc: [1, 4, 8], aLog: [2], skip: [2] };
    const { u, delta, bc, aLog, skip } = Object.fromEntries(
      Object.entries(leaves).map(([name, shape]) => [name, leaf(name, shape)]),
    );
    const y = stateSpaceDual(u, delta, bc, { aLog, skip });
    const passes = reachable([y, ...gradients(y, leaf('dy', y.shape), [u])]).map(
      ({ kernel }) => Object.values(kernel.variants)[0].passes.length,
    );
    expect(passes.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(13);
  });
});
