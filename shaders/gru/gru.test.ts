import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './gru.golden.json';
import * as reference from './gru.reference.ts';

interface Weights {
  readonly gates: Float64Array;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

function forward({ gates, weight, bias }: Weights, p: reference.GruParams) {
  const rows = p.batch * p.time * p.hidden;
  const [h, before, cell] = [1, 1, 4].map((parts) => new Float64Array(rows * parts));
  const t = { gates, weight, bias, h, before, cell };
  reference.forward(t, p);
  return t;
}

/** Gradients by gates, weight and bias: the last two as the op has them, Σ_rows drecurrentᵀ·before and Σ_rows drecurrent. */
function backward(dh: Float64Array, made: ReturnType<typeof forward>, p: reference.GruParams): Float64Array[] {
  const rows = p.batch * p.time;
  const wide = 3 * p.hidden;
  const [dgates, drecurrent] = [new Float64Array(rows * wide), new Float64Array(rows * wide)];
  reference.backward({ ...made, dh, dgates, drecurrent }, p);
  const [dweight, dbias] = [new Float64Array(wide * p.hidden), new Float64Array(wide)];
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < wide; k++) {
      dbias[k] += drecurrent[row * wide + k];
      for (let i = 0; i < p.hidden; i++) {
        dweight[k * p.hidden + i] += drecurrent[row * wide + k] * made.before[row * p.hidden + i];
      }
    }
  }
  return [dgates, dweight, dbias];
}

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
};

describe('the reference of a gated recurrent unit', () => {
  it('equals PyTorch, states and gradients', () => {
    const p = { batch: 2, time: 3, hidden: 4 };
    const [gates, weight, bias] = [golden.gates, golden.weight, golden.bias].map((x) => Float64Array.from(x));
    const made = forward({ gates, weight, bias }, p);
    expectClose(made.h, golden.h);
    const [dgates, dweight, dbias] = backward(Float64Array.from(golden.dh), made, p);
    expectClose(dgates, golden.dgates);
    expectClose(dweight, golden.dweight);
    expectClose(dbias, golden.dbias);
  });

  it('has the gradients that central differences find', () => {
    const p = { batch: 2, time: 4, hidden: 4 };
    expectGradient(
      ([gates, weight, bias]) => forward({ gates, weight, bias }, p).h,
      ([gates, weight, bias], dh) => backward(dh, forward({ gates, weight, bias }, p), p),
      [noise(2 * 4 * 12, 1), noise(12 * 4, 2, 0.5), noise(12, 3)],
    );
  });
});
