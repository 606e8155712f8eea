import { expect, it } from 'vitest';
import { page } from '../testing/page.ts';
import type { ConformanceReport, ConformanceResult } from '../worker/contract.ts';

it('a report of kernels that comes after the result does not set the check running again', async () => {
  let late: (results: readonly ConformanceResult[]) => void = () => undefined;
  const { store, actions } = page({
    conformance: (_, report = late) => {
      late = report;
      report([{ kernel: 'a' } as ConformanceResult]);
      return Promise.resolve({} as ConformanceReport);
    },
  });
  await actions.view.checkKernels();
  late([{ kernel: 'b' } as ConformanceResult]);
  const { running, results } = store.getState().kernels;
  expect([running, results.map(({ kernel }) => kernel)]).toEqual([false, ['a', 'b']]);
});
