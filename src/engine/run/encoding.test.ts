import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../../core/errors.ts';
import { encodedBy } from '../../features/encoded.ts';
import { itemVectors, sourceFor } from '../../features/features.ts';
import { memoryShelf, type Shelf } from '../../snapshot/shelf.ts';
import { encoderFiles } from '../../testing/encoder.ts';
import { testPlatform } from '../../testing/platform.ts';
import { makeCommon } from '../common.ts';
import { makeData } from '../data/make.ts';
import type { Platform } from '../platform.ts';
import { makeRun } from './make.ts';
import { completeRecipe } from './recipes.ts';

/** A world with titles, and the doors to it, on a platform whose encoder is `encode`. */
async function opened(
  shelves: { readonly vectors?: Shelf; readonly encoders?: Shelf | null } = {},
  encode: Platform['encode'] = (...asked) => testPlatform().encode(...asked),
) {
  const { vectors = null, encoders = null } = shelves;
  const common = makeCommon({ ...testPlatform(undefined, null, null, vectors, encoders), encode });
  const data = makeData(common, () => Promise.resolve(null));
  const { door } = makeRun(common, data);
  const { id } = await data.door.simulate('sequels');
  return { common, data, door, id, dataset: data.datasets.get(id).dataset };
}

it('vectors of an encoder are a source that recipes name by its files, and are kept by what they were made of', async () => {
  let computed = 0;
  const { data, door, id, dataset } = await opened({ vectors: memoryShelf() }, (...asked) => {
    computed++;
    return testPlatform().encode(...asked);
  });
  const recipe = (): ReturnType<typeof completeRecipe> =>
    completeRecipe({ dataset: id, model: 'rpg', training: { vectors: 'encoder' } }, dataset, data.datasets.audit(id));
  await expect(recipe()).rejects.toThrow(SettingsError);
  await expect(recipe()).rejects.toThrow('no encoder has read the titles');

  const { encoder } = await door.bringEncoder(await encoderFiles());
  const told: (readonly number[])[] = [];
  const first = await door.encode(id, encoder, (...progress) => told.push(progress));
  expect(told.at(-1)).toEqual([120, 120]);
  expect(first).toMatchObject({ encoder, items: 120, width: 16, provider: 'wasm', known: false });
  expect((await recipe()).training.vectors).toBe(`encoder:${encoder.slice(0, 32)}`);
  expect(sourceFor('any', dataset.catalogue)).toBe('text'); // as it was before there were encoders

  const before = encodedBy(dataset.catalogue, first.vectors).values;
  const again = await door.encode(id, encoder);
  expect([again.known, computed]).toEqual([true, 1]);
  expect(encodedBy(dataset.catalogue, first.vectors).values).toEqual(before);

  const divided = data.datasets.split(id, 'leave-one-out');
  const { values, width } = await itemVectors(divided, sourceFor('encoder', dataset.catalogue), 8, 1);
  expect([values.length, width]).toEqual([120 * 8, 8]);
  expect(values.reduce((sum, x) => sum + x * x, 0) / values.length).toBeCloseTo(1, 5);
  for (let c = 0; c < width; c++) {
    expect(values.reduce((sum, x, i) => (i % width === c ? sum + x : sum), 0)).toBeCloseTo(0, 2);
  }

  const held = data.datasets.split(id, 'by item, 20 %');
  const found = await itemVectors(held, sourceFor('encoder', dataset.catalogue), 8, 1);
  const trains = found.values.filter((_, i) => !held.heldOut.includes(Math.floor(i / 8)));
  for (let c = 0; c < 8; c++) {
    expect(trains.reduce((sum, x, i) => (i % 8 === c ? sum + x : sum), 0)).toBeCloseTo(0, 2);
  }
  const [first10, cold] = [Array.from({ length: 10 }, (_, i) => i), [...held.heldOut].slice(0, 10)];
  const square = (items: readonly number[]): number =>
    items.flatMap((item) => [...found.values.subarray(item * 8, (item + 1) * 8)]).reduce((sum, x) => sum + x * x, 0);
  expect(square(cold) / square(first10)).toBeGreaterThan(0.5); // they lie among the others, not at nothing
});

