import { beforeEach, describe, expect, it } from 'vitest';
import { memoryShelf, type Shelf } from '../../snapshot/shelf.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { DatasetSummary, Engine } from '../api.ts';
import { createEngine } from '../engine.ts';
import type { KeptEntry } from './kept_dataset_schema.ts';
import { MOST_BYTES, MOST_DATASETS, surplus, tooLarge } from './kept_datasets.ts';

let shelf: Shelf;
beforeEach(() => {
  shelf = memoryShelf();
});

/** A session without a GPU. */
const session = (datasets: Shelf | null = shelf): Engine => createEngine(testPlatform(undefined, null, datasets));

const rows = Array.from(
  { length: 400 },
  (_, i) => `u${i % 23},i${(i * i) % 17},${1_700_000_000 + 5000 * (i % 31)},T${(i * i) % 17}\n`,
);
const file = (name = 'orders.csv', more = ''): [File] => [
  new File([`user,item,time,title\n${rows.join('')}u1,,5,no item\n${more}`], name),
];

async function openKept(engine: Engine, files = file()): Promise<{ summary: DatasetSummary; id: string }> {
  const summary = await engine.open(files);
  const keeping = await engine.keep(summary.id);
  if (!keeping.kept) throw new Error(keeping.reason);
  return { summary, id: keeping.dataset.id };
}

/** Everything that a page shows of a dataset. */
const shown = async (engine: Engine, { id }: DatasetSummary) => ({
  audit: await engine.audit(id),
  splits: await engine.splits(id),
  histories: await engine.histories(id, 0, 30),
  preview: await engine.preview(id, { minimumItem: 5 }, {}),
  recipe: await engine.completed({ dataset: id }),
  popular: await engine.recommend({ dataset: id, baseline: 'markov1' }, ['i1', 'i4']),
});

describe('a dataset that is kept', () => {
  it('is the same one in the next session: fingerprint, audit, splits, histories, previews, lists', async () => {
    const before = session();
    const { summary, id } = await openKept(before);
    const after = session();
    const again = await after.reopen(id);
    expect(again).toEqual(summary);
    expect(summary.problems).not.toEqual([]);
    expect(await shown(after, again)).toEqual(await shown(before, summary));
  });

  it('comes back as it was shaped last, and can be shaped anew without its file', async () => {
    const before = session();
    const { summary } = await openKept(before);
    const shaped = await before.reshape(summary.id, { minimumItem: 20, lastN: 7 });
    await before.keep(shaped.id);
    const after = session();
    const [kept] = await after.keptDatasets();
    expect(kept).toMatchObject({ name: 'orders', fingerprint: shaped.fingerprint, shaping: shaped.shaping });
    expect((await after.reopen(kept.id)).fingerprint).toBe(shaped.fingerprint);
    expect((await after.reopen(kept.id, summary.shaping)).fingerprint).toBe(summary.fingerprint);
    expect(await shelf.list()).toHaveLength(2); // the columns once, and the index
  });

  it('is written once, however often it is imported', async () => {
    const { id } = await openKept(session());
    expect((await openKept(session())).id).toBe(id);
    expect(await session().keptDatasets()).toHaveLength(1);
  });

  it('is a world and its seed where it was simulated', async () => {
    const before = session();
    const world = await before.simulate('sequels', 5);
    const shaped = await before.reshape(world.id, { lastN: 6 });
    await before.keep(shaped.id);
    const after = session();
    const [kept] = await after.keptDatasets();
    expect(kept).toMatchObject({ world: { name: 'sequels', seed: 5 } });
    expect(kept.bytes).toBeLessThan(2000);
    expect((await after.reopen(kept.id)).fingerprint).toBe(shaped.fingerprint);
  });

  it('is found again where the index is lost, and then shaped as usual', async () => {
    const { summary, id } = await openKept(session());
    await shelf.file('index.json').write(new TextEncoder().encode('{"version": 2}'));
    const after = session();
    expect(await after.keptDatasets()).toMatchObject([{ id, name: 'orders', shaping: null, interactions: 400 }]);
    expect((await after.reopen(id)).fingerprint).toBe(summary.fingerprint);
    expect(await after.keptDatasets()).toMatchObject([{ id, fingerprint: summary.fingerprint }]);
  });

  it('is gone when it is deleted, and what is open stays open', async () => {
    const engine = session();
    const { summary, id } = await openKept(engine);
    await engine.forgetDataset(id);
    expect(await engine.keptDatasets()).toEqual([]);
    expect(await shelf.list()).toEqual(['index.json']);
    await expect(engine.reopen(id)).rejects.toThrow(`kept dataset "${id}" is not known, expected none`);
    expect((await engine.audit(summary.id)).users).toBe(23);
    expect(await engine.keep(summary.id)).toMatchObject({ kept: true });
  });

  it('is refused when its file is damaged, by the code of what is wrong', async () => {
    const { id } = await openKept(session());
    const [name] = (await shelf.list()).filter((found) => found.startsWith('data-'));
    const bytes = (await shelf.file(name).read()) ?? new Uint8Array();
    bytes[bytes.length - 1] ^= 1;
    await shelf.file(name).write(bytes);
    await expect(session().reopen(id)).rejects.toThrow('SNAP_DATA_HASH');
  });

  it('leaves nothing of a write that was torn, and the ones before as they were', async () => {
    const { id } = await openKept(session());
    await shelf.file('data-00000000000000ff.safetensors').write(new Uint8Array(900));
    expect((await session().keptDatasets()).map((kept) => kept.id)).toEqual([id]);
    expect((await shelf.list()).filter((name) => name.includes('ff.'))).toEqual([]);
  });
});

