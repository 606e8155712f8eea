import { expect, it } from 'vitest';
import { plansOf } from './plans.ts';

it('a selective scan takes three dispatches and binds no more than a tenth above 3 bytes a state, a block at most 30', () => {
  const [scan, block] = plansOf(['scan-gradient', 'mamba-block']);
  expect(scan.dispatches).toEqual({ forward: 1, back: 2 });
  expect(scan.perState).toBeLessThanOrEqual(3.3);
  expect(block.dispatches.forward + block.dispatches.back).toBeLessThanOrEqual(30);
  expect(plansOf(['training'])).toEqual([]);
});
