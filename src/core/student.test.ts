import { expect, it } from 'vitest';
import { studentBound, studentInterval } from './student.ts';

it('has the bounds that tables of Student’s t print', () => {
  const printed = { 1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 9: 2.262, 10: 2.228, 30: 2.042, 120: 1.98 };
  for (const [freedom, bound] of Object.entries(printed)) expect(studentBound(Number(freedom))).toBeCloseTo(bound, 3);
});

it('puts an interval around a mean, of no width where all are equal', () => {
  const { value, low, high } = studentInterval([1, 2, 3]);
  expect([value, low, high]).toEqual([2, expect.closeTo(2 - 4.30265 / Math.sqrt(3), 4), expect.closeTo(4.48414, 4)]);
  expect(studentInterval([0.5, 0.5])).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
});
