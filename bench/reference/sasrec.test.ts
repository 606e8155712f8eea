import { describe, expect, it } from 'vitest';
import { sasrecProblem } from '../sasrec.ts';
import { lossAndGradients, parameters, scores, trainingLosses } from './sasrec.ts';

const problem = sasrecProblem({ items: 7, length: 4, width: 6, blocks: 2, heads: 2, batch: 2 });
const [batch] = problem.batches;

describe('the f64 SASRec of the bench', () => {
  const weights = parameters(problem);
  const { gradients } = lossAndGradients(weights, batch, problem.sizes);
  const step = 1e-5;

  it.each(Object.keys(weights))('has the gradient of %s that central differences give', (name) => {
    const loss = (i: number, shift: number): number => {
      const moved = { ...weights, [name]: weights[name].with(i, weights[name][i] + shift) };
      return lossAndGradients(moved, batch, problem.sizes).loss;
    };
    gradients[name].forEach((gradient, i) => {
      expect(Math.abs((loss(i, step) - loss(i, -step)) / (2 * step) - gradient)).toBeLessThan(1e-9);
    });
  });

  it('scores each sequence by itself', () => {
    const changed = batch.inputs.with(0, (batch.inputs[0] + 1) % 7);
    const before = scores(weights, batch.inputs, problem.sizes);
    const after = scores(weights, changed, problem.sizes);
    expect(after.subarray(0, 7)).not.toEqual(before.subarray(0, 7));
    expect(after.subarray(7)).toEqual(before.subarray(7));
  });

  it('lowers the loss of a batch that it trains on again', () => {
    const losses = trainingLosses({ ...problem, batches: [batch] }, 20);
    expect(losses[19]).toBeLessThan(losses[0] - 0.05);
  });
});
