/** What is known of files before the first step. Datasets have their real sizes; nothing of that size is allocated. */
import { describe, expect, it } from 'vitest';
import { SettingsError } from '../../core/errors.ts';
import { defaultShaping } from '../../data/dataset.ts';
import { split } from '../../data/split.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../snapshot/checkpoint.ts';
import { encodeItems } from '../../snapshot/items.ts';
import { writeModel } from '../../snapshot/model_file.ts';
import { checkpoint } from '../../snapshot/samples.ts';
import { f32 } from '../../snapshot/tensor.ts';
import { testPlatform } from '../../testing/platform.ts';
import { initialWeights, namedWeights } from '../../train/trainer.ts';
import type { AnyValues } from '../api.ts';
import { bareDataset } from '../data/bare_dataset.ts';
import { Datasets } from '../data/datasets.ts';
import { createEngine } from '../engine.ts';
import { Estimates } from './estimates.ts';
import { GpuSessions } from '../gpu_session.ts';
import { checkKeepable, keepLimits, refusalOf, storedItems, tooLargeToKeep, unknownItems } from './keepable.ts';
import { KeptDatasets } from '../data/kept_datasets.ts';
import { Library } from './library.ts';
import { completeRecipe } from './recipes.ts';
import { Runs } from './runs.ts';
import { manifestOf } from './snapshots.ts';
import { Training } from './training.ts';
import { blueprint, type Blueprint } from './workbench.ts';

const build = { version: '0.1.0', commit: 'abc' };
const known = {
  historyLength: 50,
  seen: 'filtered',
  tieRule: 'file order',
  fields: ['times', 'kinds', 'values'],
} as const;

async function printOf(items: number, config: AnyValues = {}, users = 100): Promise<Blueprint> {
  const shop = { name: 'shop', catalogue: { ids: [], titles: null, categories: null } };
  const bare = bareDataset(shop, new Uint32Array(users).fill(10), items, defaultShaping);
  return blueprint(await completeRecipe({ dataset: 'shop', config }, bare, known), split(bare));
}

describe('before the first step', () => {
  it('600,030 items by 64 are taken: they fit in the files', async () => {
    const print = await printOf(600_030);
    expect(refusalOf(print, unknownItems, build)).toBeNull();
    expect(tooLargeToKeep(print, unknownItems, 10)).toBeNull();
  });

  it('a model that reads values is taken on a shaping that is only looked at, which has none', async () => {
    const print = await printOf(50, { values: 'read', kinds: 'read', times: 'gaps' });
    expect(print.shape.levels).toEqual([]);
    expect(refusalOf(print, unknownItems, build)).toBeNull();
  });

  it('2,000,000 items by 64 are refused, with the width that fits, which is then taken', async () => {
    const print = await printOf(2_000_000);
    expect(() => checkKeepable(print, unknownItems, build)).toThrow(
      'train: a sasrec for 2,000,000 items needs 489 MiB, expected at most 256 MiB, or it could not be saved; choose width 32, or leave rare items out with a higher minimum per item',
    );
    expect(refusalOf(await printOf(2_000_000, { width: 32 }), unknownItems, build)).toBeNull();
    expect(refusalOf(await printOf(2_000_000, { width: 40 }), unknownItems, build)).not.toBeNull();
  });

  it('the width that fits is one that the heads divide', async () => {
    const sizes = { items: 1_200_000, config: { width: 256, heads: 8 } };
    const refused = refusalOf(await printOf(sizes.items, sizes.config), unknownItems, build);
    expect(refused).toContain('choose width 32,'); // 48 would fit, but not in eight heads
    expect(refusalOf(await printOf(sizes.items, { width: 48, heads: 4 }), unknownItems, build)).toBeNull();
  });

  it('a catalogue that no setting makes small enough is refused as such', async () => {
    const limits = { ...keepLimits, modelBytes: 1000 };
    expect(refusalOf(await printOf(100), unknownItems, build, limits)).toMatch(
      /^train: a sasrec for 100 items needs 1 MiB.*; no setting of the model makes it fit, or leave rare items out/,
    );
    expect(refusalOf(await printOf(101), unknownItems, build, { ...keepLimits, items: 100 })).toMatch(
      /^train: 101 items, expected at most 100, .*; leave rare items out/,
    );
  });

  it('a run is told that it is too large for what a browser keeps, but not refused', async () => {
    const print = await printOf(500, { width: 8 });
    const limits = { ...keepLimits, shelfBytes: 9 * 2 ** 20 };
    expect(tooLargeToKeep(print, unknownItems, 2, limits)).toMatch(
      /^This run may need 11 MiB once it is finished, and a browser keeps 9 MiB .* save its model as a file then\.$/,
    );
    expect(refusalOf(print, unknownItems, build, limits)).toBeNull();
    const many = await printOf(500, { width: 8 }, 100_000);
    expect(tooLargeToKeep(many, unknownItems, 2, { ...limits, shelfBytes: 11 * 2 ** 20 })).toContain('12 MiB');
  });

  it('a checkpoint is refused alone where it is the largest file', async () => {
    const print = await printOf(500, { width: 8 });
    const limits = { ...keepLimits, fileBytes: 9 * 2 ** 20 };
    expect(refusalOf(print, unknownItems, build, limits)).toMatch(/^train: its checkpoint for 500 items needs 10 MiB/);
  });

  it('what could not be saved for another reason than its size is refused as well', async () => {
    const print = await printOf(500);
    expect(refusalOf(print, unknownItems, { ...build, version: 'x'.repeat(201) })).toMatch(
      /^train: the model could not be saved: SNAP_MANIFEST: manifest "train.version"/,
    );
  });
});

