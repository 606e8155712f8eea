import { describe, expect, it } from 'vitest';
import { size } from '../core/shape.ts';
import { gradients } from '../graph/backward.ts';
import { reachable } from '../graph/reachable.ts';
import { leaf } from '../graph/tensor.ts';
import { evaluate } from '../runtime/cpu.ts';
import { noise } from '../testing/random.ts';
import { written } from './layers.ts';
import { mambaBlock } from './mamba.ts';
import { Scope } from './scope.ts';

const [BATCH, TIME, WIDTH] = [2, 6, 8];

function traced(starts?: 'packed') {
  const scope = new Scope({ seed: 1, clock: leaf('clock', [1], 'u32'), training: false });
  const x = leaf('x', [BATCH, TIME, WIDTH]);
  const flags = starts === undefined ? undefined : leaf('starts', [BATCH, TIME], 'u32');
  const read = mambaBlock(scope, x, { expansion: 2, states: 4, start: 'standard' }, flags);
  const y = written(scope, read, x, WIDTH, 0, undefined);
  const leaves = {
    ...Object.fromEntries(scope.parameters.map(({ name, tensor }, i) => [name, noise(size(tensor.shape), i, 0.5)])),
    x: noise(size(x.shape), 20),
    starts: Float64Array.from({ length: BATCH * TIME }, (_, row) => Number(row === 2 || row === 9)),
    clock: Float64Array.of(0),
  };
  return { x, y, leaves, parameters: scope.parameters };
}

describe('a Mamba block', () => {
  it('takes at most 30 dispatches, forward and backward', () => {
    const { x, y, parameters } = traced();
    const wrt = [x, ...parameters.map(({ tensor }) => tensor)];
    const launches = reachable(gradients(y, leaf('dy', y.shape), wrt));
    // Passes of the variant that a GPU takes; sums that are shared out at some sizes are not counted.
    const dispatches = launches.map(({ kernel }) => Object.values(kernel.variants)[0].passes.length);
    expect(dispatches.reduce((sum, passes) => sum + passes, 0)).toBeLessThanOrEqual(30);
  });

  it('gives each of several packed histories what it has alone, and no other a gradient', () => {
    const { x, y, leaves } = traced('packed');
    const [together] = evaluate([y], leaves);
    const from = 9 * WIDTH; // the second history of the second row
    const apart = { ...leaves, x: leaves.x.map((value, i) => (i < from ? 7 : value)) };
    const states = ([values]: readonly Float64Array[]): Float64Array => values.slice(from);
    expect(states(evaluate([y], apart))).toEqual(states([together]));
    const [dx] = evaluate(gradients(y, leaf('dy', y.shape), [x]), {
      ...leaves,
      dy: Float64Array.from({ length: leaves.x.length }, (_, i) => Number(i >= from)),
    });
    expect(dx.slice(0, from).every((value) => value === 0)).toBe(true);
    expect(dx.slice(from).some((value) => value !== 0)).toBe(true);
  });
});
