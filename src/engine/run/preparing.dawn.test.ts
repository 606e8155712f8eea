/** Set-ups on a device whose driver never compiles; the other pieces that may hang are in preparing.test.ts. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dawnSeen, dawnPlatform } from '../../testing/dawn.ts';
import type { Engine, RecipeInput, RunEvent } from '../api.ts';
import { createEngine } from '../engine.ts';

const settings = { config: { blocks: 1, heads: 1, width: 16, length: 10 }, training: { epochs: 1, batch: 64 } };
const quiet = { baselines: false };

/** Devices of Dawn on which compiling waits while `hangs`, and the buffers on them that were not freed. */
function slowDriver() {
  const driver = { hangs: true, devices: [] as GPUDevice[], live: new Set<GPUBuffer>(), waiting: [] as (() => void)[] };
  const seen = (device: GPUDevice): void => {
    driver.devices.push(device);
    const [compile, create] = [device.createComputePipelineAsync.bind(device), device.createBuffer.bind(device)];
    device.createComputePipelineAsync = async (descriptor) => {
      if (driver.hangs) await new Promise<void>((resolve) => driver.waiting.push(resolve));
      return compile(descriptor);
    };
    device.createBuffer = (descriptor) => {
      const buffer = create(descriptor);
      const destroy = buffer.destroy.bind(buffer);
      driver.live.add(buffer);
      buffer.destroy = () => {
        driver.live.delete(buffer);
        destroy();
      };
      return buffer;
    };
  };
  return { driver, platform: { ...dawnPlatform(), gpu: () => dawnSeen(seen) } };
}

async function begin(): Promise<{
  engine: Engine;
  recipe: RecipeInput;
  driver: ReturnType<typeof slowDriver>['driver'];
}> {
  const { driver, platform } = slowDriver();
  const engine = createEngine(platform);
  return { engine, driver, recipe: { ...settings, dataset: (await engine.simulate('sequels')).id } };
}

describe('a driver that does not compile', () => {
  afterEach(() => void vi.useRealTimers());

  it('does not hold a run that is stopped; what it made is freed, and the next run trains on the same device', async () => {
    const { engine, recipe, driver } = await begin();
    let run = '';
    const listen = (event: RunEvent): void => {
      if (event.kind === 'started') run = event.run;
    };
    const stopped = engine.train(recipe, listen, quiet).catch((error: unknown) => error);
    await vi.waitFor(() => expect(driver.waiting.length).toBeGreaterThan(0), { timeout: 60_000 });
    await engine.stop(run);
    expect(await stopped).toMatchObject({ name: 'CancelledError' });
    expect(await engine.runs()).toEqual([]);

    driver.hangs = false;
    for (const compiled of driver.waiting) compiled();
    await vi.waitFor(() => expect(driver.live.size).toBe(0), { timeout: 60_000 });
    expect((await engine.train(recipe, undefined, quiet)).phase).toBe('finished');
    expect(driver.devices).toHaveLength(1);
    expect(driver.live.size).toBe(0);
  });

  it('ends a run after three minutes without a kernel, says so, and the next run gets another device', async () => {
    const { engine, recipe, driver } = await begin();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const failed = engine.train(recipe, undefined, quiet).catch((error: unknown) => error);
    await vi.waitFor(() => expect(driver.waiting.length).toBeGreaterThan(0), { timeout: 60_000 });
    await vi.advanceTimersByTimeAsync(181_000);
    expect(await failed).toMatchObject({ name: 'DeviceError' });
    expect(String(await failed)).toContain('compiled none of the kernels for training for 180 s');
    await driver.devices[0].lost;

    vi.useRealTimers();
    driver.hangs = false;
    expect((await engine.train(recipe, undefined, quiet)).phase).toBe('finished');
    expect(driver.devices).toHaveLength(2);
  });

  it('leaves a resumed run paused where it stood when that is stopped', async () => {
    const { engine, recipe, driver } = await begin();
    driver.hangs = false;
    const paused = await engine.train(recipe, undefined, { ...quiet, steps: 3 });
    driver.devices[0].destroy(); // the next device compiles anew
    await driver.devices[0].lost;
    driver.hangs = true;
    const left = engine.resume(paused.id);
    await vi.waitFor(() => expect(driver.waiting.length).toBeGreaterThan(0), { timeout: 60_000 });
    await engine.stop(paused.id);
    expect(await left).toMatchObject({
      phase: 'paused',
      steps: 3,
      note: 'Left while it was prepared; it stands at step 3.',
    });
    expect((await engine.unfinished())?.step).toBe(3);
  });
});