describe('a dataset that cannot be kept', () => {
  it('says that the browser stores nothing', async () => {
    const engine = session(null);
    const { id } = await engine.open(file());
    expect(await engine.keep(id)).toEqual({ kept: false, reason: 'this browser stores nothing for this page' });
    expect(await engine.keptDatasets()).toEqual([]);
    await expect(engine.reopen('kept-1')).rejects.toThrow('kept dataset "kept-1" is not known');
  });

  it('says why where storage is full or lies, and nothing half written is listed', async () => {
    const { id } = await openKept(session());
    const reason = 'browser storage could write 8 of 900 bytes; it may be full';
    const ways: readonly [() => Promise<void>, unknown][] = [
      [() => Promise.reject(new Error(reason)), reason],
      [() => Promise.resolve(), expect.stringMatching(/^it kept other bytes than the \d+ it was given$/)],
    ];
    for (const [write, said] of ways) {
      const full: Shelf = { ...shelf, file: (name) => ({ ...shelf.file(name), write }) };
      const engine = session(full);
      const other = await engine.open(file('more.csv', 'u1,i1,9,x\n'));
      expect(await engine.keep(other.id)).toEqual({ kept: false, reason: said });
    }
    expect((await session().keptDatasets()).map((kept) => kept.id)).toEqual([id]);
  });

  it('is said with its size before anything is written', () => {
    const length = 20_000_000;
    const none = { ids: ['a'], titles: null, categories: null };
    const user = { length } as Uint32Array; // only its length is read
    const interactions = { name: 'a', users: ['u'], catalogue: none, user, item: user, time: null };
    expect(tooLarge({ interactions, world: null })).toBeNull();
    const timed = { ...interactions, time: new Float64Array(1) };
    expect(tooLarge({ interactions: timed, world: null })).toBe(
      'it takes about 306 MiB, and this browser keeps datasets of at most 256 MiB',
    );
  });
});

describe('room', () => {
  const entry = (used: number, bytes: number): KeptEntry => ({
    ...{ file: `data-${String(used).padStart(16, '0')}.safetensors`, name: `d${used}`, world: null },
    ...{ interactions: 1, users: 1, items: 1, bytes, used },
    shapings: [{ fingerprint: String(used), shaping: {} as KeptEntry['shapings'][number]['shaping'] }], // not read here
  });
  const names = (gone: readonly KeptEntry[]): string[] => gone.map(({ name }) => name);

  it('is made by those that were not used for longest, never by the one that the last run needs', () => {
    const half = MOST_BYTES / 2;
    const others = [entry(1, half), entry(2, 10), entry(3, 10)];
    expect(names(surplus(others, entry(4, half - 20), null))).toEqual([]);
    expect(names(surplus(others, entry(4, half), null))).toEqual(['d1']);
    expect(names(surplus(others, entry(4, half), '1'))).toEqual(['d2', 'd3']);
  });

  it(`is for ${MOST_DATASETS} datasets`, () => {
    const others = Array.from({ length: MOST_DATASETS }, (_, i) => entry(MOST_DATASETS - i, 10));
    expect(names(surplus(others.slice(1), entry(99, 10), null))).toEqual([]);
    expect(names(surplus(others, entry(99, 10), null))).toEqual(['d1']);
  });
});
