import { describe, expect, it } from 'vitest';
import { memorySlot } from '../snapshot/slot.ts';
import { rememberedChoices } from './browser_platform.ts';

describe('remembered variants', () => {
  it('come back per adapter', async () => {
    const slot = memorySlot();
    const choices = rememberedChoices(() => Promise.resolve(slot));
    await choices.save('one', { matmul: 'tiled' });
    await choices.save('other', { matmul: 'direct' });
    expect(await choices.load('one')).toEqual({ matmul: 'tiled' });
    expect(await choices.load('other')).toEqual({ matmul: 'direct' });
    expect(await choices.load('third')).toEqual({});
  });

  it('are forgotten where the file is damaged or of another shape', async () => {
    for (const text of ['{', '3', '{"one": {"matmul": 7}}']) {
      const slot = memorySlot();
      await slot.write(new TextEncoder().encode(text));
      expect(await rememberedChoices(() => Promise.resolve(slot)).load('one')).toEqual({});
    }
  });

  it('are forgotten where storage is blocked', async () => {
    const choices = rememberedChoices(() => Promise.resolve(null));
    await choices.save('one', { matmul: 'tiled' });
    expect(await choices.load('one')).toEqual({});
  });
});
