import { describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine } from '../api.ts';
import { createEngine } from '../engine.ts';

const start = (): Engine => createEngine(testPlatform());

type Row = readonly [user: string, item: string, time: number];
const file = (name: string, rows: readonly Row[]): File =>
  new File(['user,item,timestamp\n', ...rows.map((row) => `${row.join(',')}\n`)], name);

const SECOND = 1_700_000_000;
const people = ['1', '2', '3', '4', '5'].map((k) => `user${k}`);
/** Ten items that everybody took, and one each that nobody else did; all in one second, as exports of days are. */
const training = people.flatMap((user, k): Row[] => [
  ...Array.from({ length: 10 }, (_, i): Row => [user, `often${i}`, SECOND]),
  [user, `seldom${k}`, SECOND],
]);
const validation: readonly Row[] = [
  ['user1', 'new1', SECOND],
  ['user4', 'often1', SECOND],
];
const test: readonly Row[] = [
  ['user1', 'often3', SECOND], // ten items share ranks 0 to 9: 4.5, a hit
  ['user1', 'seldom2', SECOND], // behind ten, among five: 12
  ['user2', 'new2', SECOND], // never trained on
  ['user3', 'often1', SECOND + 9], // 4.5
  ['user5', 'seldom4', SECOND + 9], // 12
];

/** Dropped in the order of their names, which is not that of the parts. */
const benchmark = (more: readonly Row[] = []): [File, File, File] => [
  file('toys.test.csv', test),
  file('toys.train.csv', [...training, ...more]),
  file('toys.valid.csv', validation),
];

describe('a benchmark of three files', () => {
  it('is evaluated as it was published, every target counted once', async () => {
    const engine = start();
    const files = benchmark();
    const summary = await engine.open(files, { plan: await engine.sniff(files) });
    expect(summary).toMatchObject({ interactions: 62, users: 5, usualSplit: 'as published' });
    expect(summary.division).toBe(
      'As published, the files divide the interactions into 55 to train, 2 to validate and 5 to test; ' +
        'this is used unless another split is chosen.',
    );
    const metrics = await engine.evaluate({ dataset: summary.id, baseline: 'popularity' }, { seen: 'kept' });
    expect(metrics.protocol).toMatchObject({ split: 'as published', hash: 'c421786518cc' });
    expect(metrics).toMatchObject({ stage: 'test', users: 4, targets: 5, items: 17 });
    expect(metrics.hr['10']).toBeCloseTo(2 / 5, 15); // the mean over users would be 3/8
    expect(metrics.ndcg['10']).toBeCloseTo((2 * (1 / Math.log2(6.5))) / 5, 15);
    const again = { seen: 'kept', stage: 'validation', split: 'as published' } as const;
    const validated = await engine.evaluate({ dataset: summary.id, baseline: 'popularity' }, again);
    expect(validated).toMatchObject({ users: 2, hr: { '10': 0.5 } });
    expect(validated).not.toHaveProperty('targets'); // each has one
  });

  it('can be divided otherwise, and says what each way gives', async () => {
    const engine = start();
    const { id } = await engine.open(benchmark(), {});
    const cards = await engine.splits(id);
    expect(cards.find(({ rule }) => rule === 'as published')).toEqual({
      ...{
        rule: 'as published',
        lacking: null,
        trained: 55,
        validated: 2,
        tested: 5,
        cold: 1,
        cuts: null,
        departures: [],
      },
    });
    expect(cards.find(({ rule }) => rule === 'leave-one-out')).toMatchObject({ trained: 52, tested: 5 });
    const one = await engine.evaluate({ dataset: id, baseline: 'popularity' }, { split: 'leave-one-out' });
    expect(one).toMatchObject({ users: 5, protocol: { split: 'leave-one-out' } });
  });

  it('says what cleaning takes from the published targets', async () => {
    const engine = start();
    const { division, id } = await engine.open(benchmark(), { shaping: { minimumItem: 2 } });
    const [{ departures }] = (await engine.splits(id)).filter(({ rule }) => rule === 'as published');
    expect(departures).toEqual([
      'Cleaning left 52 of 55 interactions to train, 1 of 2 to validate and 4 of 5 to test: the numbers do not repeat published ones.',
    ]);
    expect(division).toContain(departures[0]);
  });

  it('is left one out of where something trains after what is tested, and says in how many histories', async () => {
    const engine = start();
    const files = benchmark([
      ['user1', 'often5', SECOND + 60],
      ['user3', 'often5', SECOND + 60],
    ]);
    const summary = await engine.open(files, {});
    expect(summary).toMatchObject({ usualSplit: 'leave-one-out' });
    expect(summary.division).toContain('in 2 of 5 histories training, validation and test do not follow each other');
    expect((await engine.evaluate({ dataset: summary.id, baseline: 'popularity' })).protocol.split).toBe(
      'leave-one-out',
    );
    const asked = { split: 'as published' } as const;
    await expect(engine.evaluate({ dataset: summary.id, baseline: 'popularity' }, asked)).rejects.toThrow('in 2 of 5');
    const reading = await engine.read(files, await engine.sniff(files));
    expect(reading).toMatchObject({ division: summary.division, usualSplit: 'leave-one-out' });
  });

  it('validates with the last of what trains where only train and test are published', async () => {
    const engine = start();
    const [tested, trained] = benchmark();
    const { division, id } = await engine.open([tested, trained], {});
    expect(division).toMatch(/No part validates: the last training interaction of 5 histories does/);
    const validated = await engine.evaluate({ dataset: id, baseline: 'popularity' }, { stage: 'validation' });
    expect(validated.users).toBe(5);
    const recipe = await engine.completed({ dataset: id });
    expect(recipe.recipe.protocol.split).toBe('as published');
  });

  it('goes into a link and comes out of it as it was', async () => {
    const engine = start();
    const { id } = await engine.open(benchmark(), {});
    for (const split of ['as published', 'leave-one-out'] as const) {
      const { hash } = await engine.recipeLink({ dataset: id, split });
      const opened = await engine.openLink(hash);
      if (opened.kind !== 'recipe') throw new Error('expected a recipe');
      expect(opened.recipe.input.split).toBe(split);
      const { digest } = await engine.completed({ dataset: id, ...opened.recipe.input });
      expect(digest).toBe(opened.recipe.digest);
    }
  });
});

it('one file has no division', async () => {
  const engine = start();
  const summary = await engine.open([file('toys.csv', [...training, ...test])], {});
  expect(summary).toMatchObject({ division: null, usualSplit: 'leave-one-out' });
  const cards = await engine.splits(summary.id);
  expect(cards.find(({ rule }) => rule === 'as published')?.lacking).toContain('it does not come divided');
});
