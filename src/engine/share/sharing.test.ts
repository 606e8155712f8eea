import { describe, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from '../../snapshot/base64url.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine, RecipeInput, SharedRecipe } from '../api.ts';
import { createEngine } from '../engine.ts';

vi.setConfig({ testTimeout: 60_000 });

/** An engine where there is no GPU: what is shared is made and read without one. */
const engineWithout = (): Engine => createEngine(testPlatform());

const chosen = {
  model: 'sasrec',
  preset: 'tiny',
  config: { dropout: 0.1 },
  training: { epochs: 8, learningRate: 0.005 },
  seed: 7,
};

async function linked(engine: Engine, dataset: string, more: Partial<RecipeInput> = {}) {
  const { hash } = await engine.recipeLink({ dataset, ...chosen, ...more });
  const opened = await engine.openLink(hash);
  if (opened.kind !== 'recipe') throw new Error('expected a recipe');
  return { hash, recipe: opened.recipe };
}

/** Does with a recipe what the page does: opens its world, shapes it, and fills the rest in. */
async function repeat(engine: Engine, { data, shaping, input }: SharedRecipe) {
  if (!('world' in data)) throw new Error('expected a world');
  const { id } = await engine.simulate(data.world, data.seed);
  const dataset = Object.keys(shaping).length === 0 ? id : (await engine.reshape(id, shaping)).id;
  return engine.completed({ dataset, ...input });
}

const forged = (json: unknown): string =>
  `#/1/train?s=r.${toBase64url(new TextEncoder().encode(JSON.stringify(json)))}`;

describe('a recipe link', () => {
  it('of every built-in world is shorter than 500 characters and gives the same recipe elsewhere', async () => {
    const engine = engineWithout();
    for (const { name } of await engine.worlds()) {
      const { id } = await engine.simulate(name, 3);
      const { hash, recipe } = await linked(engine, id, { seen: 'kept' });
      expect(hash.length, name).toBeLessThan(500);
      const here = await engine.completed({ dataset: id, ...chosen, seen: 'kept' });
      const there = await repeat(engineWithout(), recipe);
      expect(there).toEqual(here);
      expect(recipe.digest).toBe(here.digest);
    }
  });

  it('carries how the world was shaped', async () => {
    const engine = engineWithout();
    const { id } = await engine.simulate('sequels');
    const { id: shaped } = await engine.reshape(id, { lastN: 10, minimumItem: 5, sessionGap: 604_800 });
    const { recipe } = await linked(engine, shaped);
    expect(recipe.shaping).toEqual({ lastN: 10, minimumItem: 5, sessionGap: 604_800 });
    expect((await repeat(engineWithout(), recipe)).digest).toBe(recipe.digest);
  });

  it('carries the split where it is not leave-one-out', async () => {
    const engine = engineWithout();
    const { id } = await engine.simulate('bookshop');
    const { recipe } = await linked(engine, id, { split: 'by time' });
    expect(recipe.input.split).toBe('by time');
    const there = await repeat(engineWithout(), recipe);
    expect(there.digest).toBe(recipe.digest);
    expect(there.recipe.protocol.sentence).toMatch(/^By time:/);
    const usual = await linked(engine, id);
    expect(usual.recipe.input.split).toBe('leave-one-out');
    expect(usual.hash.length).toBe((await linked(engine, id, { split: 'leave-one-out' })).hash.length);
    const content = usual.hash.slice(usual.hash.indexOf('=r.') + 3);
    expect(new TextDecoder().decode(fromBase64url(content))).not.toContain('split');
  });

  it('is made where the data has too few items for the codes of some presets, or of all', async () => {
    const engine = engineWithout();
    const { id } = await engine.simulate('sequels'); // 120 items, and 256 codes in a slot of the preset large
    const of = { model: 'rpg', preset: 'standard', config: { codebook: 32 }, training: { epochs: 3 } };
    const { recipe } = await linked(engine, id, of);
    expect(recipe.input).toMatchObject({ model: 'rpg', config: { codebook: 32 } });
    expect((await repeat(engineWithout(), recipe)).digest).toBe(recipe.digest);

    const rows = ['user,item', ...Array.from('abcdefg', (item) => `ann,${item}\nbob,${item}`)];
    const { id: few } = await engine.open([new File([rows.join('\n')], 'few.csv')]);
    const { recipe: whole } = await linked(engine, few, { ...of, config: { codebook: 4 } });
    expect((await engine.completed({ dataset: few, ...whole.input })).digest).toBe(whole.digest);
  });

  it('names files by name and the beginning of their fingerprint, and holds no user and no item', async () => {
    const engine = engineWithout();
    const rows = ['user,item,time', 'ann,tea,1', 'ann,cup,2', 'ann,pot,3', 'bob,tea,1', 'bob,pot,2', 'bob,cup,3'];
    const { id, fingerprint } = await engine.open([new File([rows.join('\n')], 'orders.csv')]);
    const { hash, recipe } = await linked(engine, id);
    expect(recipe.data).toEqual({ name: 'orders', fingerprint: fingerprint.slice(0, 16) });
    const text = Buffer.from(hash.slice(hash.indexOf('.') + 1), 'base64url').toString();
    for (const secret of ['ann', 'bob', 'tea', 'cup', 'pot']) expect(text).not.toContain(secret);
  });

  it.each([
    ['another world', { data: { seed: 1, world: 'atlantis' } }],
    ['another model', { model: 'oracle' }],
    ['a preset that objects have', { preset: 'constructor' }],
    ['a setting out of range', { config: { width: 4096 } }],
    ['a setting no model has', { config: { wings: 2 } }],
    ['a number as text', { training: { learningRate: '0.001' } }],
    ['a setting training does not have', { training: { toString: 1 } }],
    ['a loss it does not know', { training: { loss: 'zero' } }],
    ['a shaping it does not know', { shaping: { minimumUser: 0 } }],
  ])('with %s is refused with the reason', async (_, changes) => {
    const base = { data: { seed: 1, world: 'sequels' }, digest: '0'.repeat(16), model: 'sasrec', seed: 1 };
    const sorted = Object.fromEntries(Object.entries({ ...base, ...changes }).sort(([a], [b]) => (a < b ? -1 : 1)));
    await expect(engineWithout().openLink(forged(sorted))).rejects.toThrow(/^LINK_RECIPE(_VALUE)?: /);
    const good = Object.fromEntries(Object.entries(base).sort(([a], [b]) => (a < b ? -1 : 1)));
    await expect(engineWithout().openLink(forged(good))).resolves.toMatchObject({ kind: 'recipe' });
  });
});
