import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../data/import/testing.ts';
import { defaultShaping, type Dataset } from '../../data/dataset.ts';
import { shapeDataset } from '../../data/shape.ts';
import { query, split, target, type SplitRule, type Stage } from '../../data/split.ts';
import { marks, marksOf } from '../../exchange/marks.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine, ExchangeFormat, Shaping, TablesExport } from '../api.ts';
import { createEngine } from '../engine.ts';

const engineWithout = (): Engine => createEngine(testPlatform());

/** Files as somebody finds them who unpacks the archive. */
const filesOf = ({ zip }: TablesExport) =>
  Object.entries(unzipSync(zip)).map(([name, bytes]) => ({
    name: name.slice(name.indexOf('/') + 1),
    blob: new Blob([Uint8Array.from(bytes)]),
  }));

async function readAgain(made: TablesExport): Promise<Dataset> {
  const { interactions } = await importFiles(filesOf(made));
  return shapeDataset(interactions, defaultShaping);
}

const textOf = (made: TablesExport, name: string): string =>
  new TextDecoder().decode(Object.entries(unzipSync(made.zip)).find(([path]) => path.endsWith(name))?.[1]);

const singles: readonly ExchangeFormat[] = ['recbole', 'parquet'];

describe.each(singles)('a dataset as %s, read again', (format) => {
  it.each(['sequels', 'just-popular'])('has the fingerprint of the world %s', async (world) => {
    const engine = engineWithout();
    const { id, fingerprint } = await engine.simulate(world, 2);
    const made = await engine.tables(id, { format });
    expect(made).toMatchObject({ fingerprint, equal: true, sameNumbers: true, left: 0, marked: null });
    expect((await readAgain(made)).fingerprint).toBe(fingerprint);
  });

  it.each<Partial<Shaping>>([
    { minimumUser: 5, minimumItem: 5 },
    { lastN: 4 },
    { ties: 'seeded shuffle', seed: 3 },
    { sessionGap: 86_400 * 21 },
  ])('has the fingerprint that it tells where it was shaped by %o', async (shaping) => {
    const engine = engineWithout();
    const { id: whole } = await engine.open([new File([orders()], 'orders.csv')]);
    const { id, fingerprint } = await engine.reshape(whole, shaping);
    const made = await engine.tables(id, { format, split: 'leave-one-out' });
    const again = await readAgain(made);
    expect(again.fingerprint).toBe(made.fingerprint);
    expect(again.fingerprint).not.toBe(fingerprint);
    expect(made.equal).toBe(made.sameNumbers);
  });

  it('has ids, titles and times as they were, however they are spelled', async () => {
    const engine = engineWithout();
    const { id, fingerprint } = await engine.open([
      new File(
        [
          JSON.stringify(
            odd.map(([user, item], i) => ({ user, item, time: 1_600_000_000.5 + i, title: `The "${item}"` })),
          ),
        ],
        'odd.json',
      ),
    ]);
    const made = await engine.tables(id, { format });
    const again = await readAgain(made);
    expect(again.fingerprint).toBe(fingerprint);
    expect(again.catalogue.titles).toContain('The "tea, green"');
    expect(again.catalogue.titles?.filter((title) => title === '').length).toBe(0);
  });
});

const odd = ['tea, green', '007', 'a"b', "o'clock", '=1+1', 'ünï', '42.0'].flatMap((item, i) => [
  [`u${i % 2}`, item],
  [`u${i % 3}`, `${item}!`],
]);

/** Rows at one time, out of order, of users who come and go. */
function orders(): string {
  const rows = ['user,item,time'];
  for (let i = 0; i < 240; i++)
    rows.push(`u${(i * 7) % 23},i${(i * i) % 31},${1_600_000_000 + 86_400 * ((i * 5) % 97)}`);
  return rows.join('\n');
}

const rules: readonly SplitRule[] = ['leave-one-out', 'by time', 'by user', 'by item, 20 %'];

it.each(['a\tb', '"a"', 'a\nb', ' a'])('RecBole’s files refuse the id %j by name, and Parquet has it', async (id) => {
  const engine = engineWithout();
  const rows = ['u', 'v', 'w'].flatMap((user) =>
    [id, 'b', 'c'].map((item, i) => ({ user, item, time: 1_600_000_000 + i })),
  );
  const { interactions } = await importFiles([{ name: 'x.json', blob: new Blob([JSON.stringify(rows)]) }]);
  expect(interactions.catalogue.ids).toContain(id);
  const opened = await engine.open([new File([JSON.stringify(rows)], 'x.json')]);
  await expect(engine.tables(opened.id, { format: 'recbole' })).rejects.toThrow(/^tables: item_id .* choose parquet/);
  const made = await engine.tables(opened.id, { format: 'parquet' });
  expect((await readAgain(made)).fingerprint).toBe(opened.fingerprint);
});

