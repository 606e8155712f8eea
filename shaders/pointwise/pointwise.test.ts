import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './pointwise.golden.json';
import { pointwise, type PointwiseName } from './pointwise.ts';
import * as reference from './pointwise.reference.ts';

const names = Object.keys(pointwise) as PointwiseName[];

describe.each(names)('%s', (name) => {
  const { value, slope } = pointwise[name];

  it('has the values and slopes that sixty decimal digits give', () => {
    golden.x.forEach((x, i) => {
      expect(value(x), `value at ${x}`).toBeCloseTo(golden[name].value[i], 13);
      expect(slope(x), `slope at ${x}`).toBeCloseTo(golden[name].slope[i], 13);
    });
  });

  it('has the gradient that central differences find', () => {
    const extents = { rows: 3, width: 5 };
    expectGradient(
      ([x]) => {
        const y = new Float64Array(15);
        reference.forward(pointwise[name])({ x, y }, extents);
        return y;
      },
      ([x], dy) => {
        const dx = new Float64Array(15);
        reference.backward(pointwise[name])({ dy, x, dx }, extents);
        return [dx];
      },
      [noise(15, 3, 3)],
    );
  });
});

it('exp is held where f32 ends, and has no slope there', () => {
  expect(pointwise.exp.value(1e30)).toBe(Math.exp(80));
  expect([pointwise.exp.slope(79), pointwise.exp.slope(81)]).toEqual([Math.exp(79), 0]);
});
