import { describe, expect, it } from 'vitest';
import { SettingsError } from '../../core/errors.ts';
import type { RecipeInput } from '../api.ts';
import { Datasets } from '../data/datasets.ts';
import { completeRecipe } from './recipes.ts';

const datasets = new Datasets();
const { id } = await datasets.simulate('sequels', 1);
const complete = (input: Omit<RecipeInput, 'dataset'>) =>
  completeRecipe({ dataset: id, ...input }, datasets.get(id).dataset, datasets.audit(id));

it.each([-1, 0.5, NaN, 2 ** 32])('a recipe has no seed %d', async (seed) => {
  const refused = complete({ seed });
  await expect(refused).rejects.toBeInstanceOf(SettingsError);
  await expect(refused).rejects.toThrow(`seed is ${seed}, expected a whole number from 0 to 4294967295`);
});

it.each([0, 2 ** 32 - 1])('a recipe may have the seed %d', async (seed) => {
  expect((await complete({ seed })).seed).toBe(seed);
});

it.each(['toString', '__proto__', 'huge'])('there is no preset %s', async (preset) => {
  await expect(complete({ preset })).rejects.toThrow(`preset: there is no "${preset}", expected one of standard`);
});

describe('a model that reads times', () => {
  const { dataset } = datasets.get(id);
  const known = datasets.audit(id);
  const config = { times: 'gaps' };

  it('is refused on data that does not say when, in words, and before anything is traced', async () => {
    const refused = completeRecipe({ dataset: id, model: 'gru4rec', config }, dataset, { ...known, timed: false });
    await expect(refused).rejects.toBeInstanceOf(SettingsError);
    await expect(refused).rejects.toThrow(
      "gru4rec: times is 'gaps', which reads when events happened, and sequels does not say that; expected times 'none', or data with a column of times",
    );
  });

  it('has its recipe where there are times, and any model has one that reads none', async () => {
    expect((await complete({ config })).config.times).toBe('gaps');
    const untimed = await completeRecipe({ dataset: id }, dataset, { ...known, timed: false });
    expect(untimed.config.times).toBe('none');
  });
});
