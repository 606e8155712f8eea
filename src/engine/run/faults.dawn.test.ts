import { beforeEach, describe, expect, it } from 'vitest';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { memorySlot } from '../../snapshot/slot.ts';
import { sharing, testPlatform } from '../../testing/platform.ts';
import type { Engine, RecipeInput, RunEvent, RunSummary } from '../api.ts';
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
  const engine = createEngine({ ...testPlatform(), gpu: watch.gpu, now: () => ++ticks / 1000 });
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

describe('commands at awkward moments', () => {
  it('two runs at once: the second is refused at once, whatever the first is doing', async () => {
    const { engine, recipe } = await start();
    const [first, second] = await Promise.allSettled([
      engine.train(recipe, undefined, quiet),
      engine.train(recipe, undefined, quiet),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { name: 'SettingsError' } });
  });

  it('a pause as soon as the run is named counts, and a pause of a paused run is forgotten', async () => {
    const { engine, recipe } = await start();
    const pauseAtOnce = (event: RunEvent): void => {
      if (event.kind === 'started') void engine.pause(event.run);
    };
    const paused = await engine.train(recipe, pauseAtOnce, quiet);
    expect(paused).toMatchObject({ phase: 'paused', steps: 0 });
    await engine.pause(paused.id);
    expect((await engine.resume(paused.id)).phase).toBe('finished');
  });

  it('a stop before the first validation tests the weights as they are', async () => {
    const { engine, recipe } = await start();
    let run = '';
    const stopped = await engine.train(
      { ...recipe, training: { ...settings.training, validateEvery: 1000, epochs: 1000 } },
      (event) => {
        if (event.kind === 'started') run = event.run;
        if (event.kind === 'steps' && event.step > 20) void engine.stop(run);
      },
      quiet,
    );
    expect(stopped.phase).toBe('stopped');
    expect(stopped.steps).toBeGreaterThan(20);
    const random = await engine.train(
      { ...recipe, training: { ...settings.training, epochs: 1, learningRate: 1e-6 } },
      undefined,
      quiet,
    );
    expect(stopped.test?.ndcg['10']).toBeGreaterThan(random.test?.ndcg['10'] ?? 1);
  });

  it('a stop of a paused run tests and keeps it, also after a reload, with the bits of one that was stopped there', async () => {
    const [slots, shelf] = [[memorySlot(), memorySlot()] as const, memoryShelf()];
    const session = async () => {
      const engine = createEngine(testPlatform(slots, shelf));
      return { engine, dataset: (await engine.simulate('sequels')).id };
    };
    const { engine, dataset } = await session();
    const recipe = { ...settings, dataset };
    const paused = await engine.train(recipe, undefined, { steps: 20 });
    const phases: string[] = [];
    const stopped = await engine.stop(paused.id, (event) => {
      if (event.kind === 'phase') phases.push(event.phase);
    });
    expect(stopped).toMatchObject({ phase: 'stopped', steps: 20, kept: true, stateSha256: paused.stateSha256 });
    expect(stopped?.test).not.toBeNull();
    expect(stopped?.baselines).not.toEqual([]);
    expect(phases).toEqual(['preparing', 'running', 'stopped']);
    expect(await engine.unfinished()).toBeNull();
    expect(await engine.stop(paused.id)).toBeNull();

    await engine.train(recipe, undefined, { steps: 20 });
    const later = await session();
    const waiting = await later.engine.recover(later.dataset, undefined, { steps: 0 });
    expect(waiting).toMatchObject({ phase: 'paused', steps: 20 });
    const tested = await later.engine.stop(waiting.id);
    expect(tested).toMatchObject({ phase: 'stopped', kept: true, note: stopped?.note, test: stopped?.test });
    expect(tested?.baselines).toEqual(stopped?.baselines);
    expect([tested?.weightsSha256, tested?.stateSha256]).toEqual([stopped?.weightsSha256, stopped?.stateSha256]);
    expect((await (await session()).engine.runs()).map(({ phase }) => phase)).toEqual(['stopped', 'stopped']);
  });

  it('a run that is taken up again tells its whole curve, every loss and the same user, and keeps its dataset', async () => {
    const [slots, datasets] = [[memorySlot(), memorySlot()] as const, memoryShelf()];
    const session = (): Engine => createEngine(testPlatform(slots, null, datasets));
    const events: RunEvent[] = [];
    const lossesIn = (told: readonly RunEvent[]): number[] =>
      told.flatMap((event) => (event.kind === 'steps' || event.kind === 'earlier' ? event.losses : []));
    const first = session();
    const { id } = await first.simulate('sequels', 3);
    const shaped = await first.reshape(id, { lastN: 20 });
    const listen = (event: RunEvent): void => {
      events.push(event);
      if (event.kind === 'validation') void first.pause('run-1');
    };
    const paused = await first.train({ ...settings, dataset: shaped.id }, listen, { ...quiet, watch: 11 });
    expect([paused.phase, paused.validation.length]).toEqual(['paused', 1]);

    const second = session();
    const unfinished = await second.unfinished();
    const again = await second.reopen(unfinished?.kept ?? '', unfinished?.recipe.dataset.shaping);
    expect(again.fingerprint).toBe(shaped.fingerprint);
    await expect(second.forgetDataset(unfinished?.kept ?? '')).rejects.toThrow('is unfinished and needs it');
    const later: RunEvent[] = [];
    const waiting = await second.recover(again.id, (event) => later.push(event), { steps: 0 });
    expect(later.slice(0, 2).map(({ kind }) => kind)).toEqual(['started', 'earlier']);
    expect(lossesIn(later)).toEqual(lossesIn(events).map(Math.fround));
    const earlier = later.find((event) => event.kind === 'earlier');
    expect(earlier).toMatchObject({ validation: paused.validation, watched: { index: 11 } });
    await second.forget(waiting.id);
    expect(await second.unfinished()).toBeNull();
    await second.restore(waiting.id);
    expect((await second.unfinished())?.step).toBe(paused.steps);
    await second.forget(waiting.id);
    await second.forgetDataset(unfinished?.kept ?? '');
    expect(await second.keptDatasets()).toEqual([]);
  });

  it('a failing listener of baselines does not leave a run behind', async () => {
    const { engine, recipe } = await start();
    const fail = (event: RunEvent): void => {
      if (event.kind === 'baseline') throw new Error('the listener failed');
    };
    await expect(engine.train(recipe, fail)).rejects.toThrow('the listener failed');
    expect((await engine.train(recipe, undefined, quiet)).phase).toBe('finished');
  });
});
