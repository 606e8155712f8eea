import { beforeEach, describe, expect, it } from 'vitest';
import { sharing, dawnPlatform } from '../../testing/dawn.ts';
import type { RecipeInput, RunEvent, RunSummary } from '../api.ts';
import { createEngine } from '../engine.ts';
import type { Platform } from '../platform.ts';

/** What devices hold, and a hook on every buffer that is mapped. */
interface Watched {
  readonly gpu: Platform['gpu'];
  readonly live: Set<GPUBuffer>;
  /** Called before a buffer is mapped. */
  beforeMapping: (device: GPUDevice) => void;
  /** The largest buffer that may be bound; the device's own limit when absent. */
  limit?: number;
}

function watched(): Watched {
  const live = new Set<GPUBuffer>();

  function follow(device: GPUDevice, buffer: GPUBuffer): GPUBuffer {
    const [map, destroy] = [buffer.mapAsync.bind(buffer), buffer.destroy.bind(buffer)];
    live.add(buffer);
    buffer.mapAsync = (...args) => {
      watch.beforeMapping(device);
      return map(...args);
    };
    buffer.destroy = () => {
      live.delete(buffer);
      destroy();
    };
    return buffer;
  }

  const gpu = sharing((device) => {
    const create = device.createBuffer.bind(device);
    device.createBuffer = (wanted) => follow(device, create(wanted));
    if (watch.limit === undefined) return;
    const limits = new Proxy(device.limits, {
      get: (of, name) =>
        name === 'maxStorageBufferBindingSize' ? watch.limit : (Reflect.get(of, name) as number | undefined),
    });
    Object.defineProperty(device, 'limits', { value: limits });
  });
  const watch: Watched = { gpu, live, beforeMapping: () => undefined };
  return watch;
}

/** One device for all tests, as long as it lasts. */
const shared = watched();
beforeEach(() => {
  shared.live.clear(); // what a lost device held is not given back
  shared.beforeMapping = () => undefined;
});

const settings = {
  config: { blocks: 1, heads: 1, width: 16, length: 10 },
  training: { epochs: 2, batch: 64, patience: 1 },
};
const quiet = { baselines: false };

async function start(watch = shared) {
  let ticks = 0;
  // On a clock of its own a run keeps checkpoints at the same steps however busy the machine is, so readings can be counted.
  const engine = createEngine({ ...dawnPlatform(), gpu: watch.gpu, now: () => ++ticks / 1000 });
  const { id } = await engine.simulate('sequels');
  const recipe: RecipeInput = { dataset: id, ...settings };
  return { engine, recipe, watch };
}

const hashes = ({ weightsSha256, stateSha256 }: RunSummary) => ({ weightsSha256, stateSha256 });

describe('a device that is lost', () => {
  it('at any reading, whatever the run is doing then, leads to the same bits', async () => {
    const { engine, recipe, watch } = await start();
    let readings = 0;
    watch.beforeMapping = () => readings++;
    const straight = await engine.train(recipe, undefined, quiet);
    const total = readings;
    // Steps, validation, watched list, checkpoint and test all end in a reading.
    for (const at of [3, Math.floor(total / 2), total]) {
      readings = 0;
      watch.beforeMapping = (device) => {
        if (++readings === at) device.destroy();
      };
      const phases: string[] = [];
      const run = await engine.train(
        recipe,
        (event) => {
          if (event.kind === 'phase') phases.push(event.phase);
        },
        quiet,
      );
      expect(phases, `lost at reading ${at} of ${total}`).toContain('recovering');
      expect(hashes(run), `lost at reading ${at} of ${total}`).toEqual(hashes(straight));
      expect(run.validation.length).toBe(straight.validation.length);
    }
  });

  it('while a run is evaluated again is replaced at the next call', async () => {
    const { engine, recipe, watch } = await start();
    const { id, test } = await engine.train(recipe, undefined, quiet);
    watch.beforeMapping = (device) => device.destroy();
    await expect(engine.evaluate({ run: id })).rejects.toThrow(/lost|went away/);
    watch.beforeMapping = () => undefined;
    expect((await engine.evaluate({ run: id })).ndcg).toEqual(test?.ndcg);
  });
});

describe('memory of the device', () => {
  it('is given back by a run that finishes, pauses, fails or cannot begin, over many runs', async () => {
    const { engine, recipe, watch } = await start();
    for (let i = 0; i < 3; i++) await engine.train(recipe, undefined, quiet);
    expect(watch.live.size).toBe(0);

    let run = '';
    const pause = (event: RunEvent): void => {
      if (event.kind === 'started') run = event.run;
      if (event.kind === 'steps') void engine.pause(run);
    };
    expect((await engine.train(recipe, pause, quiet)).phase).toBe('paused');
    expect(watch.live.size).toBe(0);

    await engine.counts(recipe);
    await engine.conformance('reduce');
    expect(watch.live.size).toBe(0);
  });

  it('that does not suffice is refused before anything is trained, with the number', async () => {
    const watch = watched();
    watch.limit = 8192;
    const { engine, recipe } = await start(watch);
    await expect(engine.train(recipe, undefined, quiet)).rejects.toThrow(
      /needs 1 MiB in one buffer, this device allows 1 MiB; use a smaller/,
    );
    expect(watch.live.size).toBe(0);
  });
});

describe('a loss that is no number', () => {
  /** Small batches, so that an epoch has many steps after the first ones are told of. */
  const training = { ...settings.training, batch: 16 };

  /** Spoils the weights on the device `times` times, each time once the losses are numbers again. */
  function spoiling(watch: Watched, times: number): (event: RunEvent) => void {
    let device: GPUDevice | null = null;
    let left = times;
    let spoilt = false;
    watch.beforeMapping = (seen) => (device = seen);
    return (event) => {
      if (event.kind === 'phase') spoilt = false;
      if (event.kind !== 'steps' || spoilt || left === 0) return;
      const weights = [...watch.live].find(({ label }) => label === 'parameters');
      if (weights === undefined) return;
      [spoilt, left] = [true, left - 1];
      device?.queue.writeBuffer(weights, 0, new Float32Array(weights.size / 4).fill(Number.NaN));
    };
  }

  it('sets the run back to where it was good, as if it had had half the rate from there', async () => {
    const { engine, recipe, watch } = await start();
    const half = await engine.train({ ...recipe, training: { ...training, learningRate: 5e-4 } }, undefined, quiet);
    const notes: string[] = [];
    const spoil = spoiling(watch, 1);
    const setBack = await engine.train(
      { ...recipe, training: { ...training, learningRate: 1e-3 } },
      (event) => {
        if (event.kind === 'phase') notes.push(event.note);
        spoil(event);
      },
      quiet,
    );
    expect(notes).toContain(
      'The loss stopped being a number. Going on from step 0 with the learning rate halved once.',
    );
    expect(setBack.note).toMatch(/The learning rate was halved once\.$/);
    expect(hashes(setBack)).toEqual(hashes(half));
  });

  it('ends the run when it comes back a fourth time, with weights that are numbers', async () => {
    const { engine, recipe, watch } = await start();
    const failed = await engine.train({ ...recipe, training }, spoiling(watch, 4), quiet);
    expect(failed).toMatchObject({ phase: 'failed', steps: 0 });
    expect(failed.note).toMatch(
      /after step 0, although the learning rate was halved three times; .* Lower the learning rate\.$/,
    );
    const [{ items }] = await engine.histories(recipe.dataset, 0, 1);
    const list = await engine.recommend({ run: failed.id }, [items[0].id]);
    expect(list.every(({ score }) => Number.isFinite(score))).toBe(true);
  });
});
