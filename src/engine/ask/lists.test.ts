import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine, Id, ListsOptions, Recommender } from '../api.ts';
import { createEngine } from '../engine.ts';

let engine: Engine;
let dataset: Id;
let ids: string[];
let users: string[];
let model: Recommender;
let baseline: Recommender;

beforeAll(async () => {
  engine = createEngine(testPlatform());
  dataset = (await engine.simulate('bookshop', 1)).id;
  ids = (await engine.findItems({ dataset }, '', 5000)).map(({ id }) => id);
  users = (await engine.histories(dataset, 0, 12)).map(({ user }) => user);
  baseline = { dataset, baseline: 'itemknn' };
  model = { run: (await engine.load((await untrained({ width: 8, length: 6 }, ids, ids)).file)).id };
});

/** The file, the report, and how large each piece was. */
async function made(by: Recommender, options: Partial<ListsOptions>, of = dataset) {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const report = await engine.lists(by, of, { format: 'csv', ...options }, (piece) => void pieces.push(piece));
  return { report, blob: new Blob(pieces), pieces: pieces.length };
}
const rowsOf = async (blob: Blob): Promise<string[][]> =>
  (await blob.text())
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

it('writes for each user the list that ranking gives after the whole history', async () => {
  for (const by of [model, baseline]) {
    const { blob, report } = await made(by, { users, count: 4 });
    const [head, ...rows] = await rowsOf(blob);
    expect(head).toEqual(['user', 'rank', 'item', 'title', 'score']);
    expect(report).toMatchObject({ users: 12, rows: 48, bytes: blob.size, on: 'cpu', short: { count: 0 } });
    for (const { user, items } of await engine.histories(dataset, 0, 12)) {
      const { list } = await engine.ranking(by, items.map(({ id }) => id), { count: 4, described: dataset }); // prettier-ignore
      const own = rows.filter(([who]) => who === user);
      expect(own.map(([, rank, item]) => [rank, item])).toEqual(list.map(({ id, rank }) => [`${rank + 1}`, id]));
      // In batches and single precision a model's scores end otherwise.
      for (const [i, { score }] of list.entries()) expect(Number(own[i].at(-1))).toBeCloseTo(score, 4);
    }
  }
});

it('writes the same rows as Parquet', async () => {
  const [, ...rows] = await rowsOf((await made(baseline, { users, count: 3 })).blob);
  const { blob } = await made(baseline, { users, count: 3, format: 'parquet' });
  const read = await parquetReadObjects({ file: await blob.arrayBuffer() });
  expect(read.map(({ user, rank, item, score }) => [user, rank, item, score].map(String))).toEqual(
    rows.map((row) => [...row.slice(0, 3), row.at(-1)]),
  );
});

it('lists nothing that a rule leaves out, and what was taken only where it is asked for', async () => {
  const some = ids.slice(0, 40);
  const taken = new Map(
    (await engine.histories(dataset, 0, 12)).map(({ user, items }) => [user, items.map(({ id }) => id)]),
  );
  const listed = async (options: Partial<ListsOptions>): Promise<readonly (readonly string[])[]> =>
    (await rowsOf((await made(baseline, { users, ...options })).blob)).slice(1).map(([user, , item]) => [user, item]);
  for (const [, item] of await listed({ steer: { onlyItems: some } })) expect(some).toContain(item);
  for (const [, item] of await listed({ steer: { withoutItems: some } })) expect(some).not.toContain(item);
  const again = (rows: readonly (readonly string[])[]) =>
    rows.filter(([user, item]) => taken.get(user)?.includes(item));
  expect(again(await listed({ seen: 'filtered', count: 100 }))).toEqual([]);
  expect(again(await listed({ seen: 'kept', count: 100 })).length).toBeGreaterThan(0);
});

