import { describe, expect, it } from 'vitest';
import golden from './optimizer.golden.json';
import * as reference from './optimizer.reference.ts';

const COUNT = 6;

/** Parameters after every golden gradient, from the golden start. */
function train(clip: number): number[][] {
  const { decayed, beta1, beta2, eps, weight_decay, lr } = golden;
  const parameters = Float64Array.from(golden.start);
  const [first, second] = [new Float64Array(COUNT), new Float64Array(COUNT)];
  return golden.gradients.map((values, step) => {
    const gradient = Float64Array.from(values);
    const squared_norm = new Float64Array(1);
    reference.squaredNorm({ gradient, squared_norm });
    const schedule = Float64Array.of(lr, 1 - beta1 ** (step + 1), 1 - beta2 ** (step + 1), 0);
    const tensors = { parameters, first_moment: first, second_moment: second, gradient, squared_norm, schedule };
    reference.adamw(tensors, { count: COUNT, decayed, beta1, beta2, eps, weight_decay, clip });
    return [...parameters];
  });
}

describe('the reference of AdamW', () => {
  it.each([
    ['unclipped', 0],
    ['clipped at 1', 1],
  ] as const)('takes the steps of PyTorch, %s', (name, clip) => {
    train(clip).forEach((parameters, step) => {
      parameters.forEach((value, i) => expect(value, `step ${step}`).toBeCloseTo(golden[name][step][i], 10));
    });
  });

  it('sums squares', () => {
    const squared = new Float64Array(1);
    reference.squaredNorm({ gradient: Float64Array.of(1, -2, 3), squared_norm: squared });
    expect(squared[0]).toBe(14);
  });

  it.each([Infinity, NaN])('changes nothing when the squared norm is %s', (norm) => {
    const tensors = {
      parameters: Float64Array.of(1),
      first_moment: Float64Array.of(2),
      second_moment: Float64Array.of(3),
      gradient: Float64Array.of(norm),
      squared_norm: Float64Array.of(norm),
      schedule: Float64Array.of(0.1, 0.1, 0.1, 0),
    };
    const params = { count: 1, decayed: 1, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.1, clip: 1 };
    reference.adamw(tensors, params);
    expect([tensors.parameters[0], tensors.first_moment[0], tensors.second_moment[0]]).toEqual([1, 2, 3]);
  });
});
