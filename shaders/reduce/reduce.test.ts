import { expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import golden from './reduce.golden.json';
import * as reference from './reduce.reference.ts';

const x = Float64Array.from(golden.x);
const weighted = (values: Float64Array): Float64Array => {
  const total = new Float64Array(1);
  reference.weightedSum({ x: values, weight: Float64Array.of(golden.weight), total });
  return total;
};

it('a weighted sum equals PyTorch', () => {
  expect(weighted(x)[0]).toBeCloseTo(golden.total, 12);
});

it('the derivative of a weighted sum is its weight everywhere, as in PyTorch and by central differences', () => {
  expect(golden.dx).toEqual(golden.x.map(() => golden.weight));
  expectGradient(
    ([values]) => weighted(values),
    ([values], dy) => [values.map(() => golden.weight * dy[0])],
    [x.slice()],
  );
});

it('weighted sum is the weight times the sum', () => {
  const total = new Float64Array(1);
  reference.weightedSum({ x: Float64Array.of(1, 2, 3.5), weight: Float64Array.of(-2), total });
  expect(total[0]).toBe(-13);
});
