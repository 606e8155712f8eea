import { expect, it } from 'vitest';
import { ActiveRun } from './active_run.ts';
import { Datasets } from './datasets.ts';
import { GpuSessions } from './gpu_session.ts';
import type { Platform } from './platform.ts';
import { completeRecipe } from './recipes.ts';
import { walk } from './walk.ts';
import { blueprint } from './workbench.ts';

it('takes a batch through an untrained model without a device: every item is about as likely as another', async () => {
  const datasets = new Datasets();
  const { id, items } = await datasets.simulate('sequels', 1);
  const input = { dataset: id, config: { blocks: 1, heads: 2, width: 16, length: 10, dropout: 0.2 } };
  const recipe = await completeRecipe(input, datasets.get(id).dataset, datasets.audit(id));
  const print = blueprint(recipe, datasets.split(id));
  const options = { watch: 0, compare: false, keep: () => Promise.resolve(), now: () => 0 };
  const found = walk(new ActiveRun(new GpuSessions({} as Platform), print, datasets.get(id), options));

  expect([found.step, found.rate, found.shapes.ids]).toEqual([0, 1e-3, [2, 10]]);
  expect(found.loss.batch).toBeCloseTo(Math.log(items + 1), 0);
  expect(found.target.probability * items).toBeGreaterThan(0.5);
  expect(found.target.probability * items).toBeLessThan(2);
  expect(found.gradients.map(({ name }) => name)).toContain('block0.attention.qkv.weight');
  expect(found.gradients.every(({ norm }) => norm > 0)).toBe(true);
  const [first] = found.rows;
  expect(first.targets.slice(0, -1)).toEqual(first.inputs.slice(1));
  expect(found.embedding.item).toEqual(first.inputs.at(-1)?.item);
  expect(found.attention?.length).toBe(first.inputs.length);
});
