import { describe, expect, it } from 'vitest';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { memorySlot } from '../../snapshot/slot.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine, RecipeInput, RunEvent } from '../api.ts';
import { createEngine } from '../engine.ts';

const settings = {
  config: { blocks: 1, heads: 1, width: 16, length: 10 },
  training: { epochs: 2, batch: 64, patience: 1 },
};
const quiet = { baselines: false };

async function start() {
  const engine = createEngine(testPlatform());
  const { id } = await engine.simulate('sequels');
  const recipe: RecipeInput = { dataset: id, ...settings };
  return { engine, recipe };
}

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
