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

function forward({ gates, weight, bias }: Weights, p: reference.GruParams, starts?: Float64Array) {
  const rows = p.batch * p.time * p.hidden;
  const [h, before, cell] = [1, 1, 4].map((parts) => new Float64Array(rows * parts));
  const t = { gates, weight, bias, h, before, cell, ...(starts === undefined ? {} : { starts }) };
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
  const read = [golden.gates, golden.weight, golden.bias].map((x) => Float64Array.from(x));
  it.each([
    ['one history a row', golden, undefined],
    ['histories packed', golden.packed, Float64Array.from(golden.packed.starts)],
  ])('equals PyTorch, states and gradients, %s', (_name, wanted, starts) => {
    const p = { batch: 2, time: 3, hidden: 4 };
    const [gates, weight, bias] = read;
    const made = forward({ gates, weight, bias }, p, starts);
    expectClose(made.h, wanted.h);
    const [dgates, dweight, dbias] = backward(Float64Array.from(golden.dh), made, p);
    expectClose(dgates, wanted.dgates);
    expectClose(dweight, wanted.dweight);
    expectClose(dbias, wanted.dbias);
  });

  it.each([
    ['that each have a row', undefined],
    ['begun anew within their rows', Float64Array.of(0, 0, 1, 0, 1, 1, 0, 0)],
    ['begun anew at every position', new Float64Array(8).fill(1)],
  ])('has the gradients that central differences find in histories %s', (_name, starts) => {
    const p = { batch: 2, time: 4, hidden: 4 };
    expectGradient(
      ([gates, weight, bias]) => forward({ gates, weight, bias }, p, starts).h,
      ([gates, weight, bias], dh) => backward(dh, forward({ gates, weight, bias }, p, starts), p),
      [noise(2 * 4 * 12, 1), noise(12 * 4, 2, 0.5), noise(12, 3)],
    );
  });

  it('begun anew at every position, gives each the state that it has alone', () => {
    const [gates, weight, bias] = [noise(3 * 12, 1), noise(12 * 4, 2, 0.5), noise(12, 3)];
    const together = forward({ gates, weight, bias }, { batch: 1, time: 3, hidden: 4 }, new Float64Array(3).fill(1)).h;
    const apart = forward({ gates, weight, bias }, { batch: 3, time: 1, hidden: 4 }).h;
    expect(together).toEqual(apart);
  });
});
