import { describe, expect, it } from 'vitest';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { memorySlot, type SlotFile } from '../../snapshot/slot.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine, Prepared, RecipeInput, RunEvent, RunSummary, Watched } from '../api.ts';
import { createEngine } from '../engine.ts';

const tiny = {
  config: { blocks: 1, heads: 1, width: 16, length: 10, dropout: 0.1 },
  training: { epochs: 3, batch: 64, learningRate: 3e-3 },
};

async function start() {
  const engine = createEngine(testPlatform(undefined, memoryShelf()));
  const { id } = await engine.simulate('sequels');
  const recipe: RecipeInput = { dataset: id, ...tiny };
  return { engine, recipe };
}

const hashes = ({ weightsSha256, stateSha256 }: RunSummary) => ({ weightsSha256, stateSha256 });

/** What a run of the recipe tells of itself before its first step. */
const prepared = async (engine: Engine, recipe: RecipeInput): Promise<Prepared> => {
  let found: Prepared | null = null;
  const listen = (event: RunEvent): void => {
    if (event.kind === 'prepared') found = event;
  };
  await engine.train(recipe, listen, { baselines: false, steps: 1 });
  if (found === null) throw new Error('a run says what it is before it trains');
  return found;
};

describe('a run', () => {
  it('ends in the same bits twice, and when paused, and when recovered from its checkpoint', async () => {
    const { engine, recipe } = await start();
    const straight = await engine.train(recipe, undefined, { baselines: false });
    expect(straight.phase).toBe('finished');
    const again = await engine.train(recipe, undefined, { baselines: false });
    expect(hashes(again)).toEqual(hashes(straight));

    const pauseAt = async (step: number): Promise<RunSummary> => {
      let run = '';
      const listen = (event: RunEvent): void => {
        if (event.kind === 'started') ({ run } = event);
        if (event.kind === 'steps' && event.step >= step) void engine.pause(run);
      };
      return engine.train({ ...recipe, seed: 1 }, listen, { baselines: false });
    };
    const paused = await pauseAt(8);
    expect(paused.phase).toBe('paused');
    expect(hashes(await engine.resume(paused.id))).toEqual(hashes(straight));

    const kept = await pauseAt(8);
    expect(kept.phase).toBe('paused');
    expect(hashes(await engine.recover(recipe.dataset))).toEqual(hashes(straight));
    expect(await engine.unfinished()).toBeNull();
  });

  it('makes one step at a time across a validation, to the same bits, and tells what it does', async () => {
    const { engine, recipe } = await start();
    const straight = await engine.train(recipe, undefined, { baselines: false });
    const events: RunEvent[] = [];
    const listen = (event: RunEvent): void => {
      events.push(event);
    };
    const { stepsPerEpoch } = await prepared(engine, recipe);
    let run = await engine.train(recipe, listen, { baselines: false, steps: stepsPerEpoch - 1, watch: 3 });
    expect([run.phase, run.steps, run.validation.length]).toEqual(['paused', stepsPerEpoch - 1, 0]);
    for (const more of [0, 1, 2]) {
      run = await engine.step(run.id, listen);
      expect([run.phase, run.steps, run.validation.length]).toEqual(['paused', stepsPerEpoch + more, 1]);
    }
    expect(hashes(await engine.resume(run.id, listen))).toEqual(hashes(straight));

    const lists = events.flatMap((event) => (event.kind === 'watched' || event.kind === 'validation' ? [event] : []));
    expect(lists.map(({ watched }) => [watched.index, watched.step / stepsPerEpoch])).toEqual([
      [3, 0],
      [3, 1],
      [3, 2],
      [3, 3],
    ]);
    const healths = events.flatMap((event) => (event.kind === 'validation' ? [event.health] : []));
    expect(healths.map(({ steps, skipped }) => [steps, skipped])).toEqual([
      [1, 0], // the run went on one step before the validation
      [stepsPerEpoch - 2, 0],
      [stepsPerEpoch, 0],
    ]);
    for (const { update, weights } of healths.flatMap(({ layers }) => layers)) {
      expect(update).toBeGreaterThan(0);
      expect(update / weights).toBeLessThan(2);
    }
  });

  it('walks through one batch whose loss and gradients are those that training reports', async () => {
    const { engine, recipe } = await start();
    let reported = { loss: 0, norm: 0 };
    const listen = (event: RunEvent): void => {
      if (event.kind === 'steps') reported = { loss: event.losses[0], norm: event.norms[0] };
    };
    const exact = { ...recipe, config: { ...tiny.config, dropout: 0 }, training: { ...tiny.training, batch: 2 } };
    const { id } = await engine.train(exact, listen, { baselines: false, steps: 1 });
    const before = await engine.walk(id);
    expect(before.step).toBe(1);
    await engine.step(id, listen);
    expect(reported.loss).toBeCloseTo(before.loss.batch, 4);
    const norm = Math.sqrt(before.gradients.reduce((sum, gradient) => sum + gradient.norm ** 2, 0));
    expect(reported.norm / norm).toBeCloseTo(1, 3);
    expect(before.attention?.length).toBe(before.rows[0].inputs.length);
    expect(before.list[0].score).toBeGreaterThanOrEqual(before.target.score);
  });

  it('walks with the best weights once it has finished and kept no others', async () => {
    const { engine, recipe } = await start();
    const training = { ...recipe.training, epochs: 2 };
    const run = await engine.train({ ...recipe, training }, undefined, { baselines: false });
    const found = await engine.walk(run.id);
    expect([found.weights, found.step]).toEqual(['best', run.validation.findLast(({ best }) => best)?.step]);
    expect(found.gradients.every(({ norm }) => norm > 0)).toBe(true);
  });

  it('watches another user at once, by the best weights, and refuses one that is not there', async () => {
    const { engine, recipe } = await start();
    const lists: Watched[] = [];
    const listen = (event: RunEvent): void => {
      if (event.kind === 'validation') lists.push(event.watched);
    };
    const training = { ...recipe.training, epochs: 1 };
    const run = await engine.train({ ...recipe, training }, listen, { baselines: false, watch: 5 });
    const now = await engine.watch(run.id, 5);
    expect(now.list.map(({ id }) => id)).toEqual(lists[0].list.map(({ id }) => id));
    expect([now.rank, now.target.id, now.step]).toEqual([lists[0].rank, lists[0].target.id, lists[0].step]);
    await expect(engine.watch(run.id, 1e6)).rejects.toThrow(/user 1000000, expected a whole number from 0 to/);
  });

  it('goes on and says so when its checkpoints cannot be kept', async () => {
    const full: SlotFile = { ...memorySlot(), write: () => Promise.reject(new Error('the disk is full')) };
    const engine = createEngine(testPlatform([full, full]));
    const { id } = await engine.simulate('sequels');
    const notes: string[] = [];
    const listen = (event: RunEvent): void => {
      if (event.kind === 'note') notes.push(event.note);
    };
    const run = await engine.train({ dataset: id, ...tiny, training: { ...tiny.training, epochs: 1 } }, listen, {
      baselines: false,
    });
    expect(run.phase).toBe('finished');
    expect(notes[0]).toMatch(/^Training goes on, but it is not kept: .*the disk is full/);
  });

  it('keeps to the split it is asked for, from training to the file', async () => {
    const { engine, recipe } = await start();
    for (const split of ['by time', 'by user', 'by item, 20 %'] as const) {
      const run = await engine.train({ ...recipe, split });
      const card = (await engine.splits(recipe.dataset)).find(({ rule }) => rule === split);
      expect(run.test?.users).toBe(card?.tested);
      expect(run.test?.protocol.split).toBe(split);
      expect(new Set(run.baselines.map(({ metrics }) => metrics.protocol.hash))).toEqual(
        new Set([run.recipe.protocol.hash]),
      );
      const opened = await engine.load(await engine.snapshot(run.id));
      expect(opened.recipe.protocol).toEqual(run.recipe.protocol);
      expect(opened.snapshot?.scores[0]).toMatchObject({ stage: 'validation', users: card?.validated });
    }
  });

  it('recommends, explains and shows attention after training, and the same after a snapshot', async () => {
    const { engine, recipe } = await start();
    const run = await engine.train(recipe, undefined, { baselines: false });
    const [{ items }] = await engine.histories(recipe.dataset, 0, 1);
    const ids = items.slice(0, 5).map(({ id }) => id);
    const list = await engine.recommend({ run: run.id }, ids, { count: 10 });
    expect(list).toHaveLength(10);
    expect(list.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual([]);
    const { contributions } = await engine.explain({ run: run.id }, ids, list[0].id);
    expect(contributions).toHaveLength(5);
    const attention = await engine.look(run.id, 'attention', ids);
    expect(attention?.[0].numbers.values.subarray(0, 5)).toEqual(Float32Array.of(1, 0, 0, 0, 0));

    const opened = await engine.load(await engine.snapshot(run.id));
    const same = await engine.recommend({ run: opened.id }, ids, { count: 10 });
    expect(same.map(({ id, score }) => [id, score])).toEqual(list.map(({ id, score }) => [id, score]));
  });

  it('as int8 is less than half the size, states what that cost, and recommends without a GPU', async () => {
    const { engine, recipe } = await start();
    const run = await engine.train(recipe, undefined, { baselines: false });
    const price = await engine.quantizationPrice(run.id);
    const best = run.validation.findLast((point) => point.best);
    expect(price).toMatchObject({ users: 600, of: 600, measuredOn: 'cpu', f32: { ndcg10: best?.ndcg10 } });
    expect(Math.abs(price.int8.ndcg10 - price.f32.ndcg10)).toBeLessThan(0.01);

    const [whole, small] = [await engine.snapshot(run.id), await engine.snapshot(run.id, { precision: 'int8' })];
    expect(small.length).toBeLessThan(whole.length / 2);
    const elsewhere = createEngine(testPlatform());
    const opened = await elsewhere.load(small);
    expect(opened.snapshot).toMatchObject({ weights: 'int8', items: 120, titled: true, bytes: small.length });
    expect(opened.snapshot?.scores).toContainEqual({
      stage: 'validation',
      weights: 'int8',
      users: 600,
      values: { 'hr@10': price.int8.hr10, 'ndcg@10': price.int8.ndcg10 },
    });
    const [{ items }] = await engine.histories(recipe.dataset, 0, 1);
    const ids = items.slice(0, 5).map(({ id }) => id);
    const [here, there] = [
      await engine.recommend({ run: (await engine.load(small)).id }, ids),
      await elsewhere.recommend({ run: opened.id }, ids),
    ];
    expect(there.map(({ id, score }) => [id, score])).toEqual(here.map(({ id, score }) => [id, score]));
    expect(await elsewhere.snapshot(opened.id)).toEqual(small);

    const nameless = await engine.load(await engine.snapshot(run.id, { precision: 'int8', titles: false }));
    expect(nameless.snapshot?.titled).toBe(false);
  });
});
