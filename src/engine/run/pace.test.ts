import { expect, it } from 'vitest';
import { PaceMeter } from './pace.ts';

it('leaves the first stretch out, which warms up, and averages by step', () => {
  const meter = new PaceMeter();
  expect(meter.times).toBeNull();
  meter.steps(9, 3);
  expect(meter.times).toEqual({ millisecondsPerStep: 3000, secondsPerValidation: 0 });
  meter.steps(0.1, 10);
  meter.steps(0.2, 10);
  meter.validation(2);
  meter.validation(4);
  expect(meter.times?.millisecondsPerStep).toBeCloseTo(15, 9);
  expect(meter.times?.secondsPerValidation).toBe(3);
});
