import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SettingsError } from '../../core/errors.ts';
import { encodedBy } from '../../features/encoded.ts';
import { itemVectors, sourceFor } from '../../features/features.ts';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { testPlatform } from '../../testing/platform.ts';
import { makeCommon } from '../common.ts';
import { makeData } from '../data/make.ts';
import { makeRun } from './make.ts';
import { completeRecipe } from './recipes.ts';

const folder = join(import.meta.dirname, '../../encoders/example');
const names = [
  'model.onnx',
  'tokenizer.json',
  'modules.json',
  'config.json',
  'sentence_bert_config.json',
  '1_Pooling/config.json',
];

it('vectors of an encoder are a source that recipes name by its files, and are kept by what they were made of', async () => {
  const files = await Promise.all(names.map(async (name) => ({ name, blob: await openAsBlob(join(folder, name)) })));
  const shelf = memoryShelf();
  let computed = 0;
  const real = testPlatform(undefined, null, null, shelf);
  const common = makeCommon({
    ...real,
    encode: (...asked) => {
      computed++;
      return real.encode(...asked);
    },
  });
  const data = makeData(common, () => Promise.resolve(null));
  const { door } = makeRun(common, data);
  const { id } = await data.door.simulate('sequels');
  const { dataset } = data.datasets.get(id);
  const recipe = (): ReturnType<typeof completeRecipe> =>
    completeRecipe({ dataset: id, model: 'rpg', training: { vectors: 'encoder' } }, dataset, data.datasets.audit(id));
  await expect(recipe()).rejects.toThrow(SettingsError);
  await expect(recipe()).rejects.toThrow('no encoder has read the titles');

  const first = await door.encode(id, files);
  expect(first).toMatchObject({ items: 120, width: 16, provider: 'wasm', known: false });
  expect((await recipe()).training.vectors).toBe(`encoder:${first.encoder.slice(0, 32)}`);
  expect(sourceFor('any', dataset.catalogue)).toBe('text'); // as it was before there were encoders

  const before = encodedBy(dataset.catalogue, first.vectors).values;
  const again = await door.encode(id, files);
  expect([again.known, computed]).toEqual([true, 1]);
  expect(encodedBy(dataset.catalogue, first.vectors).values).toEqual(before);

  const divided = data.datasets.split(id, 'leave-one-out');
  const { values, width } = await itemVectors(divided, sourceFor('encoder', dataset.catalogue), 8, 1);
  expect([values.length, width]).toEqual([120 * 8, 8]);
  expect(values.reduce((sum, x) => sum + x * x, 0) / values.length).toBeCloseTo(1, 5);
  for (let c = 0; c < width; c++) {
    expect(values.reduce((sum, x, i) => (i % width === c ? sum + x : sum), 0)).toBeCloseTo(0, 2);
  }
});
