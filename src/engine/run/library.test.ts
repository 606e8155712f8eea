import { expect, it } from 'vitest';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { testPlatform } from '../../testing/platform.ts';
import { createEngine } from '../engine.ts';

const tiny = {
  config: { blocks: 1, heads: 1, width: 16, length: 10, dropout: 0.1 },
  training: { epochs: 2, batch: 64, learningRate: 3e-3 },
};

it('keeps finished runs beyond the session: listed, compared and asked without dataset and GPU', async () => {
  const shelf = memoryShelf();
  const engine = createEngine(testPlatform(undefined, shelf));
  const { id: dataset } = await engine.simulate('sequels');
  const a = await engine.train({ dataset, ...tiny, seed: 1 });
  const b = await engine.train({ dataset, ...tiny, seed: 2 }, undefined, { baselines: false });
  expect([a.id, a.name, a.kept, b.id, b.kept]).toEqual(['run-1', 'Run 1', true, 'run-2', true]);
  expect(a.pace?.millisecondsPerStep).toBeGreaterThan(0);
  const here = await engine.compare({ run: a.id }, { run: b.id });
  const beside = await engine.compare({ run: b.id }, { run: a.id, baseline: 'popularity' }, { metric: 'hr' });
  const [{ items }] = await engine.histories(dataset, 0, 1);
  const history = items.slice(0, 5).map(({ id }) => id);
  const list = await engine.recommend({ run: b.id }, history);
  const intervals = await engine.intervals({ run: a.id, baseline: 'markov1' });
  await engine.rename(b.id, 'other seed');

  const platform = testPlatform(undefined, shelf);
  const later = createEngine(platform);
  const [one, other] = await later.runs();
  expect(one).toEqual(a);
  expect(other).toEqual({ ...b, name: 'other seed' });
  const there = await later.compare({ run: 'run-1' }, { run: 'run-2' });
  expect(there).toEqual(JSON.parse(JSON.stringify(here).replaceAll('Run 2', 'other seed')));
  expect(here).toMatchObject({ comparable: true, difference: { users: a.test?.users } });
  expect(beside).toMatchObject({ comparable: true, metric: 'HR@10' });
  expect(await later.intervals({ run: 'run-1', baseline: 'markov1' })).toEqual(intervals);
  const again = await later.recommend({ run: 'run-2' }, history);
  expect(again.map(({ id, score }) => [id, score])).toEqual(list.map(({ id, score }) => [id, score]));
  expect(await later.look('run-2', 'attention', history)).toHaveLength(1);
  expect(await later.snapshot('run-2')).toEqual(await engine.snapshot('run-2'));

  await later.forget('run-1');
  expect((await later.runs()).map(({ id }) => id)).toEqual(['run-2']);
  expect((await createEngine(platform).runs()).map(({ id }) => id)).toEqual(['run-2']);
  expect(await later.restore('run-1')).toEqual(a);
  expect((await createEngine(platform).runs()).map(({ id }) => id)).toEqual(['run-1', 'run-2']);
  await expect(later.resume('run-1')).rejects.toThrow('of an earlier visit');
});

it('trains to the end and says so when nothing can be kept, and then its checkpoint stays', async () => {
  const shelf = memoryShelf();
  const full = {
    ...shelf,
    file: (name: string) => ({ ...shelf.file(name), write: () => Promise.reject(new Error('the disk is full')) }),
  };
  const engine = createEngine(testPlatform(undefined, full));
  const { id: dataset } = await engine.simulate('sequels');
  const run = await engine.train({ dataset, ...tiny, training: { ...tiny.training, epochs: 1 } }, undefined, {
    baselines: false,
  });
  expect(run.phase).toBe('finished');
  expect(run.kept).toBe(false);
  expect(run.note).toMatch(/It is not kept beyond this visit, but its last checkpoint stays: .*the disk is full/);
  expect(await engine.unfinished()).toMatchObject({ step: run.steps });
  const again = await engine.recover(dataset);
  expect(again).toMatchObject({ phase: 'finished', test: run.test, weightsSha256: run.weightsSha256 });
  await engine.discard();
  expect(await engine.unfinished()).toBeNull();
});
