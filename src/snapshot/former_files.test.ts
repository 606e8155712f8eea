/** The samples of this folder as version 1 of the formats had them, kept in `golden`. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { decodeCheckpoint } from './checkpoint.ts';
import { readModel, writeModel } from './model_file.ts';
import { checkpoint, layouts, model, small } from './samples.ts';

const golden = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(new URL(`golden/${name}`, import.meta.url)));

it('snapshot-1 opens with the weights and the catalogue it was written with', async () => {
  const read = await readModel(await golden('snapshot-1.safetensors'), layouts);
  expect(read.parameters).toMatchObject(model.parameters);
  expect(read.items).toEqual(model.items);
});

it('snapshot-1-int8 opens with the weights it has today', async () => {
  const read = await readModel(await golden('snapshot-1-int8.safetensors'), layouts);
  expect(read).toMatchObject(
    await readModel(await writeModel(small), layouts).then(({ parameters, items }) => ({ parameters, items })),
  );
});

it('checkpoint-1 opens as it was saved', async () => {
  const { counter, checkpoint: read } = await decodeCheckpoint(await golden('checkpoint-1.safetensors'));
  expect(counter).toBe(3);
  expect(read).toMatchObject({ step: 5, epoch: 2, cursor: 7, best: { metric: 'ndcg@10', value: 0.125, epoch: 1 } });
  expect(read.tensors).toMatchObject(checkpoint(5).tensors);
});
