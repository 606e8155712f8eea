import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../src/gpu/device.ts';
import { Pipelines } from '../src/gpu/pipelines.ts';
import { conform } from '../src/runtime/conformance.ts';
import { testGpu } from '../src/testing/gpu.ts';
import { extremes } from './extremes.ts';

let gpu: Gpu;
let pipelines: Pipelines;
beforeAll(async () => {
  gpu = await testGpu();
  pipelines = new Pipelines(gpu.device);
});
afterAll(() => gpu.destroy());

describe('at the ends of f32', () => {
  it.each(extremes.map((each) => [each.title, each] as const))(
    '%s agrees with its reference',
    async (_title, { kernel, params }) => {
      for (const { variant, error, detail } of await conform(gpu, pipelines, kernel, params)) {
        expect(error, `${variant}: error / tolerance at ${detail}`).toBeLessThanOrEqual(1);
      }
    },
  );
});
