import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Pipelines } from '../src/gpu/pipelines.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { conform } from '../src/runtime/conformance.ts';
import { testGpu } from '../src/testing/gpu.ts';
import { kernels } from './catalogue.ts';

// Every kernel × variant × case: WGSL against the f64 reference, outputs poisoned with NaN, run twice. Nobody edits this
// file for a new kernel. KERNEL=layernorm runs one family.
const chosen = kernels.filter((kernel) => kernel.name.startsWith(process.env.KERNEL ?? ''));

let gpu: Gpu;
let pipelines: Pipelines;
beforeAll(async () => {
  gpu = await testGpu();
  pipelines = new Pipelines(gpu.device);
});
afterAll(() => gpu.destroy());

describe.each(chosen.map((kernel) => [kernel.name, kernel] as const))('%s', (_name, kernel) => {
  it.each(kernel.cases.map((params) => [JSON.stringify(params), params] as const))(
    'agrees with its reference and repeats bit for bit at %s',
    async (_label, params) => {
      for (const { variant, error, pass, repeats, detail } of await conform(gpu, pipelines, kernel, params)) {
        expect(repeats, `${variant}: the same bits twice; ${detail}`).toBe(true);
        expect(error, `${variant}: error / tolerance at ${detail}`).toBeLessThanOrEqual(1);
        expect(pass).toBe(true);
      }
    },
  );
});
