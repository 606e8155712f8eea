import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './gate.golden.json';
import * as reference from './gate.reference.ts';

type Inputs = readonly Float64Array[];

function forward([x, z]: Inputs): Float64Array {
  const y = new Float64Array(x.length);
  reference.forward({ x, z, y }, { rows: 1, width: x.length });
  return y;
}

function backward([x, z]: Inputs, dy: Float64Array): Float64Array[] {
  const [dx, dz] = [new Float64Array(x.length), new Float64Array(x.length)];
  reference.backward({ dy, x, z, dx, dz }, { rows: 1, width: x.length });
  return [dx, dz];
}

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
};

describe('a gate', () => {
  it('gives the values and gradients that PyTorch gives', () => {
    const given = [golden.x, golden.z].map((values) => Float64Array.from(values));
    const [dx, dz] = backward(given, Float64Array.from(golden.dy));
    expectClose(forward(given), golden.y);
    expectClose(dx, golden.dx);
    expectClose(dz, golden.dz);
  });

  it('has the gradients that central differences find', () => {
    expectGradient(forward, backward, [noise(12, 1), noise(12, 2, 3)]);
  });
});
