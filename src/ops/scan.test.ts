import { describe, expect, it } from 'vitest';
import { ShapeError } from '../core/errors.ts';
import { size, type Shape } from '../core/shape.ts';
import { gradients } from '../graph/backward.ts';
import { reachable } from '../graph/reachable.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import { evaluate } from '../runtime/cpu.ts';
import { noise } from '../testing/random.ts';
import { causalConvolution, selectiveScan } from './index.ts';

const [BATCH, TIME, CHANNELS, STATES] = [2, 6, 3, 4];

/** A convolution whose values a scan reads, of packed histories or not. */
function traced(packed: boolean) {
  const shapes: Readonly<Record<string, Shape>> = {
    x: [BATCH, TIME, CHANNELS],
    weight: [4, CHANNELS],
    bias: [CHANNELS],
    delta: [BATCH, TIME, CHANNELS],
    bc: [BATCH, TIME, 2 * STATES],
    aLog: [CHANNELS, STATES],
    skip: [CHANNELS],
  };
  const at = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, leaf(name, shape)]));
  const starts = packed ? leaf('starts', [BATCH, TIME], 'u32') : undefined;
  const u = causalConvolution(at.x, { weight: at.weight, bias: at.bias }, starts);
  const y = selectiveScan(u, at.delta, at.bc, { aLog: at.aLog, skip: at.skip }, starts);
  const leaves: Record<string, Float64Array> = {
    ...Object.fromEntries(Object.entries(shapes).map(([name, shape], i) => [name, noise(size(shape), i)])),
    starts: Float64Array.of(0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1),
    dy: noise(BATCH * TIME * CHANNELS, 9),
  };
  const wrt: Tensor[] = Object.values(at);
  return { y, leaves, wrt, dwrt: gradients(y, leaf('dy', y.shape), wrt), names: Object.keys(shapes) };
}

describe('a causal convolution before a selective scan', () => {
  it.each([false, true])('has the gradients that central differences find (packed: %s)', (packed) => {
    const { y, leaves, dwrt, names } = traced(packed);
    const analytic = evaluate(dwrt, leaves);
    const along = (): number => evaluate([y], leaves)[0].reduce((sum, value, i) => sum + value * leaves.dy[i], 0);
    names.forEach((name, which) => {
      for (const i of new Set([0, leaves[name].length >> 1, leaves[name].length - 1])) {
        const [kept, step] = [leaves[name][i], 1e-5];
        leaves[name][i] = kept + step;
        const above = along();
        leaves[name][i] = kept - step;
        const below = along();
        leaves[name][i] = kept;
        expect(analytic[which][i], `${name}[${i}]`).toBeCloseTo((above - below) / (2 * step), 8);
      }
    });
  });

  it('takes a launch of each kernel forward and one back', () => {
    const { y, dwrt } = traced(false);
    const names = (wanted: readonly Tensor[]): string[] => reachable(wanted).map(({ kernel }) => kernel.name);
    expect(names([y])).toEqual(['convolution.forward', 'scan.forward']);
    expect(names(dwrt).slice(2)).toEqual(['scan.backward', 'convolution.backward']);
  });

  it('refuses what does not fit', () => {
    const [u, bc, skip] = [leaf('u', [1, 2, 3]), leaf('bc', [1, 2, 8]), leaf('skip', [3])];
    const dynamics = (states: number) => ({ aLog: leaf('aLog', [3, states]), skip });
    expect(() => selectiveScan(u, u, bc, dynamics(6))).toThrow(ShapeError);
    expect(() => selectiveScan(u, u, bc, dynamics(8))).toThrow('selectiveScan: bc');
    expect(() => selectiveScan(u, u, bc, dynamics(4), leaf('starts', [1, 3], 'u32'))).toThrow('starts');
    expect(() => causalConvolution(u, { weight: leaf('w', [3, 3]), bias: skip })).toThrow('weight');
  });
});
