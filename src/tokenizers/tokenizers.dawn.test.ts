import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { Pipelines } from '../gpu/pipelines.ts';
import type { Gpu } from '../gpu/device.ts';
import { isNumber, usualValues } from '../parts/settings.ts';
import { GpuMachine } from '../runtime/gpu_machine.ts';
import { onCpu, onMachine, type Executor } from '../runtime/program.ts';
import { Tuner } from '../runtime/tuning.ts';
import { testGpu } from '../testing/gpu.ts';
import { tokenizers } from './catalogue.ts';

let gpu: Gpu;
let executor: Executor;
beforeAll(async () => {
  gpu = await testGpu();
  const pipelines = new Pipelines(gpu.device);
  executor = onMachine(new GpuMachine(gpu, pipelines, new Tuner(gpu, pipelines)));
});
afterAll(() => gpu.destroy());

// More vectors than a piece, and no multiple of one.
const random = new Random(3, 'vectors to code');
const values = Float32Array.from({ length: 4500 * 8 }, (_, i) => 3 * Math.sin(i % 40) + random.normal());
const vectors = { values, width: 8 };

it.each([...tokenizers.values()])('$name codes on the GPU as on the CPU, the same bits twice', async (tokenizer) => {
  const shape = { slots: 2, size: 6 };
  const brief = Object.entries(tokenizer.settings).filter(([, setting]) => isNumber(setting) && setting.usual > 4);
  const chosen = { ...usualValues(tokenizer.settings), ...Object.fromEntries(brief.map(([name]) => [name, 4])) };
  const on = (where: Executor) => tokenizer.fit(vectors, shape, chosen, { executor: where, seed: 5 });
  const [first, second, onOther] = [await on(executor), await on(executor), await on(onCpu)];
  expect(second).toEqual(first);
  expect(first.explained).toBeCloseTo(onOther.explained, 4);
  const alike = first.codes.filter((code, i) => code === onOther.codes[i]).length;
  expect(alike / first.codes.length).toBeGreaterThan(0.99);
  expect(await tokenizer.encode(vectors, first.fitted, executor)).toEqual(first.codes);
  gpu.check('codes');
});