describe('the items of a dataset', () => {
  const catalogue = (ids: readonly string[]) => ({ ids, titles: null, categories: null });

  it('are measured as they are then written', async () => {
    const items = { ids: ['a', 'bé', '日本', '🙂'], titles: ['', '🙂'.repeat(300), 'Emma', 'a\ud800'] };
    const { outlines, fault } = await storedItems({ ...items, categories: null });
    expect(fault).toBeNull();
    expect(outlines).toEqual(encodeItems(items).map(({ name, dtype, shape }) => ({ name, dtype, shape })));
  });

  it('are refused by the id that no file holds, cut, with its length and what to do', async () => {
    const print = await printOf(2);
    const long = await storedItems(catalogue(['a', 'b'.repeat(70_000)]));
    expect(refusalOf(print, long, build)).toBe(
      `train: item 2, "${'b'.repeat(40)}…": its id has 70000 characters, expected at most 65536, and no model of it could be saved; choose another column as the item, or correct the file`,
    );
    const odd = await storedItems(catalogue(['a', 'b\ud800']));
    expect(refusalOf(print, odd, build)).toContain('item 2, "b\\ud800": its id is no well-formed Unicode');
    expect(refusalOf(print, await storedItems(catalogue(['🙂'.repeat(65_536), 'b'])), build)).toBeNull();
  });
});

describe('a run on an id that no file holds', () => {
  it('is refused before any device is asked, and an estimate says so too', async () => {
    const platform = { ...testPlatform(), gpu: () => Promise.reject(new Error('a device was asked for')) };
    const [sessions, datasets, runs] = [new GpuSessions(platform), new Datasets(), new Runs()];
    const world = datasets.get((await datasets.simulate('sequels', 1)).id);
    const { catalogue } = world.interactions;
    const interactions = {
      ...world.interactions,
      catalogue: { ...catalogue, ids: ['b\ud800', ...catalogue.ids.slice(1)] },
    };
    const { id: dataset } = await datasets.bring({ ...world, interactions }, {});

    const [kept, library] = [new KeptDatasets(platform), new Library(platform, runs)];
    const training = new Training(platform, sessions, datasets, kept, runs, library);
    const estimates = new Estimates(platform, sessions, datasets, () => []);
    const recipe = { dataset, preset: 'tiny' };
    const refused = 'train: item 1, "b\\ud800": its id is no well-formed Unicode';
    expect((await estimates.of(recipe, {})).refused).toContain(refused);
    for (const attempt of [() => training.train(recipe), () => estimates.of(recipe, { measure: true })]) {
      const error: unknown = await attempt().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SettingsError);
      expect(String(error)).toContain(refused);
    }
    expect(await runs.all()).toEqual([]);
  });
});

it('an import with ids of thousands of characters is trained on', async () => {
  const engine = createEngine(testPlatform());
  const blob = new Blob([
    'user,item\n',
    Array.from({ length: 60 }, (_, i) => `u${i % 10},${'b'.repeat(5000)}${i % 7}`).join('\n'),
  ]);
  const { id } = await engine.open([{ name: 'shop.csv', blob }]);
  expect((await engine.estimate({ dataset: id, preset: 'tiny' })).refused).toBeNull();
});

it('the name of a dataset is cut to what everything that is kept of its runs can hold', async () => {
  const engine = createEngine(testPlatform());
  const blob = new Blob([Array.from({ length: 60 }, (_, i) => `u${i % 10},b${i % 7}`).join('\n')]);
  const { id, name } = await engine.open([{ name: `\ud800${'🙂'.repeat(2000)}.csv`, blob }]);
  expect(name).toBe(`\ufffd${'🙂'.repeat(1023)}`);
  expect((await engine.estimate({ dataset: id, preset: 'tiny' })).refused).toBeNull();
});

describe('the sizes that are known before', () => {
  it('are at least those of the files that are then written, and not much more', async () => {
    const print = await printOf(50, { width: 8, heads: 1, blocks: 1 });
    const ids = Array.from({ length: 50 }, (_, i) => `item ${i}`);
    const manifest = manifestOf(print, build, { weights: { epoch: 1, step: 1 }, epochs: 1, steps: 1 });
    const parameters = namedWeights(print.graph, initialWeights(print.graph, 1));
    const model = await writeModel({
      manifest,
      parameters,
      items: { ids, titles: null },
      codes: null,
      coder: null,
      kinds: null,
      levels: null,
    });
    const items = await storedItems({ ids, titles: null, categories: null });
    const atMost = { ...keepLimits, fileBytes: model.length - 1 };
    expect(refusalOf(print, items, build, atMost)).toContain('its model file');

    const { count } = print.graph.arena;
    const tensors = ['parameters', 'first_moment', 'second_moment', 'best'].map((name) =>
      f32(name, [count], new Float32Array(count)),
    );
    const bytes = await encodeCheckpoint({ counter: 1, checkpoint: { ...checkpoint(1), tensors } });
    expect((await decodeCheckpoint(bytes)).checkpoint.tensors).toHaveLength(4);
    expect(refusalOf(print, items, build, { ...keepLimits, fileBytes: bytes.length - 1 })).not.toBeNull();
    // Headers are counted as long as they may be, and what a checkpoint says at length as well.
    expect(refusalOf(print, items, build, { ...keepLimits, fileBytes: bytes.length + 10 * 2 ** 20 })).toBeNull();
  });
});
