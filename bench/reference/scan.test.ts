import { expect, it } from 'vitest';
import { SCAN_TENSORS, scanProblem, type ScanProblem } from '../scan.ts';
import { scanAnswer, scanGradientAnswer } from './scan.ts';

const problem = scanProblem({ batch: 2, length: 4, channels: 2, states: 4 });

/** Σ y ⊙ dy. */
const along = (of: ScanProblem): number => scanAnswer(of).reduce((sum, y, i) => sum + y * of.tensors.dy[i], 0);

it('the f64 scan of the bench has the gradient that central differences give', () => {
  const gradient = [...scanGradientAnswer(problem)];
  for (const name of SCAN_TENSORS) {
    const values = problem.tensors[name];
    values.forEach((value, i) => {
      const [above, below] = [1, -1].map((side) => Math.fround(value + side * 2 ** -10));
      const at = (moved: number) =>
        along({ ...problem, tensors: { ...problem.tensors, [name]: values.with(i, moved) } });
      const numeric = (at(above) - at(below)) / (above - below);
      expect(gradient.shift(), `${name}[${i}]`).toBeCloseTo(numeric, 4);
    });
  }
  expect(gradient).toEqual([]);
});
