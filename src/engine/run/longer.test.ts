import { expect, it } from 'vitest';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { memorySlot } from '../../snapshot/slot.ts';
import { testPlatform } from '../../testing/platform.ts';
import { defaultTraining } from '../../train/settings.ts';
import type { Engine, RecipeInput, RunSummary } from '../api.ts';
import { createEngine } from '../engine.ts';
import { longer, whyNotLonger, type Over } from './longer.ts';
import { recipeDigest } from './recipe_digest.ts';

const tiny: Omit<RecipeInput, 'dataset'> = {
  config: { blocks: 1, heads: 1, width: 16, length: 10, dropout: 0.1 },
  training: { epochs: 1, batch: 64, learningRate: 3e-3 },
};
const alone = { baselines: false };

/** What is the same of two runs that were asked for the same and did it: losses are means since a run was taken up last. */
const came = async ({ recipe, weightsSha256, stateSha256, validation, test, steps }: RunSummary) => ({
  recipe: await recipeDigest(recipe),
  curve: validation.map(({ seconds: _seconds, loss: _loss, ...point }) => point),
  ...{ weightsSha256, stateSha256, test, steps },
});

it('a run that is over goes on to the bits of one that had the epochs from the beginning, after a reload too', async () => {
  const [slots, shelf] = [[memorySlot(), memorySlot()] as const, memoryShelf()];
  const visit = async (): Promise<{ engine: Engine; dataset: string }> => {
    const engine = createEngine(testPlatform(slots, shelf));
    return { engine, dataset: (await engine.simulate('sequels')).id };
  };
  const before = await visit();
  expect(await before.engine.ended()).toBeNull();
  const short = await before.engine.train({ dataset: before.dataset, ...tiny }, undefined, alone);
  expect(await before.engine.unfinished()).toBeNull();

  const { engine, dataset } = await visit();
  expect(await engine.ended()).toMatchObject({ run: short.id, step: short.steps, epoch: 1, whyNot: null });
  const long = await engine.goOn({ dataset, epochs: 2 });
  expect(long).toMatchObject({ phase: 'finished', name: 'Run 2', recipe: { training: { epochs: 3 } } });
  expect((await engine.runs()).map(({ id, epochs }) => [id, epochs])).toEqual([
    [short.id, 1],
    [long.id, 3],
  ]);
  expect(await engine.ended()).toMatchObject({ run: long.id, epoch: 3 });

  const training = { ...tiny.training, epochs: 3 };
  const straight = await engine.train({ dataset, ...tiny, training }, undefined, alone);
  expect(await came(long)).toEqual(await came(straight));
});

it('one that was paused or stopped on its way goes on as well, and one that was begun takes its place', async () => {
  const engine = createEngine(testPlatform(undefined, memoryShelf()));
  const { id: dataset } = await engine.simulate('sequels');
  const recipe = { dataset, ...tiny, training: { ...tiny.training, epochs: 4 } };
  const paused = await engine.train(recipe, undefined, { ...alone, steps: 13 });
  const stopped = await engine.stop(paused.id);
  expect(stopped).toMatchObject({ phase: 'stopped', steps: 13 });
  const long = await engine.goOn({ dataset, epochs: 2 });
  const straight = await engine.train({ ...recipe, training: long.recipe.training }, undefined, alone);
  expect(await came(long)).toEqual(await came(straight));
  const waiting = await engine.train(recipe, undefined, { ...alone, steps: 1 });
  expect([waiting.phase, await engine.ended()]).toEqual(['paused', null]);
  await expect(engine.goOn({ dataset, epochs: 1 })).rejects.toThrow('goOn: no run that is over is kept to go on from');
});

it('is kept as it was where a run is stored by other means than the shelf', async () => {
  const engine = createEngine(testPlatform());
  const { id: dataset } = await engine.simulate('sequels');
  const run = await engine.train({ dataset, ...tiny }, undefined, alone);
  expect([await engine.ended(), (await engine.unfinished())?.step]).toEqual([null, run.steps]);
  await engine.settle();
  expect([(await engine.ended())?.run, await engine.unfinished()]).toEqual([run.id, null]);
  await engine.discard();
  expect(await engine.ended()).toBeNull();
});

const point = { step: 1, hr10: 0, ndcg10: 0, loss: 1, seconds: 1, best: false, stateSha256: '' };
const over = (epoch: number, waited: number, changes: Partial<typeof defaultTraining> = {}): Over => ({
  recipe: { training: { ...defaultTraining, validateEvery: 2, patience: 3, ...changes } },
  position: { epoch, waited },
  curve: [{ ...point, epoch }],
});

it('early stopping that ended a run does not end it again, and else stays', () => {
  expect(longer(over(6, 3), 4)).toMatchObject({ epochs: 10, patience: 0 });
  expect(longer(over(6, 1), 4)).toMatchObject({ epochs: 10, patience: 3 });
});

it('where a longer run would be another one from its first step, says so', () => {
  expect(whyNotLonger(over(6, 1, { schedule: 'cosine', epochs: 6 }))).toMatch('a cosine that ends at epoch 6');
  expect(whyNotLonger(over(5, 1))).toMatch('validated after epoch 5 because it ended there');
  expect(() => longer(over(5, 1), 1)).toThrow('validated every 2 epochs; train again with more epochs');
});
