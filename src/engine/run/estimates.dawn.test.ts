import { expect, it } from 'vitest';
import { dawnPlatform } from '../../testing/dawn.ts';
import type { Listener } from '../api.ts';
import { Datasets } from '../data/datasets.ts';
import { GpuSessions } from '../gpu_session.ts';
import { createEngine } from '../engine.ts';
import { completeRecipe } from './recipes.ts';
import { sizeOf } from './sizing.ts';
import { blueprint, dismantle, setUp } from './workbench.ts';

it('counts exactly the bytes that the device is then asked for', async () => {
  const datasets = new Datasets();
  const { id } = await datasets.simulate('sequels', 1);
  const sessions = new GpuSessions(dawnPlatform());
  const recipe = await completeRecipe({ dataset: id, preset: 'tiny' }, datasets.get(id).dataset, datasets.audit(id));
  const print = blueprint(recipe, datasets.split(id));
  const first = await setUp(sessions, print, null); // may measure variants, with buffers of its own
  const { choices } = first.machine;
  dismantle(first);

  const session = await sessions.get();
  const { device } = session.gpu;
  const made: number[] = [];
  const original = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    made.push(descriptor.size);
    return original(descriptor);
  };
  dismantle(await setUp(sessions, print, null, { recorded: choices }));
  device.createBuffer = original; // other tests have this device too
  const { software } = session.gpu.report;
  const { gpuBytes, largestBufferBytes } = sizeOf(print, { software, choices });
  expect(made.reduce((a, b) => a + b, 0)).toBe(gpuBytes);
  expect(Math.max(...made)).toBe(largestBufferBytes);
});

it('measures the speed of this device when asked, and knows it afterwards', async () => {
  const engine = createEngine(dawnPlatform());
  const { id } = await engine.simulate('sequels');
  const recipe = { dataset: id, preset: 'tiny', training: { batch: 32 } };
  expect((await engine.estimate(recipe)).time).toBeNull();
  const { time } = await engine.estimate(recipe, { measure: true });
  expect(time?.millisecondsPerStep).toBeGreaterThan(0);
  expect(time?.basis).toBe('Measured with exactly this model and batch.');
  expect((await engine.estimate(recipe)).time).toEqual(time);
});

it('measures one after another, a run that begins meanwhile is set up afterwards, and nothing is measured beside it', async () => {
  const engine = createEngine(dawnPlatform());
  const { id } = await engine.simulate('sequels');
  const training = { epochs: 1, batch: 32 };
  const sized = (width: number) => ({ dataset: id, preset: 'tiny', config: { width }, training });
  const order: string[] = [];
  const measured = async (width: number): Promise<void> => {
    await engine.estimate(sized(width), { measure: true });
    order.push(`measured ${width}`);
  };
  const first = measured(16);
  const second = measured(24);
  await first;
  const refused: Promise<void>[] = [];
  const listen: Listener = ({ kind }) => {
    if (kind !== 'prepared') return;
    order.push('prepared 32');
    refused.push(expect(measured(8)).rejects.toThrow(/is training; pause or stop it/));
  };
  await engine.train(sized(32), listen, { baselines: false });
  await second;
  await Promise.all(refused);
  expect(refused).toHaveLength(1);
  expect(order).toEqual(['measured 16', 'measured 24', 'prepared 32']);
});

it('a run that waits for a measurement can be stopped meanwhile', async () => {
  const engine = createEngine(dawnPlatform());
  const { id } = await engine.simulate('sequels');
  const recipe = { dataset: id, preset: 'tiny', training: { epochs: 1, batch: 32 } };
  let over = false;
  const measured = engine.estimate(recipe, { measure: true }).then(() => (over = true));
  await new Promise((resolve) => setTimeout(resolve, 50)); // the measurement has the device
  let run = '';
  const listen: Listener = (event) => {
    if (event.kind === 'started') run = event.run;
    if (event.kind === 'phase' && event.phase === 'preparing') void engine.stop(run);
  };
  await expect(engine.train(recipe, listen)).rejects.toThrow(/Stopped while it was prepared/);
  expect(over).toBe(false);
  await measured;
});
