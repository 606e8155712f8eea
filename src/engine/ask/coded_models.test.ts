import { beforeAll, expect, it } from 'vitest';
import { tiger } from '../../models/tiger/tiger.ts';
import { testPlatform } from '../../testing/platform.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine, Id } from '../api.ts';
import { createEngine } from '../engine.ts';

const ids = Array.from({ length: 60 }, (_, i) => `b${i + 1}`);
const titles = ids.map((id) => `Title of ${id}`);
const history = ids.slice(3, 8);
let engine: Engine;
let coded: Id;

beforeAll(async () => {
  engine = createEngine(testPlatform());
  const small = { blocks: 1, heads: 1, width: 16, length: 8, slots: 3, codebook: 8 };
  coded = (await engine.load((await untrained(small, ids, titles, tiger)).file)).id;
});

it('a model of codes is looked into as trees whose ends are named', async () => {
  expect((await engine.lenses(coded)).map(({ name }) => name)).toEqual(expect.arrayContaining(['beam', 'code_tree']));
  for (const name of ['beam', 'code_tree']) {
    const [picture] = (await engine.look(coded, name, name === 'beam' ? history : [])) ?? [];
    if (picture.kind !== 'tree' || picture.numbers.rows.of !== 'codes') throw new Error('expected a tree of codes');
    const items = picture.numbers.rows.items.filter((item) => item !== null);
    expect(items.length).toBeGreaterThan(0);
    for (const { id, title } of items) expect([ids.includes(id), title]).toEqual([true, `Title of ${id}`]);
    expect(picture.numbers.rows.items[0]).toBeNull();
  }
});

it('the beam of a list holds what a beam of that width recommends', async () => {
  const [picture] = (await engine.look(coded, 'beam', history)) ?? [];
  const { rows } = picture.numbers;
  const drawn = rows.of === 'codes' ? rows.items.flatMap((item) => item?.id ?? []) : [];
  const decoder = { name: 'beam', values: { width: 8 } };
  const { list, search } = await engine.ranking({ run: coded }, history, { count: 8, decoder });
  expect([...drawn].sort()).toEqual(list.map(({ id }) => id).sort());
  const [exact] = await engine.recommend({ run: coded }, history, { count: 1 });
  expect(picture.sentence).toContain(
    `${exact.title}, the first of the whole catalogue, is ${search?.places[0] === 0 ? 'in it' : 'not in it'}`,
  );
});

it('asks the users of the data that are named how far siblings can be reordered, and says what is missing', async () => {
  const world = await engine.simulate('text-attr', 1);
  const items = await engine.findItems({ dataset: world.id }, '', world.items);
  const small = { blocks: 1, heads: 1, width: 16, length: 8, slots: 3, codebook: 8 };
  const known = items.map(({ id }) => id);
  const { id: run } = await engine.load((await untrained(small, known, known, tiger)).file);
  const [correlation, turned] = (await engine.look(run, 'siblings', [], { described: world.id })) ?? [];
  expect(correlation.sentence).toMatch(/^Over 100 users the places of \d+ pairs of items that share the first 2 codes/);
  expect(turned.numbers.values).toHaveLength(3);
  await expect(engine.look(run, 'siblings')).rejects.toThrow('no data that this model knows is open');
  await expect(engine.look(coded, 'siblings', [], { described: world.id })).rejects.toThrow('are not in the catalogue');
});
