import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './rmsnorm.golden.json';
import * as reference from './rmsnorm.reference.ts';

const eps = 1e-5;
const zeros = (count: number): Float64Array => new Float64Array(count);
type Inputs = readonly Float64Array[];
const extents = ([x, gamma]: Inputs) => ({ rows: x.length / gamma.length, cols: gamma.length });

/** y and rstd of inputs x, gamma and, where there is a gate, z. */
function forward(inputs: Inputs) {
  const [x, gamma] = inputs;
  const made = { y: zeros(x.length), rstd: zeros(extents(inputs).rows) };
  reference.forward({ x, gamma, ...(inputs.length > 2 ? { z: inputs[2] } : {}), ...made }, { ...extents(inputs), eps });
  return made;
}

/** Gradients of the same. */
function backward(inputs: Inputs, dy: Float64Array): Float64Array[] {
  const [x, gamma] = inputs;
  const { rstd } = forward(inputs);
  const [dx, dgamma, dz] = [zeros(x.length), zeros(gamma.length), zeros(x.length)];
  const t = { dy, x, gamma, rstd, dx, dgamma };
  if (inputs.length === 2) {
    reference.backward(t, extents(inputs));
    return [dx, dgamma];
  }
  reference.gatedBackward({ ...t, z: inputs[2], dz }, extents(inputs));
  return [dx, dgamma, dz];
}

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((want, i) => {
    expect(actual[i]).toBeCloseTo(want, 12);
  });
};

describe('the norm of the root mean square', () => {
  const [x, gamma, z] = [golden.x, golden.gamma, golden.z].map((values) => Float64Array.from(values));

  it.each([
    ['of x', [x, gamma], golden.plain],
    ['of x ⊙ silu(z)', [x, gamma, z], golden.gated],
  ])('gives the values and gradients that PyTorch gives, %s', (_name, inputs, want) => {
    expectClose(forward(inputs).y, want.y);
    const [dx, dgamma, dz = zeros(0)] = backward(inputs, Float64Array.from(golden.dy));
    expectClose(dx, want.dx);
    expectClose(dgamma, want.dgamma);
    expectClose(dz, want.dz);
  });

  it('gives each row a mean square of 1 when gamma = 1', () => {
    const [rows, cols] = [4, 32];
    const { y } = forward([noise(rows * cols, 3, 5), zeros(cols).fill(1)]);
    for (let r = 0; r < rows; r++) {
      const row = y.subarray(r * cols, (r + 1) * cols);
      expect(row.reduce((sum, v) => sum + v * v, 0) / cols).toBeCloseTo(1, 5);
    }
  });

  it.each([[[noise(18, 1), noise(6, 2)]], [[noise(18, 1), noise(6, 2), noise(18, 3)]]])(
    'has the gradients that central differences find, without and with a gate',
    (inputs) => {
      expectGradient((given) => forward(given).y, backward, inputs);
    },
  );
});
