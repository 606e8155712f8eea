import { describe, expect, it } from 'vitest';
import { SettingsError } from '../../core/errors.ts';
import type { RecipeInput } from '../api.ts';
import { Datasets } from '../data/datasets.ts';
import { recipeDigest } from './recipe_digest.ts';
import type { Recipe } from './messages.ts';
import type { AnyValues } from '../../parts/settings.ts';
import type { TrainingSettings } from '../../train/settings.ts';
import { onCpu } from '../../runtime/program.ts';
import { makeCodes, withKept } from './item_codes.ts';
import type { SplitRule } from '../../data/split.ts';
import { completeRecipe, tokenizerOf } from './recipes.ts';
import { checkSame, type Kept } from './checkpoints.ts';
import { blueprint, rankerShape } from './workbench.ts';

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

describe('a model that knows items by codes', () => {
  it('is refused data with fewer items than codes, with the setting and the number that fit', async () => {
    const few = (items: number, split: SplitRule = 'leave-one-out') => {
      const { dataset } = datasets.get(id);
      const catalogue = { ...dataset.catalogue, ids: dataset.catalogue.ids.slice(0, items) };
      return completeRecipe(
        { dataset: id, model: 'rpg', split },
        { ...dataset, name: 'few', catalogue },
        datasets.audit(id),
      );
    };
    await expect(few(80, 'by item, 40 %')).rejects.toThrow(/few has 48 items that train; expected codebook 48 at most/);
    await expect(few(42)).rejects.toThrow(
      'rpg: 64 codes to choose from in a slot, and few has 42 items; expected codebook 40 at most, and fewer where several items are to share each',
    );
    await expect(few(3)).rejects.toThrow('few has 3 items; choose a model that knows items as such');
  });

  it('is told which tokenizer makes them, and refused one whose settings do not fit the codes it asks for', async () => {
    const of = (training: NonNullable<RecipeInput['training']>) => complete({ model: 'rpg', preset: 'tiny', training });
    expect((await of({})).training).toMatchObject({ tokenizer: 'product', iterations: 25, vectors: 'text' });
    expect((await of({ tokenizer: 'fsq' })).training).toMatchObject({ tokenizer: 'fsq', fsqLevels: 'fitting' });
    await expect(of({ tokenizer: 'words' })).rejects.toThrow('tokenizer is "words", expected one of fsq, product');
    const large = { tokenizer: 'fsq', fsqLevels: '8x6x5' } as const;
    await expect(of(large)).rejects.toThrow("fsqLevels 8x6x5 make 240 codes, and there is room for 16; use 4x4 or '");
  });

  it('has as many codes to choose from as suit the size of the catalogue, unless somebody says how many', async () => {
    const of = async (items: number, config = {}) => {
      const { dataset } = datasets.get(id);
      const ids = Array.from({ length: items }, (_, i) => `${i}`);
      const sized = { ...dataset, catalogue: { ids, titles: ids, categories: null } };
      const input = { dataset: id, model: 'tiger', preset: 'tiny', config };
      return (await completeRecipe(input, sized, datasets.audit(id))).config.codebook;
    };
    const sizes = [30, 120, 1682, 3541, 12_101];
    expect(await Promise.all(sizes.map((items) => of(items)))).toEqual([4, 16, 64, 128, 256]);
    expect(await of(1682, { codebook: 20 })).toBe(20);
    expect((await complete({ model: 'rpg' })).config.codebook).toBe(64); // its many codes tell items apart as they are
  });

  it('tells items apart by a last code that counts where its paper does', async () => {
    const training: AnyValues = { unique: 'no' };
    expect((await complete({ model: 'tiger' })).training).toMatchObject({ tokenizer: 'residual', unique: 'yes' });
    expect((await complete({ model: 'tiger', training })).training).toMatchObject({ unique: 'no' });
    expect((await complete({ model: 'rpg' })).training).toMatchObject({ unique: 'no' });
  });

  it('takes codes that the data was given, as many as there are, unless the run names a tokenizer', async () => {
    const { id: named } = await datasets.simulate('sequels', 2);
    const ids = datasets.get(named).items.ids;
    const file = Object.fromEntries(ids.map((item, i) => [item, [`<a_${i % 7}>`, `<b_${i % 31}>`]]));
    const card = await datasets.giveCodes(named, { name: 'toy.index.json', text: JSON.stringify(file) });
    expect(card).toMatchObject({ items: 120, slots: 2, size: 31, elsewhere: 0, alike: { items: 0 } });
    const { dataset } = datasets.get(named);
    const of = (input: object) =>
      completeRecipe({ dataset: named, model: 'tiger', ...input }, dataset, datasets.audit(named));
    const recipe = await of({ preset: 'tiny' });
    expect(recipe.config).toMatchObject({ slots: 2, codebook: 32, blocks: 1 });
    expect(recipe.dataset.codes).toBe(dataset.codes?.digest);
    expect(recipe.training).not.toHaveProperty('tokenizer');
    const print = blueprint(recipe, datasets.split(named));
    const { codes, words } = await makeCodes(print, onCpu, {});
    expect([...codes.values.subarray(0, 6)]).toEqual([0, 0, 1, 1, 2, 2]);
    expect(words).toContain('2 codes for each item, from toy.index.json');

    const made = await of({ training: { tokenizer: 'residual' } });
    expect(made.dataset).not.toHaveProperty('codes');
    expect(await recipeDigest(made)).not.toBe(await recipeDigest(recipe));
    expect((await of({ model: 'sasrec' })).dataset).not.toHaveProperty('codes');
    await expect(of({ config: { slots: 3 } })).rejects.toThrow(
      'toy.index.json has 2, each one of 31; expected slots 2',
    );
    const codesOfRun = { slots: 2, size: 32, values: codes.values };
    const others = new Datasets();
    const { dataset: bare } = others.get((await others.simulate('sequels', 2)).id);
    const again = await completeRecipe(
      { dataset: named, model: 'tiger', preset: 'tiny' },
      await withKept(bare, recipe, codesOfRun),
      datasets.audit(named),
    );
    expect(again).toEqual(recipe);
  });

  it('may have more codes than items where its tokenizer makes no means of them', async () => {
    const config = { codebook: 256 };
    await expect(complete({ model: 'rpg', config })).rejects.toThrow('expected codebook 120 at most');
    const { training } = await complete({ model: 'rpg', config, training: { tokenizer: 'fsq' } });
    expect(training.tokenizer).toBe('fsq');
  });

  it('has the tokenizer that there was where a recipe says none', async () => {
    const recipe = await complete({ model: 'rpg', preset: 'tiny' });
    const { tokenizer, start, unique, fsqLevels, fsqSteps, ...former } = { ...recipe.training } as Record<
      string,
      unknown
    >;
    const training = former as TrainingSettings; // as it was kept before one could choose
    expect([tokenizer, start, unique, fsqLevels, fsqSteps]).toEqual(['product', 'spread', 'no', 'fitting', 500]);
    expect(tokenizerOf({ training }).tokenizer.name).toBe('product');
    expect(tokenizerOf({ training }).chosen).toEqual(tokenizerOf(recipe).chosen);

    // And the digest that its link has: what could not be said then is no part of it.
    const digest = await recipeDigest({ ...recipe, training });
    expect(await recipeDigest(recipe)).toBe(digest);
    const other = await complete({ model: 'rpg', preset: 'tiny', training: { tokenizer: 'residual' } });
    expect(await recipeDigest(other)).not.toBe(digest);
  });

  it('has no loss that draws items', async () => {
    const drawn = complete({ model: 'rpg', training: { loss: 'gbce' } });
    await expect(drawn).rejects.toThrow('loss is "gbce", expected one of cross-entropy');
  });
});

