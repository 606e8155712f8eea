import { describe, expect, it } from 'vitest';
import { checkSameRun, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { writeModel } from './model_file.ts';
import { checkpoint, model } from './samples.ts';
import { f32, u32 } from './tensor.ts';

describe('a checkpoint', () => {
  it('gives back every field and tensor, and its counter', async () => {
    const given = checkpoint(5);
    const { counter, checkpoint: read } = await decodeCheckpoint(
      await encodeCheckpoint({ counter: 3, checkpoint: given }),
    );
    expect(counter).toBe(3);
    expect(read).toEqual(given);
  });

  it('keeps bits that are no numbers where the trainer says they are none', async () => {
    const bits = u32('order', Uint32Array.of(0x7fc00001, 0xffffffff));
    const given = { ...checkpoint(5), tensors: [bits] };
    const { checkpoint: read } = await decodeCheckpoint(await encodeCheckpoint({ counter: 1, checkpoint: given }));
    expect(read.tensors).toEqual([bits]);
  });

  it('keeps the sign of zero and the smallest numbers', async () => {
    const small = f32('m', [3], Float32Array.of(-0, 1.4e-45, 3.4e38));
    const given = { ...checkpoint(5), tensors: [small] };
    const { checkpoint: read } = await decodeCheckpoint(await encodeCheckpoint({ counter: 1, checkpoint: given }));
    expect(read.tensors).toEqual([small]);
  });

  it('is no snapshot, and a snapshot is no checkpoint', async () => {
    await expect(decodeCheckpoint(await writeModel(model))).rejects.toThrow(/^SNAP_FORMAT: /);
  });

  it('belongs to its recipe, however that is spelled', () => {
    const { recipe, dataset } = checkpoint(5);
    const turned = Object.fromEntries(Object.entries(recipe).reverse());
    expect(() => checkSameRun(checkpoint(5), turned, dataset)).not.toThrow();
  });
});
