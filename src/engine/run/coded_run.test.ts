import { expect, it } from 'vitest';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { RunEvent, RunSummary } from '../api.ts';
import { createEngine } from '../engine.ts';

const hashes = ({ weightsSha256, stateSha256 }: RunSummary) => ({ weightsSha256, stateSha256 });

it('a run with codes ends in the same bits when it is left at each boundary, and its file lists as it does', async () => {
  const engine = createEngine(testPlatform(undefined, memoryShelf()));
  const { id } = await engine.simulate('sequels');
  const recipe = {
    dataset: id,
    model: 'rpg',
    config: { slots: 4, codebook: 8, blocks: 1, heads: 1, width: 16, length: 10 },
    training: { epochs: 2, batch: 128, learningRate: 3e-3 },
  };
  const told: RunEvent[] = [];
  const straight = await engine.train(recipe, (event) => told.push(event), { baselines: false });
  expect(straight.phase).toBe('finished');
  expect(straight.recipe.training.vectors).toBe('text');
  const words = told.flatMap((event) => (event.kind === 'codes' && event.done === 1 ? [event.words] : []));
  expect(words.at(-1)).toMatch(
    /^4 codes for each item, made of its text by Product k-means: \d+ % of the codes are used/,
  );

  // Left before the first step, with the codes made; and in the middle, and taken up from the checkpoint.
  const waiting = await engine.train(
    recipe,
    (event) => {
      if (event.kind === 'started') void engine.pause(event.run);
    },
    { baselines: false },
  );
  expect([waiting.phase, waiting.steps]).toEqual(['paused', 0]);
  expect(hashes(await engine.resume(waiting.id))).toEqual(hashes(straight));
  await engine.train(recipe, undefined, { baselines: false, steps: 3 });
  const again: string[] = [];
  const recovered = await engine.recover(id, (event) => again.push(event.kind));
  expect(hashes(recovered)).toEqual(hashes(straight));
  expect(again).not.toContain('codes'); // they were kept

  const history = ['A1', 'A2', 'B1'];
  const opened = await engine.load(await engine.snapshot(straight.id));
  const listOf = async (run: string) => (await engine.recommend({ run }, history)).map(({ id: item }) => item);
  expect(await listOf(opened.id)).toEqual(await listOf(straight.id));

  // What sets it up again does so with its codes, and what only measures needs none.
  expect(await engine.evaluate({ run: straight.id })).toEqual(straight.test);
  const price = await engine.quantizationPrice(straight.id);
  expect(price.measuredOn).toBe('cpu');
  const estimate = await engine.estimate(recipe, { measure: true });
  expect(estimate.time).not.toBeNull();

  // The codes of the file are those that are made without a model by the same settings, and the ones that are shown.
  const settings = { levels: 4, codes: 8 };
  const { items } = await engine.tokenize(id, { tokenizer: 'product', settings, seed: straight.recipe.seed });
  const [own] = (await engine.look(opened.id, 'codes', ['A2'])) ?? [];
  const codes = items.find((item) => item.id === 'A2')?.codes ?? [];
  const shown = codes.map((code, slot) => `slot ${slot + 1}: code ${code}`);
  expect(own.numbers.rows).toEqual({ of: 'words', label: 'code', words: shown });
});