describe('a model that reads times', () => {
  const { dataset } = datasets.get(id);
  const known = datasets.audit(id);
  const config = { times: 'gaps' };

  it('is refused on data that does not say when, in words, and before anything is traced', async () => {
    const refused = completeRecipe({ dataset: id, model: 'gru4rec', config }, dataset, { ...known, fields: [] });
    await expect(refused).rejects.toBeInstanceOf(SettingsError);
    await expect(refused).rejects.toThrow(
      "gru4rec: times is 'gaps', which reads when events happened, and sequels does not say that; expected times 'none', or data with a column of times",
    );
  });

  it('has its recipe where there are times, and any model has one that reads none', async () => {
    expect((await complete({ config })).config.times).toBe('gaps');
    const untimed = await completeRecipe({ dataset: id }, dataset, { ...known, fields: [] });
    expect(untimed.config.times).toBe('none');
  });
});

describe('a model that reads kinds of events', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `u${i % 4},i${i % 5},${1e9 + i},${i % 3 === 0 ? 'buy' : 'view'}\n`);
  const opened = async (event: string, of: readonly string[] = rows) => {
    const one = new Datasets();
    const file = new File([`user,item,timestamp,${event}\n${of.join('')}`], 'orders.csv');
    const summary = await one.open([file], {});
    const recipe = (config: NonNullable<RecipeInput['config']>): Promise<Recipe> =>
      completeRecipe({ dataset: summary.id, config }, one.get(summary.id).dataset, one.audit(summary.id));
    return { summary, recipe };
  };

  it('is refused on data that does not say them, in words', async () => {
    await expect(complete({ config: { kinds: 'read' } })).rejects.toThrow(
      "sasrec: kinds is 'read', which reads of which kind events are, and sequels does not say that; expected kinds 'none', or data with a column of kinds of events, such as view and purchase",
    );
  });

  it('has a digest of them in its recipe, which no other has; the fingerprint of the data is the same whether they are there or not', async () => {
    const [told, untold] = [await opened('event'), await opened('something')];
    expect(told.summary.fingerprint).toBe(untold.summary.fingerprint);
    expect((await told.recipe({})).dataset).toEqual((await untold.recipe({})).dataset);
    const { kinds } = (await told.recipe({ kinds: 'read' })).dataset;
    expect(kinds).toMatch(/^[0-9a-f]{64}$/);
    const other = await opened(
      'event',
      rows.map((row) => row.replace('buy', 'cart')),
    );
    expect(other.summary.fingerprint).toBe(told.summary.fingerprint);
    expect((await other.recipe({ kinds: 'read' })).dataset.kinds).not.toBe(kinds);
  });
});

