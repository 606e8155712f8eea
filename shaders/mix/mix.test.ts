import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './mix.golden.json';
import * as reference from './mix.reference.ts';

type Inputs = readonly Float64Array[];

const extents = (z: Float64Array, a: Float64Array) => ({ rows: z.length, width: a.length / z.length });

function forward([a, b, z]: Inputs): Float64Array {
  const y = new Float64Array(2 * a.length);
  reference.forward({ a, b, z, y }, extents(z, a));
  return y;
}

function backward([a, b, z]: Inputs, dy: Float64Array): Float64Array[] {
  const [da, db, dz] = [a, b, z].map(({ length }) => new Float64Array(length));
  reference.backward({ dy, a, b, z, da, db, dz }, extents(z, a));
  return [da, db, dz];
}

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
};

describe('a mixture of two', () => {
  it('gives the values and gradients that PyTorch gives', () => {
    const given = [golden.a, golden.b, golden.z].map((values) => Float64Array.from(values));
    expectClose(forward(given), golden.y);
    const [da, db, dz] = backward(given, Float64Array.from(golden.dy));
    expectClose(da, golden.da);
    expectClose(db, golden.db);
    expectClose(dz, golden.dz);
  });

  it('has the gradients that central differences find', () => {
    expectGradient(forward, backward, [noise(12, 1), noise(12, 2), noise(4, 3, 3)]);
  });

  it('gives both an equal weight where nothing speaks for either, and all of it to one where everything does', () => {
    const [a, b] = [Float64Array.of(2, 4), Float64Array.of(6, 8)];
    expect([...forward([a, b, Float64Array.of(0)])]).toEqual([1, 2, 3, 4]);
    expectClose(forward([a, b, Float64Array.of(60)]), [2, 4, 0, 0]);
  });
});
