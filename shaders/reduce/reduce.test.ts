import { expect, it } from 'vitest';
import * as reference from './reduce.reference.ts';

it('weighted sum is the weight times the sum', () => {
  const total = new Float64Array(1);
  reference.weightedSum({ x: Float64Array.of(1, 2, 3.5), weight: Float64Array.of(-2), total });
  expect(total[0]).toBe(-13);
});

it('column sum adds the rows', () => {
  const y = new Float64Array(3);
  reference.columnSum({ x: Float64Array.of(1, 2, 3, 10, 20, 30), y }, { cols: 3 });
  expect([...y]).toEqual([11, 22, 33]);
});
