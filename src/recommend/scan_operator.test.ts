import { afterEach, expect, it, vi } from 'vitest';
import { noise } from '../testing/random.ts';
import * as double from '../runtime/double.ts';
import { scanOperator } from './scan_operator.ts';

vi.mock('../runtime/double.ts', { spy: true });
afterEach(() => vi.restoreAllMocks());

it.each([4, 8, 12])('is the same with the program and without it, of %i states', (states) => {
  const time = 5;
  const scan = { time, states, keeps: noise(time * states, 1), writes: noise(time * states, 2) };
  const bc = noise(2 * time * states, 3);
  const [fast, plain] = [new Float64Array(time * time).fill(7), new Float64Array(time * time).fill(7)];
  scanOperator(scan, bc, fast);
  vi.mocked(double.doubles).mockReturnValue(null);
  scanOperator(scan, bc, plain);
  expect(fast.every((value, at) => value === 0 || at % time <= Math.floor(at / time))).toBe(true);
  plain.forEach((value, at) => expect(fast[at]).toBeCloseTo(value, 13));
});