it('says who was asked for and is no user, and which ids of a rule are no items', async () => {
  const { report } = await made(baseline, {
    users: ['nobody', users[3], users[1], 'no one', users[3]],
    steer: { withoutItems: ['a', 'b', 'c', 'd', 'e', 'f'], onlyItems: ids.slice(0, 3) },
  });
  expect(report.users).toBe(2);
  expect(report.unknown).toEqual({
    users: { count: 2, first: ['nobody', 'no one'] },
    items: { count: 6, first: ['a', 'b', 'c', 'd', 'e'] },
    taken: { count: 0, first: [] },
  });
  expect(report.short).toEqual({ count: 2, first: [users[1], users[3]] });
});

it('says who has no list at all', async () => {
  const { report, blob } = await made(baseline, { users, steer: { onlyItems: [] } });
  expect(report).toMatchObject({ users: 0, rows: 0, without: { count: 12, first: users.slice(0, 5) } });
  expect(await rowsOf(blob)).toHaveLength(1);
});

describe('a model of fewer items than the data have', () => {
  it('is asked by what it knows of each history, and what it does not know is said', async () => {
    const taken = [
      ['A', 'B', 'C', 'X'],
      ['A', 'X', 'B'],
      ['X', 'Y'],
    ];
    const events = taken.flatMap((items, u) => items.map((item, t) => `u${u},${item},${t}`));
    const rows = ['user,item,time', ...events];
    const { id } = await engine.open([new File([rows.join('\n')], 'new.csv')]);
    const few = await untrained({ width: 8, length: 6 }, ['A', 'B', 'C', 'D'], ['A', 'B', 'C', 'D']);
    const by = { run: (await engine.load(few.file)).id };
    const { report, blob } = await made(by, { seen: 'kept', count: 2 }, id);
    expect(report).toMatchObject({ users: 2, without: { count: 1, first: ['u2'] } });
    expect(report.unknown.taken).toEqual({ count: 2, first: ['X', 'Y'] });
    const second = (await rowsOf(blob)).filter(([user]) => user === 'u1').map(([, , item]) => item);
    const { list } = await engine.ranking(by, ['A', 'B'], { seen: 'kept', count: 2 });
    expect(second).toEqual(list.map((item) => item.id));
  });
});

it('hands a file out in pieces, waits for whoever takes them, and tells how far it is', async () => {
  const told: number[] = [];
  const sizes: number[] = [];
  let waiting = 0;
  const receive = async (piece: Uint8Array): Promise<void> => {
    waiting++;
    expect(waiting).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    waiting--;
    sizes.push(piece.length);
  };
  const options: ListsOptions = { format: 'csv', count: 128 };
  const report = await engine.lists({ dataset, baseline: 'popularity' }, dataset, options, receive, (done) => told.push(done)); // prettier-ignore
  expect(report.rows).toBe(report.users * 128);
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.reduce((a, b) => a + b)).toBe(report.bytes);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.length).toBeGreaterThan(1);
});

it('ends when it is cancelled', async () => {
  const told: number[] = [];
  const progress = (done: number): void => {
    told.push(done);
    void engine.cancel('lists');
  };
  const work = engine.lists(model, dataset, { format: 'csv' }, () => undefined, progress);
  await expect(work).rejects.toThrow('stopped before it was finished');
  expect(told[0]).toBeLessThan(1);
});

it('refuses in words what it cannot do', async () => {
  await expect(made(baseline, { users: [] })).rejects.toThrow('lists: no ids were given, expected ids such as');
  await expect(made(baseline, { users: ['x'] })).rejects.toThrow('lists: none of 1 ids, such as "x", is a user of');
  await expect(made(baseline, { on: 'gpu' })).rejects.toThrow('a baseline counts on the processor');
  await expect(made(model, { on: 'gpu', steer: { diversity: 1 } })).rejects.toThrow('expected on: cpu');
  await expect(made(model, { count: 129 })).rejects.toThrow('a whole number from 1 to 128');
});
