import { expect, it } from 'vitest';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { testPlatform } from '../../testing/platform.ts';
import { createEngine } from '../engine.ts';

it('a run that reads values is tested with them in f32, and its file lists the same in f64', async () => {
  const engine = createEngine(testPlatform(undefined, memoryShelf()));
  const { id, users } = await engine.simulate('ratings');
  const recipe = {
    dataset: id,
    model: 'gru4rec',
    config: { layers: 1, hidden: 16, width: 16, length: 4, dropout: 0, values: 'read' },
    training: { epochs: 2, batch: 128, learningRate: 1e-2 },
  };
  const { id: trained, test } = await engine.train(recipe, undefined, { baselines: false });
  const { id: run } = await engine.load(await engine.snapshot(trained));
  const histories = await engine.histories(id, 0, users);

  /** HR@10 of the last items, asked one by one. */
  const hitRate = async (told: boolean): Promise<number> => {
    let hits = 0;
    for (const { items, values } of histories) {
      const ids = items.map((item) => item.id);
      const options = told && values !== null ? { values: values.slice(0, -1) } : {};
      const list = await engine.recommend({ run }, ids.slice(0, -1), options);
      if (list.some((item) => item.id === ids.at(-1))) hits++;
    }
    return hits / histories.length;
  };
  const [told, untold] = [await hitRate(true), await hitRate(false)];
  expect(Math.abs(told - (test?.hr[10] ?? NaN))).toBeLessThan(0.002); // scores of f32 and f64 may swap two items
  expect(Math.abs(told - untold)).toBeGreaterThan(0.01);
});
