import { expect, it, vi } from 'vitest';
import { modelNamed } from '../../models/catalogue.ts';
import type { AnyValues } from '../../parts/settings.ts';
import { PIECE } from '../../runtime/cpu.ts';
import { sampleCodes } from '../../testing/sample_codes.ts';
import { countWork } from '../../testing/work.ts';
import { ActiveRun } from './active_run.ts';
import { Datasets } from '../data/datasets.ts';
import { GpuSessions } from '../gpu_session.ts';
import type { Platform } from '../platform.ts';
import { completeRecipe } from './recipes.ts';
import { walk } from './walk.ts';
import { blueprint } from './workbench.ts';

async function untrained(
  config: AnyValues = { blocks: 1, heads: 2, width: 16, length: 10, dropout: 0.2 },
  model = 'sasrec',
) {
  const datasets = new Datasets();
  const { id, items } = await datasets.simulate('sequels', 1);
  const input = { dataset: id, model, config };
  const recipe = await completeRecipe(input, datasets.get(id).dataset, datasets.audit(id));
  const print = blueprint(recipe, datasets.split(id));
  const options = { watch: 0, compare: false, keep: () => Promise.resolve(), now: () => 0 };
  return { items, run: new ActiveRun(new GpuSessions({} as Platform), print, datasets.get(id), options) };
}

it('takes a batch through an untrained model without a device: every item is about as likely as another', async () => {
  const { items, run } = await untrained();
  const found = await walk(run, {});

  expect([found.step, found.weights, found.rate, found.shapes.ids]).toEqual([0, 'last', 1e-3, [2, 10]]);
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

it('takes a model that guesses codes by the codes of its items', async () => {
  const config = { slots: 4, codebook: 8, blocks: 1, heads: 1, width: 16, length: 10 };
  const { items, run } = await untrained(config, 'rpg');
  const codes = sampleCodes(modelNamed('rpg'), run.print.recipe.config, items);
  run.coded = codes && { codes, coder: null };
  const found = await walk(run, {});
  expect([found.slots, found.shapes.table, found.shapes.hidden]).toEqual([4, [9, 16], [2, 10, 16]]);
  expect(found.embedding.codes).toHaveLength(4);
  for (const loss of Object.values(found.loss)) expect(loss).toBeCloseTo(Math.log(8), 0);
  expect(found.gradients.every(({ norm }) => norm > 0)).toBe(true);
});

it('takes a tested run with its best weights, where that validation left it', async () => {
  const { run } = await untrained();
  const best = run.state.parameters;
  const none = new Float32Array(0); // as a finished run keeps them
  run.curve.push({ epoch: 1, step: 9, hr10: 0, ndcg10: 0.1, loss: 4, seconds: 1, best: true });
  const position = { ...run.state.position, epoch: 3, step: 27, best: { epoch: 1, ndcg10: 0.1 } };
  run.state = { parameters: none, firstMoment: none, secondMoment: none, best, position };
  run.tested = {} as NonNullable<typeof run.tested>;
  const found = await walk(run, {});
  expect([found.step, found.weights]).toEqual([9, 'best']);
  expect(found.gradients.every(({ norm }) => norm > 0)).toBe(true);
});

it('does at most a piece of work between two looks at the clock, backwards too', async () => {
  const { run } = await untrained({ blocks: 1, heads: 4, width: 64, length: 50, dropout: 0.2 });
  const counted = countWork();
  await walk(run, {});
  vi.restoreAllMocks();
  expect(counted.total).toBeGreaterThan(5 * PIECE);
  expect(counted.longest).toBeLessThanOrEqual(PIECE);
});
