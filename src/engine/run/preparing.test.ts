/** Set-ups whose outside pieces never answer; what needs a device is in preparing.dawn.test.ts. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SlotFile } from '../../snapshot/slot.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine, RecipeInput, RunEvent } from '../api.ts';
import { createEngine } from '../engine.ts';
import type { Platform } from '../platform.ts';

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** A platform without a device, on which nothing hangs yet. */
const platform = (hanging: Partial<Platform>): Platform => ({ ...testPlatform(), ...hanging });

async function begin(hanging: Partial<Platform>): Promise<{ engine: Engine; recipe: RecipeInput }> {
  const engine = createEngine(platform(hanging));
  const { id } = await engine.simulate('sequels');
  const config = { blocks: 1, heads: 1, width: 16, length: 10 };
  const recipe = { dataset: id, config, training: { epochs: 1, batch: 64 } };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  return { engine, recipe };
}

const quiet = { baselines: false };
const silent: SlotFile = { read: never, write: never, remove: never };

/** The error of `work`, once so many seconds were let pass, and more while what comes before its clock takes longer. */
async function errorAfter(seconds: number, work: Promise<unknown>): Promise<unknown> {
  let settled = false;
  const error = work
    .then(
      () => null,
      (reason: unknown) => reason,
    )
    .finally(() => (settled = true));
  for (let passed = 0; passed <= seconds || !settled; passed++) {
    await new Promise((resolve) => setTimeout(resolve, 0)); // what waits for no clock goes on
    await vi.advanceTimersByTimeAsync(1000);
  }
  return error;
}

const stopAtOnce =
  (engine: Engine) =>
  (event: RunEvent): void => {
    if (event.kind === 'phase' && event.phase === 'preparing') setTimeout(() => void engine.stop('run-1'), 5);
  };

describe('a run whose browser never gives an adapter', () => {
  beforeEach(() => void vi.useRealTimers());
  afterEach(() => void vi.useRealTimers());
  const hanging: Partial<Platform> = {
    gpu: () => Promise.resolve({ requestAdapter: never } as unknown as GPU),
  };

  it('fails after a minute and says what to do, and the next one may begin', async () => {
    const { engine, recipe } = await begin(hanging);
    for (const attempt of [1, 2]) {
      const error = await errorAfter(61, engine.train(recipe, undefined, quiet));
      expect(error, `attempt ${attempt}`).toMatchObject({ name: 'DeviceError' });
      expect(String(error)).toContain('has not given a graphics device for 60 s; reload the page');
    }
    expect(await engine.runs()).toEqual([]);
  });

  it('is stopped at once, is on no list, and leaves the engine free', async () => {
    const { engine, recipe } = await begin(hanging);
    const phases: string[] = [];
    const stop = stopAtOnce(engine);
    const listen = (event: RunEvent): void => {
      if (event.kind === 'phase') phases.push(event.phase);
      stop(event);
    };
    for (const attempt of [1, 2]) {
      const stopped = engine.train(recipe, listen, quiet);
      await expect(stopped, `attempt ${attempt}`).rejects.toMatchObject({
        name: 'CancelledError',
        message: 'Stopped while it was prepared: nothing was trained.',
      });
    }
    expect(phases).toEqual(['preparing', 'stopped', 'preparing', 'stopped']);
    expect(await engine.runs()).toEqual([]);
    await expect(engine.discard()).resolves.toBeUndefined();
  });

  it('is stopped also where its baselines are tested beside it', async () => {
    const { engine, recipe } = await begin(hanging);
    await expect(engine.train(recipe, stopAtOnce(engine))).rejects.toMatchObject({ name: 'CancelledError' });
  });

  it('keeps nobody waiting who asks for the adapter alone', async () => {
    const { engine } = await begin(hanging);
    expect(await errorAfter(61, engine.adapter())).toMatchObject({ name: 'DeviceError' });
  });
});

describe('storage that never answers', () => {
  afterEach(() => void vi.useRealTimers());

  it('is an error of the question for the unfinished run, and of discarding it', async () => {
    const { engine } = await begin({ slots: () => Promise.resolve([silent, silent]) });
    expect(String(await errorAfter(61, engine.unfinished()))).toContain('has not answered for 60 s');
    expect(String(await errorAfter(0, engine.discard()))).toContain('SNAP_STORAGE');
  });

  it('does not keep a run from beginning, which is then not kept', async () => {
    const { engine, recipe } = await begin({ shelf: never, datasets: never });
    await engine.computeOn('gpu');
    const error = await errorAfter(125, engine.train(recipe, undefined, quiet));
    expect(String(error)).toContain('this browser has none'); // it came as far as the device
    expect(await engine.runs()).toEqual([]);
  });

  it('is not waited for by estimates, which go without remembered variants', async () => {
    const choices = { load: never<never>, save: never<never> };
    const { engine, recipe } = await begin({ choices });
    expect((await engine.estimate(recipe)).parameters).toBeGreaterThan(0);
  });
});

it('nothing is discarded while a run is at work', async () => {
  const { engine, recipe } = await begin({ gpu: never });
  const training = engine.train(recipe, stopAtOnce(engine), quiet);
  await expect(engine.discard()).rejects.toThrow('discard: a run is training; pause or stop it first');
  await expect(training).rejects.toMatchObject({ name: 'CancelledError' });
  vi.useRealTimers();
});
