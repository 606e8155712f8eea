import { expect, it } from 'vitest';
import { MAMBA_WEIGHTS, mambaProblem, type MambaProblem } from '../mamba.ts';
import { mambaAnswer, mambaGradientAnswer } from './mamba.ts';

const problem = mambaProblem({ batch: 2, length: 5, width: 3, channels: 4, states: 4, rank: 2 });

/** Σ y ⊙ dy. */
const along = (of: MambaProblem): number => mambaAnswer(of).reduce((sum, y, i) => sum + y * of.dy[i], 0);

it('the f64 Mamba block of the bench has the gradient that central differences give', () => {
  const gradient = [...mambaGradientAnswer(problem)];
  const expectParts = (
    name: string,
    values: Float32Array<ArrayBuffer>,
    moved: (values: Float32Array<ArrayBuffer>) => MambaProblem,
  ): void => {
    values.forEach((value, i) => {
      const [above, below] = [1, -1].map((side) => Math.fround(value + side * 2 ** -10));
      const numeric = (along(moved(values.with(i, above))) - along(moved(values.with(i, below)))) / (above - below);
      expect(gradient.shift(), `${name}[${i}]`).toBeCloseTo(numeric, 4);
    });
  };
  expectParts('x', problem.x, (x) => ({ ...problem, x }));
  for (const name of MAMBA_WEIGHTS) {
    const { shape, values } = problem.weights[name];
    expectParts(name, values, (changed) => ({
      ...problem,
      weights: { ...problem.weights, [name]: { shape, values: changed } },
    }));
  }
  expect(gradient).toEqual([]);
});
