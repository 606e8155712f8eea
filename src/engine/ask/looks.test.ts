import { beforeAll, describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine, Id } from '../api.ts';
import { createEngine } from '../engine.ts';

let engine: Engine;
let dataset: Id;
let run: Id;
let ids: readonly string[];

beforeAll(async () => {
  engine = createEngine(testPlatform());
  dataset = (await engine.simulate('bookshop', 1)).id;
  ids = (await engine.findItems({ dataset }, '', 1000)).map(({ id }) => id);
  const titles = ids.map((id) => `Title of ${id}`);
  run = (await engine.load((await untrained({ blocks: 2, heads: 2, width: 16, length: 6 }, ids, titles)).file)).id;
});

describe('looking into a model', () => {
  it('is offered with the lenses that have something to show, those that read a history first', async () => {
    const cards = await engine.lenses(run);
    expect(cards.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['attention', 'influence', 'last_look', 'lengths', 'map', 'nearest']),
    );
    const kinds = cards.map(({ reads }) => ['history', 'model', 'item'].indexOf(reads));
    expect(kinds).toEqual([...kinds].sort());
  });

  it('names the items that the model reads, and shares one list of them among all heads', async () => {
    const pictures = (await engine.look(run, 'attention', ids.slice(0, 8))) ?? [];
    expect(pictures).toHaveLength(7);
    const [{ sentence, numbers }] = pictures;
    expect(sentence).toMatch(/on the .*, Title of /);
    expect(numbers.rows).toMatchObject({ of: 'history', items: ids.slice(2, 8).map((id) => ({ id })) });
    expect(new Set(pictures.flatMap(({ numbers: { rows, columns } }) => [rows, columns])).size).toBe(1);
  });

  it('knows of a dataset what the file of a model does not say', async () => {
    const first = async (options: object): Promise<unknown> => {
      const [{ numbers }] = (await engine.look(run, 'map', [], options)) ?? [];
      return numbers.rows.of === 'items' ? numbers.rows.items[0].category : undefined;
    };
    expect([await first({}), typeof (await first({ described: dataset }))]).toEqual([null, 'string']);
  });

  it('explains what the model would recommend first, as it hides what was taken', async () => {
    const history = ids.slice(0, 5);
    const [first] = await engine.recommend({ run }, history, { count: 1 });
    const [{ sentence, numbers }] = (await engine.look(run, 'influence', history)) ?? [];
    expect(sentence).toContain(`recommends ${first.title} first`);
    const { contributions } = await engine.explain({ run }, history, first.id);
    expect([...numbers.values]).toEqual(contributions.map(({ change }) => Math.fround(change)));
  });

  it('asks for a history where the lens reads one, and refuses by name what there is not', async () => {
    await expect(engine.look(run, 'attention')).rejects.toThrow('history: it is empty');
    await expect(engine.look(run, 'atention', ids)).rejects.toThrow("did you mean 'attention'?");
  });
});
