import { expect, it } from 'vitest';
import { testPlatform } from '../testing/platform.ts';
import { Datasets } from './datasets.ts';
import { GpuSessions } from './gpu_session.ts';
import { createEngine } from './engine.ts';
import { completeRecipe } from './recipes.ts';
import { sizeOf } from './sizing.ts';
import { blueprint, dismantle, setUp } from './workbench.ts';

it('counts exactly the bytes that the device is then asked for', async () => {
  const datasets = new Datasets();
  const { id } = await datasets.simulate('sequels', 1);
  const sessions = new GpuSessions(testPlatform());
  const recipe = await completeRecipe({ dataset: id, preset: 'tiny' }, datasets.get(id).dataset, datasets.audit(id));
  const print = blueprint(recipe, datasets.split(id));
  const first = await setUp(sessions, print); // may measure variants, with buffers of its own
  const { choices } = first.tuner;
  dismantle(first);

  const session = await sessions.get();
  const { device } = session.gpu;
  const made: number[] = [];
  const original = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    made.push(descriptor.size);
    return original(descriptor);
  };
  dismantle(await setUp(sessions, print, { recorded: choices }));
  const { software } = session.gpu.report;
  const { gpuBytes, largestBufferBytes } = sizeOf(print, { software, choices });
  expect(made.reduce((a, b) => a + b, 0)).toBe(gpuBytes);
  expect(Math.max(...made)).toBe(largestBufferBytes);
});

it('measures the speed of this device when asked, and knows it afterwards', async () => {
  const engine = createEngine(testPlatform());
  const { id } = await engine.simulate('sequels');
  const recipe = { dataset: id, preset: 'tiny', training: { batch: 32 } };
  expect((await engine.estimate(recipe)).time).toBeNull();
  const { time } = await engine.estimate(recipe, { measure: true });
  expect(time?.millisecondsPerStep).toBeGreaterThan(0);
  expect(time?.basis).toBe('Measured with exactly this model and batch.');
  expect((await engine.estimate(recipe)).time).toEqual(time);
});
