import { expect, it } from 'vitest';
import { PaceMeter } from './pace.ts';

it('the pace of a run leaves out its first stretch once there are more steps behind it, and takes all of a short one', () => {
  const meter = new PaceMeter();
  expect(meter.times).toBeNull();
  meter.steps(0.6, 3); // compiles, too
  meter.steps(0.001, 2); // told of at once, though they took as long
  expect(meter.times?.millisecondsPerStep).toBeCloseTo(601 / 5, 9);
  meter.steps(0.199, 2);
  expect(meter.times).toEqual({ millisecondsPerStep: 50, secondsPerValidation: 0 });
  meter.validation(1);
  meter.validation(3);
  expect(meter.times?.secondsPerValidation).toBe(2);
});
