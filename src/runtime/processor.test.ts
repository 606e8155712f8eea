import { expect, it } from 'vitest';
import { kernels } from '../../shaders/catalogue.ts';
import { ProcessorCheck } from './processor_check.ts';

const check = await ProcessorCheck.open();

it.for(kernels.filter((kernel) => check.has(kernel)))(
  '$name on the processor says what its reference says, twice the same, within its bounds',
  (kernel) => {
    for (const params of kernel.cases) {
      const result = check.conform(kernel, params);
      expect(result.pass, JSON.stringify(result)).toBe(true);
    }
  },
);

it('every kernel has a program but those that are computed seldom', () => {
  const without = kernels.filter((kernel) => !check.has(kernel)).map(({ name }) => name);
  expect(without.sort()).toEqual(['codebook.update', 'fsq.backward', 'fsq.forward']);
});
