import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './layernorm.golden.json';
import * as reference from './layernorm.reference.ts';

const eps = 1e-5;
const zeros = (count: number): Float64Array => new Float64Array(count);

const forward = (x: Float64Array, gamma: Float64Array, beta: Float64Array, rows: number, cols: number) => {
  const t = { x, gamma, beta, y: zeros(rows * cols), mean: zeros(rows), rstd: zeros(rows) };
  reference.forward(t, { rows, cols, eps });
  return t;
};

const backward = (dy: Float64Array, t: ReturnType<typeof forward>, rows: number, cols: number) => {
  const gradients = { dx: zeros(rows * cols), dgamma: zeros(cols), dbeta: zeros(cols) };
  reference.backward({ ...t, dy, ...gradients }, { rows, cols });
  return gradients;
};

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((want, i) => {
    expect(actual[i]).toBeCloseTo(want, 12);
  });
};

describe('layer norm', () => {
  it('gives the values and gradients that PyTorch gives', () => {
    const { rows, cols } = golden;
    const t = forward(
      Float64Array.from(golden.x),
      Float64Array.from(golden.gamma),
      Float64Array.from(golden.beta),
      rows,
      cols,
    );
    const { dx, dgamma, dbeta } = backward(Float64Array.from(golden.dy), t, rows, cols);
    expectClose(t.y, golden.y);
    expectClose(dx, golden.dx);
    expectClose(dgamma, golden.dgamma);
    expectClose(dbeta, golden.dbeta);
  });

  it('gives each row zero mean and unit variance when gamma = 1 and beta = 0', () => {
    const [rows, cols] = [4, 32];
    const { y } = forward(noise(rows * cols, 3, 5), zeros(cols).fill(1), zeros(cols), rows, cols);
    for (let r = 0; r < rows; r++) {
      const row = y.subarray(r * cols, (r + 1) * cols);
      expect(row.reduce((sum, v) => sum + v, 0) / cols).toBeCloseTo(0, 12);
      expect(row.reduce((sum, v) => sum + v * v, 0) / cols).toBeCloseTo(1, 5);
    }
  });

  it('has the gradients that central differences find', () => {
    const [rows, cols] = [3, 6];
    expectGradient(
      ([x, gamma, beta]) => forward(x, gamma, beta, rows, cols).y,
      ([x, gamma, beta], dy) => {
        const { dx, dgamma, dbeta } = backward(dy, forward(x, gamma, beta, rows, cols), rows, cols);
        return [dx, dgamma, dbeta];
      },
      [noise(rows * cols, 1), noise(cols, 2), noise(cols, 3)],
    );
  });

  it('adds the gradient of the residual stream to dx and to nothing else', () => {
    const [rows, cols] = [2, 5];
    const t = forward(noise(rows * cols, 1), noise(cols, 2), noise(cols, 3), rows, cols);
    const [dy, sofar] = [noise(rows * cols, 4), noise(rows * cols, 5)];
    const plain = backward(dy, t, rows, cols);
    const onto = { dx: zeros(rows * cols), dgamma: zeros(cols), dbeta: zeros(cols) };
    reference.backwardOnto({ ...t, dy, sofar, ...onto }, { rows, cols });
    expectClose(onto.dx, [...plain.dx.map((dx, i) => dx + sofar[i])]);
    expectClose(onto.dgamma, [...plain.dgamma]);
    expectClose(onto.dbeta, [...plain.dbeta]);
  });
});
