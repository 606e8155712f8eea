import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../core/csv.ts';
import { torchName } from '../../eject/names.ts';
import golden from '../../exchange/weights/golden/recbole_gru4rec.json';
import { modelNamed } from '../../models/catalogue.ts';
import { encode } from '../../snapshot/safetensors.ts';
import { readModel } from '../../snapshot/model_file.ts';
import { f32 } from '../../snapshot/tensor.ts';
import { smallest } from '../../testing/noisy_reader.ts';
import { testPlatform } from '../../testing/platform.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine } from '../api.ts';
import { createEngine } from '../engine.ts';
import { layouts } from '../run/layouts.ts';

const engineWithout = (): Engine => createEngine(testPlatform());
const folder = join(import.meta.dirname, '../../exchange/weights/golden');
const recbole = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(folder, 'recbole_gru4rec.safetensors')));
const ids = Array.from({ length: 11 }, (_, i) => `item ${i + 1}`);
const listed = (list: readonly unknown[]) => ({ name: 'items.json', text: JSON.stringify(list) });
const items = listed(ids);

/** A file of tensors of these names, each of one axis or as said. */
const fileOf = (names: readonly string[], shape: readonly number[] = [4, 4]): Uint8Array<ArrayBuffer> =>
  encode(
    names.map((name) => f32(name, shape, new Float32Array(shape.reduce((a, b) => a * b)))),
    { format: 'pt', manifest: '{}' },
  );

describe('weights of GRU4Rec of RecBole', () => {
  it('score as they do there, to rounding', async () => {
    const engine = engineWithout();
    const run = await engine.importWeights({ weights: recbole(), items, seen: 'kept', config: { length: 10 } });
    expect(run.recipe).toMatchObject({ model: 'gru4rec', config: { layers: 2, hidden: 12, width: 8, length: 10 } });
    expect(run.note).toContain('It states no score.');
    for (const [k, rows] of golden.histories.entries()) {
      const history = rows.map((row) => `item ${row}`);
      const list = await engine.recommend({ run: run.id }, history, { count: 11, seen: 'kept' });
      expect(list).toHaveLength(11);
      for (const { id, score } of list) {
        expect(score).toBeCloseTo(golden.scores[k][ids.indexOf(id)], 10);
      }
    }
  });

  it('are saved as a model file that opens again', async () => {
    const engine = engineWithout();
    const { id } = await engine.importWeights({
      weights: Uint8Array.from(zipSync({ 'm/w.safetensors': recbole() })),
      items,
    });
    const again = await engine.load(await engine.snapshot(id));
    expect(again.recipe.dataset.name).toBe('GRU4Rec of RecBole');
  });

  it.each([
    ['another number of items', { items: listed(ids.slice(1)) }, /rows of 11 items, and 10 are named/],
    ['an item that is there twice', { items: listed([...ids.slice(1), ids[1]]) }, /SNAP_ITEMS.*is there twice/],
    [
      'a width that is not theirs',
      { config: { width: 16 } },
      /SNAP_WEIGHTS: tensor "item_embedding.weight": shape \(12, 8\), expected \(12, 16\)/,
    ],
    ['a model that they are not', { model: 'sasrec' }, /SNAP_WEIGHTS: tensor "items.weight": missing/],
  ])('are refused with %s', async (_, change, reason) => {
    await expect(engineWithout().importWeights({ weights: recbole(), items, ...change })).rejects.toThrow(reason);
  });
});

it.each([
  [
    'SASRec of RecBole',
    ['item_embedding.weight', 'trm_encoder.layer.0.multi_head_attention.query.weight'],
    /normalises behind each sublayer/,
  ],
  [
    'BERT4Rec of RecBole',
    ['item_embedding.weight', 'trm_encoder.layer.0.multi_head_attention.query.weight', 'output_ffn.weight'],
    /adds a number of its own to the score of each item/,
  ],
  ['SASRec of pmixer', ['item_emb.weight', 'pos_emb.weight', 'attention_layers.0.in_proj_weight'], /root of the width/],
])('%s is refused by name, with what differs', async (name, tensors, reason) => {
  const asked = engineWithout().importWeights({ weights: fileOf(tensors), items: listed(ids.slice(0, 3)) });
  await expect(asked).rejects.toThrow(new RegExp(`^SNAP_WEIGHTS: ${name}: it is another model than ours`));
  await expect(asked).rejects.toThrow(reason);
});

it('names that nobody knows, and a tensor beside those of a model, are refused', async () => {
  const refused = (weights: Uint8Array<ArrayBuffer>) => engineWithout().importWeights({ weights, items });
  await expect(refused(fileOf(['a', 'b']))).rejects.toThrow(/tensors "a", "b" …, which is none that is known/);
  const gru = ['item_embedding.weight', 'gru_layers.weight_ih_l0', 'dense.weight', 'attention.weight'];
  await expect(refused(fileOf(gru))).rejects.toThrow(/tensor "attention.weight": not part of the model/);
});

describe('a project in PyTorch that was trained on elsewhere', () => {
  it.each(['sasrec', 'hstu', 'gru4rec', 'bert4rec', 'mamba4rec', 's4d', 'mamba2'])(
    'comes back as %s to the bit',
    async (name) => {
      const engine = engineWithout();
      const model = modelNamed(name);
      const { file, config } = await untrained(smallest(model, 5), ids, ids, model);
      const { parameters } = await readModel(file, layouts);
      const weights = encode(
        parameters.map(({ name: own, shape, data }) => f32(`best.${torchName(own)}`, shape, data)),
        { format: 'pt', manifest: '{}' },
      );
      const said = { name: 'run.json', text: JSON.stringify({ model: name, config }) };
      const csv = { name: 'items.csv', text: csvOf([['item', 'title'], ...ids.map((id) => [id, `"${id}", =1`])]) };
      const run = await engine.importWeights({ weights, items: csv, run: said });
      const again = await readModel(await engine.snapshot(run.id), layouts);
      expect(again.parameters).toEqual(parameters);
      expect(again.items).toEqual({ ids, titles: ids.map((id) => `"${id}", =1`) });
    },
  );
});