describe('the column part', () => {
  it.each(rules)('says all that there is to a split %s', async (rule) => {
    const engine = engineWithout();
    const { id, interactions } = await engine.simulate('sequels', 1);
    const made = await engine.tables(id, { format: 'recbole', split: rule });
    const { marked } = made;
    expect((marked?.train ?? 0) + (marked?.validation ?? 0) + (marked?.test ?? 0) + (marked?.known ?? 0)).toBe(
      interactions,
    );
    const [card] = (await engine.splits(id)).filter((one) => one.rule === rule);
    expect(marked).toMatchObject({ train: card.trained, validation: card.validated, test: card.tested });
    const lines = textOf(made, '.inter').trimEnd().split('\n');
    expect(lines[0]).toBe('user_id:token\titem_id:token\ttimestamp:float\tpart:token');
    expect(lines.filter((line) => line.endsWith('\ttest'))).toHaveLength(card.tested);
  });

  it.each(rules)('marks what trains and what is asked for under %s', async (rule) => {
    const { interactions } = await importFiles([{ name: 'orders.csv', blob: new Blob([orders()]) }]);
    const dataset = await shapeDataset(interactions);
    const divided = split(dataset, rule);
    const found = marksOf(divided);
    for (const stage of ['validation', 'test'] as const) {
      const own = [...found.keys()].filter((i) => marks[found[i]] === stage);
      expect(own).toEqual([...divided[stage].ends].sort((a, b) => a - b));
    }
    const trained = [...found.keys()].filter((i) => marks[found[i]] === 'train').map((i) => dataset.items[i]);
    const taught = divided.training.users.length;
    const expected: number[] = [];
    for (let k = 0; k < taught; k++) {
      const { trained: of, training } = divided;
      expected.push(...of.items.subarray(of.offsets[training.users[k]], training.ends[k]));
    }
    expect(trained).toEqual(expected);
  });
});

describe('files of a benchmark', () => {
  const asked = (dataset: Dataset, rule: SplitRule, stage: Stage) => {
    const divided = split(dataset, rule);
    return Array.from(divided[stage].users, (u, k) => {
      const ids = (items: ArrayLike<number>): string[] => Array.from(items, (i) => dataset.catalogue.ids[i]);
      return [dataset.users[u], ids(query(divided, stage, k).items), dataset.catalogue.ids[target(divided, stage, k)]];
    }).sort();
  };

  it('ask as published what leaving one out asks here', async () => {
    const engine = engineWithout();
    const { id, usualSplit } = await engine.open([new File([`${orders()}\nshort,i1,1600000000`], 'orders.csv')]);
    const made = await engine.tables(id, { format: 'benchmark', split: usualSplit });
    expect(made.files.map(({ path }) => path)).toEqual([
      'orders.train.inter',
      'orders.valid.inter',
      'orders.test.inter',
    ]);
    expect(made.left).toBe(1);
    const again = await readAgain(made);
    expect(again.fingerprint).toBe(made.fingerprint);
    const { interactions } = await importFiles([{ name: 'orders.csv', blob: new Blob([orders()]) }]);
    const here = await shapeDataset(interactions);
    for (const stage of ['validation', 'test'] as const) {
      expect(asked(again, 'as published', stage)).toEqual(asked(here, 'leave-one-out', stage));
    }
  });

  it('written of files of a benchmark have their fingerprint', async () => {
    const engine = engineWithout();
    const world = await engine.simulate('sequels', 1);
    const { id: first } = await engine.reshape(world.id, { minimumUser: 3 });
    const once = await engine.tables(first, { format: 'benchmark', split: 'leave-one-out' });
    const { id, fingerprint } = await engine.open(filesOf(once));
    const twice = await engine.tables(id, { format: 'benchmark', split: 'as published' });
    expect(twice).toMatchObject({ fingerprint, equal: true, sameNumbers: true });
    expect(fingerprint).toBe(once.fingerprint);
  });

  it.each(['by time', 'by user'] as const)('cannot tell a split %s, and say so', async (rule) => {
    const engine = engineWithout();
    const { id } = await engine.simulate('sequels', 1);
    await expect(engine.tables(id, { format: 'benchmark', split: rule })).rejects.toThrow(
      /^tables: by .* choose recbole/,
    );
    await expect(engine.tables(id, { format: 'benchmark' })).rejects.toThrow(/no split is named/);
  });
});
