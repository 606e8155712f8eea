/** Files whose digests are right and whose contents are not. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../snapshot/json.ts';
import { writeModel } from '../../snapshot/model_file.ts';
import { decode } from '../../snapshot/safetensors.ts';
import { forge } from '../../snapshot/samples.ts';
import { sasrecSample } from '../../testing/model_sample.ts';
import { testPlatform } from '../../testing/platform.ts';
import { createEngine } from '../engine.ts';

describe('the settings of a model file', () => {
  const sample = sasrecSample();
  const own = Object.keys(sample.manifest.config).filter((key) => key !== 'items');

  async function open(config: Readonly<Record<string, Json>>): Promise<unknown> {
    const file = await writeModel(sample);
    const { metadata, tensors } = decode(file);
    const forged = await forge(metadata.format, { ...sample.manifest, config }, tensors);
    return createEngine({ ...testPlatform(), gpu: () => Promise.resolve(undefined) }).load(forged);
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