describe('a model that reads values of events', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `u${i % 4},i${i % 5},${1e9 + i},${i % 3}.5\n`);
  const opened = async (column: string, of: readonly string[] = rows) => {
    const one = new Datasets();
    const file = new File([`user,item,timestamp,${column}\n${of.join('')}`], 'ratings.csv');
    const summary = await one.open([file], {});
    const recipe = (config: NonNullable<RecipeInput['config']>): Promise<Recipe> =>
      completeRecipe({ dataset: summary.id, config }, one.get(summary.id).dataset, one.audit(summary.id));
    return { summary, recipe, split: one.split(summary.id) };
  };

  it('is refused on data that does not say them, in words', async () => {
    await expect(complete({ config: { values: 'read' } })).rejects.toThrow(
      "sasrec: values is 'read', which reads what events were worth, and sequels does not say that; expected values 'none', or data with a column of values, such as ratings or prices",
    );
  });

  it('has a digest of them in its recipe, which no other has; the fingerprint of the data is the same whether they are there or not', async () => {
    const [told, untold] = [await opened('rating'), await opened('remark')];
    expect(told.summary.fingerprint).toBe(untold.summary.fingerprint);
    expect((await told.recipe({})).dataset).toEqual((await untold.recipe({})).dataset);
    const { values } = (await told.recipe({ values: 'read' })).dataset;
    expect(values).toMatch(/^[0-9a-f]{64}$/);
    const other = await opened(
      'rating',
      rows.map((row) => row.replace('2.5', '3.5')),
    );
    expect(other.summary.fingerprint).toBe(told.summary.fingerprint);
    expect((await other.recipe({ values: 'read' })).dataset.values).not.toBe(values);
  });

  it('goes on only with the values that it was trained on', async () => {
    const { recipe, summary } = await opened('rating');
    const saved = await recipe({ values: 'read' });
    const other = { ...saved, dataset: { ...saved.dataset, values: 'ef'.repeat(32) } };
    const kept = {
      checkpoint: { dataset: summary.fingerprint, recipe: JSON.parse(JSON.stringify(saved)) as unknown },
      recipe: saved,
    } as Kept;
    expect(() => checkSame(kept, other)).toThrow(
      'recover: the saved run read the values of events of ratings, and those of the open dataset are others; open the same file with the same column of values',
    );
    expect(() => checkSame(kept, saved)).not.toThrow();
  });

  it('trains and ranks by the levels of the events that train', async () => {
    const { recipe, split } = await opened('rating');
    const print = blueprint(await recipe({ values: 'read' }), split);
    expect([print.shape.levels, rankerShape(print).levels]).toEqual([
      [0.5, 1.5, 2.5],
      [0.5, 1.5, 2.5],
    ]);
    const other = blueprint(await recipe({}), split);
    expect([other.shape.levels, rankerShape(other).levels]).toEqual([undefined, undefined]);
  });

  it('is refused where none of the events that train has a value', async () => {
    const last = rows.map((row, i) => (i < 36 ? row.replace(/[^,]*\n/, '\n') : row));
    const { recipe, split } = await opened('rating', last);
    const read = await recipe({ values: 'read' });
    expect(() => blueprint(read, split)).toThrow(
      'train: the model reads values of events, and ratings has none of an event to train on, expected one at least; check which column has the values',
    );
  });
});
