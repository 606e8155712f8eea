import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { Pipelines } from '../gpu/pipelines.ts';
import type { Gpu } from '../gpu/device.ts';
import { onCpu, onGpu, type Executor } from '../runtime/program.ts';
import { Tuner } from '../runtime/tuning.ts';
import { testGpu } from '../testing/gpu.ts';
import { codesOf, residualKmeans } from './residual_kmeans.ts';

let gpu: Gpu;
let executor: Executor;
beforeAll(async () => {
  gpu = await testGpu();
  const pipelines = new Pipelines(gpu.device);
  executor = onGpu(gpu, pipelines, new Tuner(gpu, pipelines));
});
afterAll(() => gpu.destroy());

// More vectors than a piece, and no multiple of one.
const random = new Random(3, 'vectors to code');
const values = Float32Array.from({ length: 4500 * 8 }, (_, i) => 3 * Math.sin(i % 40) + random.normal());
const vectors = { values, width: 8 };

it.each(['residual', 'product'] as const)('codes on the GPU as on the CPU, the same bits twice: %s', async (form) => {
  const chosen = { form, levels: 2, codes: 6, iterations: 4 } as const;
  const [first, second, onOther] = [
    await residualKmeans.tokenize(vectors, chosen, 5, executor),
    await residualKmeans.tokenize(vectors, chosen, 5, executor),
    await residualKmeans.tokenize(vectors, chosen, 5, onCpu),
  ];
  expect(second).toEqual(first);
  onOther.explained.forEach((share, level) => expect(first.explained[level]).toBeCloseTo(share, 4));
  const alike = first.codes.filter((code, i) => code === onOther.codes[i]).length;
  expect(alike / first.codes.length).toBeGreaterThan(0.99);
  expect(await codesOf(vectors, first, form, executor)).toEqual(first.codes);
  gpu.check('codes');
});