it('goes on where it was cancelled, to the same bits', async () => {
  const whole = await opened();
  const { encoder } = await whole.door.bringEncoder(await encoderFiles());
  const { vectors } = await whole.door.encode(whole.id, encoder);

  const read: number[] = [];
  const { door, id, dataset, common } = await opened({}, (files, texts, course) =>
    testPlatform().encode(files, texts, {
      ...course,
      onRead: (group) => {
        read.push(...group.texts);
        course.onRead?.(group);
      },
    }),
  );
  await door.bringEncoder(await encoderFiles());
  await expect(door.encode(id, encoder, () => common.inquiries.cancel('encode'))).rejects.toThrow(CancelledError);
  expect(read.length).toBeGreaterThan(0);
  expect(read.length).toBeLessThan(120);
  await door.encode(id, encoder);
  expect([...read].sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, item) => item)); // each of them once
  expect(encodedBy(dataset.catalogue, vectors).values).toEqual(encodedBy(whole.dataset.catalogue, vectors).values);
});

describe('an encoder that was brought', () => {
  it('says what its own files say, is kept by what names its files, and can be removed', async () => {
    const encoders = memoryShelf();
    const files = await encoderFiles();
    const folder = files.map(({ name, blob }) => ({ name: `tiny/${name}`, blob }));
    const others = [{ name: 'tiny/README.md', blob: new Blob(['what it is']) }];
    const brought = await (await opened({ encoders })).door.bringEncoder([...folder, ...others]);
    const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
    const said = {
      name: 'tiny',
      bytes,
      opset: 17,
      pooling: ['mean'],
      unit: true,
      longest: 12,
      lowerCase: false,
      prompt: '',
    };
    expect(brought).toMatchObject({ ...said, kept: true, reason: null });

    const { door, id } = await opened({ encoders }); // another visit
    expect(await door.encoders()).toMatchObject([{ encoder: brought.encoder, ...said, kept: true }]);
    expect(await door.encode(id, brought.encoder)).toMatchObject({ items: 120 });
    await door.forgetEncoder(brought.encoder);
    expect(await encoders.list()).toEqual([]);
    await expect(door.encode((await opened({ encoders })).id, brought.encoder)).rejects.toThrow(
      'is not known, expected none; bring its files first',
    );
  });

  it('is there for this visit where nothing can be kept, which is said', async () => {
    const full: Shelf = {
      ...memoryShelf(),
      file: () => ({
        read: () => Promise.resolve(null),
        write: () => Promise.reject(new Error('the disk is full')),
        remove: () => Promise.resolve(),
      }),
    };
    for (const [encoders, words] of [
      [full, 'the disk is full'],
      [null, 'nothing can be kept'],
    ] as const) {
      const { door, id } = await opened({ encoders });
      const { kept, reason, encoder } = await door.bringEncoder(await encoderFiles());
      expect(kept).toBe(false);
      expect(reason).toContain(words);
      expect(await door.encoders()).toMatchObject([{ encoder, kept: false }]);
      expect(await door.encode(id, encoder)).toMatchObject({ items: 120 });
    }
  });

  it('is refused where what is kept of it is another one, and passed over where its entry is damaged', async () => {
    const encoders = memoryShelf();
    const { door, id } = await opened({ encoders });
    const { encoder } = await door.bringEncoder(await encoderFiles());
    const names = await encoders.list();
    const part = names.find((name) => name.endsWith('-4')) ?? '';
    await encoders.file(part).write(new TextEncoder().encode('{"max_seq_length": 6}'));
    await expect(door.encode(id, encoder)).rejects.toThrow('are damaged; remove it and bring it again');
    const entry = names.find((name) => name.endsWith('.json')) ?? '';
    await encoders.file(entry).write(new TextEncoder().encode('{"version": 2}'));
    expect(await door.encoders()).toEqual([]);
  });
});
