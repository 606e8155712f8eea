/** Whatever the facade takes, a link carries; what no link carries, the facade refuses. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { SettingsError } from '../../core/errors.ts';
import type { Value } from '../../core/value.ts';
import { duplicateRules, tieRules } from '../../data/dataset.ts';
import { seenRules } from '../../evaluate/protocol.ts';
import { modelNamed } from '../../models/catalogue.ts';
import type { Model } from '../../models/model.ts';
import { losses } from '../../losses/catalogue.ts';
import { isList, isNumber, type ListSetting, type NumberSetting, type Settings } from '../../parts/settings.ts';
import { linkViews } from '../../snapshot/link.ts';
import { testPlatform } from '../../testing/platform.ts';
import { schedules } from '../../nn/optimizer.ts';
import { trainingTable } from '../../train/settings.ts';
import type { Engine, RecipeInput, Shaping, SharedRecipe } from '../api.ts';
import { createEngine } from '../engine.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const start = (): Engine => createEngine(testPlatform());

/** Numbers of a range and its ends, and now and then one beyond, or of another kind. */
const numberOf = ({ minimum, maximum, step }: NumberSetting): fc.Arbitrary<number> => {
  const right = Number.isInteger(step)
    ? fc.integer({ min: 0, max: Math.floor((maximum - minimum) / step) }).map((steps) => minimum + steps * step)
    : fc.double({ min: minimum, max: maximum, noNaN: true });
  const odd = fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1, 1.5, -0, NaN, Infinity, 2 ** 53, 1e300);
  return fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: odd });
};

const word = (words: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...words) }, fc.constantFrom('Filtered', 'constructor', ''));

/** Right lists, and now and then one that is too long, or with another word. */
const listOf = ({ options, least, most }: ListSetting): fc.Arbitrary<readonly string[]> =>
  fc.array(word(Object.keys(options)), { minLength: least, maxLength: most + 1 });

const valuesOf = (settings: Settings): fc.Arbitrary<Partial<Record<string, Value>>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(settings).flatMap(([key, setting]): [string, fc.Arbitrary<Value>][] => {
        if (isNumber(setting)) return [[key, numberOf(setting)]];
        return isList(setting) ? [[key, listOf(setting)]] : [];
      }),
    ),
    {
      requiredKeys: [],
    },
  );

const seeds = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 2 ** 32 - 1 }) },
  fc.constantFrom(1.5, -1, -0, NaN, 2 ** 32, 2 ** 53),
);
const training = fc
  .tuple(
    valuesOf(trainingTable),
    fc.record({ loss: word([...losses.keys()]), schedule: word(Object.keys(schedules)) }, { requiredKeys: [] }),
  )
  .map(([numbers, words]) => ({ ...numbers, ...words }));
const inputsOf = ({ name, presets, settings }: Model, requiredKeys: 'model'[]) =>
  fc.record(
    {
      model: word([name]),
      preset: word(presets.map((preset) => preset.name)),
      config: valuesOf(settings),
      training,
      seen: word(seenRules),
      split: word(['leave-one-out', 'by time', 'by user', 'by-time']),
      seed: seeds,
    },
    { requiredKeys },
  );
const inputs = fc.oneof(inputsOf(modelNamed('sasrec'), []), inputsOf(modelNamed('hybrid'), ['model']));
const shapings = fc.record(
  {
    duplicates: word(duplicateRules),
    minimumUser: fc.constantFrom(1, 2, 0, 1.5),
    minimumItem: fc.constantFrom(1, 3, '3'),
    sessionGap: fc.constantFrom(null, 604_800, 0.5, 1e300),
    lastN: fc.constantFrom(null, 20, -1, 2 ** 53, 1e300),
    ties: word(tieRules),
    seed: seeds,
    minItem: fc.constant(5),
  },
  { requiredKeys: [] },
);
const views = word(linkViews);

/** What the facade makes of it; null where it refuses, which it must do by name. */
async function accepted<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}

/** Does with a recipe what the page does: opens its world, shapes it, and fills the rest in. */
async function repeated(engine: Engine, { data, shaping, input }: SharedRecipe) {
  if (!('world' in data)) throw new Error('expected a world');
  const { id } = await engine.simulate(data.world, data.seed);
  const { id: dataset } = await engine.reshape(id, shaping);
  return engine.completed({ dataset, ...input });
}

describe('a link of whatever recipe the facade takes', () => {
  const [engine, elsewhere] = [start(), start()];
  let world: string;
  beforeAll(async () => {
    world = (await engine.simulate('sequels', 1)).id;
  });

  it('gives the same recipe and view where it is opened', async () => {
    let [taken, refused, lists] = [0, 0, 0];
    const property = fc.asyncProperty(inputs, shapings, views, async (input, shaping, view) => {
      const shaped = await accepted(engine.reshape(world, shaping as Partial<Shaping>));
      const recipe = { dataset: shaped?.id ?? world, ...input } as RecipeInput;
      const here = await accepted(engine.completed(recipe));
      const made = await accepted(engine.recipeLink(recipe, view as (typeof linkViews)[number]));
      if (here === null || made === null) {
        refused++;
        expect(made).toBeNull();
        return;
      }
      taken++;
      lists += Number(input.config !== undefined && 'mixers' in input.config);
      const opened = await elsewhere.openLink(made.hash);
      if (opened.kind !== 'recipe') throw new Error('expected a recipe');
      expect(opened.view).toBe(view);
      expect(opened.recipe.digest).toBe(here.digest);
      expect(await repeated(elsewhere, opened.recipe)).toEqual(here);
    });
    await fc.assert(property, { numRuns: 50, seed: 8 });
    expect(Math.min(taken, refused, lists)).toBeGreaterThan(2);
  });

  it('has the world and seed that it was made from', async () => {
    let [taken, refused] = [0, 0];
    const property = fc.asyncProperty(word(['sequels', 'just-popular']), seeds, async (name, seed) => {
      const made = await accepted(engine.simulate(name, seed));
      if (made === null) {
        refused++;
        return;
      }
      taken++;
      const opened = await elsewhere.openLink((await engine.recipeLink({ dataset: made.id })).hash);
      expect(opened).toMatchObject({ recipe: { data: { world: name, seed: seed + 0 } } });
    });
    await fc.assert(property, { numRuns: 12, seed: 8 });
    expect(Math.min(taken, refused)).toBeGreaterThan(0);
  });
});
