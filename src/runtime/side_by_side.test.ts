import { expect, it } from 'vitest';
import { kernels } from '../../shaders/catalogue.ts';
import { supported, type Kernel } from '../kernel/kernel.ts';
import { casesToTime } from './side_by_side.ts';

const named = (name: string): Kernel => {
  const kernel = kernels.find((candidate) => candidate.name === name);
  if (kernel === undefined) throw new Error(name);
  return kernel;
};

it('times every variant of every kernel at some case, and as many of them as possible at the first', () => {
  for (const kernel of kernels) {
    const all = Object.keys(kernel.variants);
    const cases = casesToTime(kernel, all);
    const timed = new Set(cases.flatMap((params) => supported(kernel, params)));
    expect([...timed].sort(), kernel.name).toEqual([...all].sort());
    const most = Math.max(...kernel.cases.map((params) => supported(kernel, params).length));
    expect(supported(kernel, cases[0]), kernel.name).toHaveLength(most);
  }
});

it('times a variant by itself where it runs and most is to do', () => {
  const kernel = named('elementwise.accumulate');
  expect(casesToTime(kernel, ['elementPerLane'])).toEqual([{ count: 65_540 * 64 }]);
});
