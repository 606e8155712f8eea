/** Files whose digests are right and whose contents are not. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../snapshot/json.ts';
import { writeModel, type ModelFile } from '../../snapshot/model_file.ts';
import { decode } from '../../snapshot/safetensors.ts';
import { forge } from '../../snapshot/samples.ts';
import type { Tensor } from '../../snapshot/tensor.ts';
import { rpgSample, sasrecSample } from '../../testing/model_sample.ts';
import { testPlatform } from '../../testing/platform.ts';
import { createEngine } from '../engine.ts';

describe('the settings of a model file', () => {
  const sample = sasrecSample();
  const own = Object.keys(sample.manifest.config).filter((key) => key !== 'items');

  async function open(config: Readonly<Record<string, Json>>): Promise<unknown> {
    const file = await writeModel(sample);
    const { metadata, tensors } = decode(file);
    const forged = await forge(metadata.format, { ...sample.manifest, config }, tensors);
    return createEngine(testPlatform()).load(forged);
  }

  it('are what the model has, and then it opens', async () => {
    await expect(open(sample.manifest.config)).resolves.toMatchObject({ recipe: { config: { blocks: 1, width: 8 } } });
  });

  it.each(own)('are refused without %s, which nothing fills in', async (key) => {
    const { [key]: left, ...rest } = sample.manifest.config;
    expect(left).toBeDefined();
    await expect(open(rest)).rejects.toThrow(new RegExp(`^SNAP_CONFIG: configuration of sasrec: .*${key} is missing`));
  });

  it.each(['width2', 'constructor', 'toString'])('are refused with %s, which the model does not have', async (key) => {
    await expect(open({ ...sample.manifest.config, [key]: 1 })).rejects.toThrow(/^SNAP_(CONFIG|MANIFEST_CANONICAL): /);
  });

  it.each(own)('are refused with a %s of another type or out of its range', async (key) => {
    await expect(open({ ...sample.manifest.config, [key]: '1' })).rejects.toThrow('SNAP_CONFIG: ');
    for (const value of [null, true, [1], {}]) {
      await expect(open({ ...sample.manifest.config, [key]: value })).rejects.toThrow('SNAP_MANIFEST: ');
    }
    for (const value of [-1, 1e9]) {
      await expect(open({ ...sample.manifest.config, [key]: value })).rejects.toThrow('SNAP_CONFIG: ');
    }
  });
});

describe('the codes of the items in a model file', () => {
  const NAME = 'items.codes';

  /** A file of the model whose codes `change` made others of, sealed again as if it were right. */
  async function open(sample: ModelFile, change: (tensors: Tensor[]) => Tensor[]): Promise<unknown> {
    const { metadata, tensors } = decode(await writeModel(sample));
    const forged = await forge(metadata.format, sample.manifest, change([...tensors]));
    return createEngine(testPlatform()).load(forged);
  }
  const codes = (shape: readonly number[], ...values: number[]): Tensor => {
    return { name: NAME, dtype: 'U16', shape, data: Uint16Array.from(values) };
  };
  const withCodes = (tensor: Tensor) => (tensors: Tensor[]) => [...tensors.filter(({ name }) => name !== NAME), tensor];
  const bytes: Tensor = { name: NAME, dtype: 'U8', shape: [3, 2], data: new Uint8Array(6) };

  it('are two of four for each of its items, and then it opens', async () => {
    await expect(open(rpgSample(), (tensors) => tensors)).resolves.toMatchObject({ recipe: { model: 'rpg' } });
    await expect(open(rpgSample(), withCodes(codes([3, 2], 3, 3, 3, 3, 3, 3)))).resolves.toBeDefined();
  });

  it.each([
    ['too few', codes([2, 2], 0, 1, 2, 3), 'U16 of shape (2, 2), expected U16 of (3, 2)'],
    ['too many', codes([4, 2], 0, 1, 2, 3, 0, 1, 2, 3), 'U16 of shape (4, 2), expected U16 of (3, 2)'],
    ['the other way round', codes([2, 3], 0, 1, 2, 3, 0, 1), 'U16 of shape (2, 3), expected U16 of (3, 2)'],
    ['of another type', bytes, 'U8 of shape (3, 2), expected U16 of (3, 2)'],
    ['beyond the size of a slot', codes([3, 2], 0, 1, 2, 3, 4, 0), 'entry 4: code 4, expected below 4'],
    ['the largest that there is', codes([3, 2], 0xffff, 1, 2, 3, 0, 0), 'entry 0: code 65535, expected below 4'],
  ])('are refused where they are %s', async (_name, tensor, message) => {
    await expect(open(rpgSample(), withCodes(tensor))).rejects.toThrow(message);
  });

  it('are refused where they are missing, and beside a model that knows none', async () => {
    const without = (tensors: Tensor[]) => tensors.filter(({ name }) => name !== NAME);
    await expect(open(rpgSample(), without)).rejects.toThrow(`SNAP_TENSOR_LIST: tensor "${NAME}": missing`);
    const beside = open(sasrecSample(), withCodes(codes([3, 2], 0, 1, 2, 3, 0, 1)));
    await expect(beside).rejects.toThrow(`SNAP_TENSOR_LIST: tensor "${NAME}": not part of this model`);
  });
});
