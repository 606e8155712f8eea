import { beforeAll, describe, expect, it } from 'vitest';
import { SettingsError, SnapshotError } from '../../core/errors.ts';
import { rpg } from '../../models/rpg/rpg.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { writeModel } from '../../snapshot/model_file.ts';
import { testPlatform } from '../../testing/platform.ts';
import { sortedTitles, titledCodes } from '../../testing/titled_codes.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine, Id } from '../api.ts';
import { createEngine } from '../engine.ts';
import type { CodedItems } from '../run/item_codes.ts';
import { refusesTitles } from '../run/new_titles.ts';
import { readSnapshot } from '../run/snapshots.ts';

const titles = sortedTitles(40);
const ids = titles.map((_, i) => `b${i + 1}`);
const history = ids.slice(3, 8);
const shape = { slots: 4, codebook: 8 };
const small = { ...shape, blocks: 1, heads: 1, width: 16, length: 8 };
const engine: Engine = createEngine(testPlatform());

describe.each([
  ['rpg', 'product'],
  ['tiger', 'residual'],
  ['rpg', 'fsq'],
] as const)('%s by codes of %s', (name, tokenizer) => {
  let coded: CodedItems;
  let run: Id;
  beforeAll(async () => {
    coded = await titledCodes(titles, { slots: shape.slots, size: shape.codebook }, tokenizer);
    run = (await engine.load((await untrained(small, ids, titles, modelNamed(name), coded)).file)).id;
  });

  it('places a title that it knows with the item that has it, behind it', async () => {
    expect(await engine.newItems(run)).toEqual({ refusal: null, coded: true });
    const whole = { count: 45, seen: 'kept' } as const;
    const { list, newItems } = await engine.ranking({ run }, history, { ...whole, newItems: [{ title: titles[13] }] });
    const own = list.find(({ id }) => id === ids[13]);
    const { slots, values } = coded.codes;
    expect(newItems[0].codes).toEqual([...values.subarray(13 * slots, 14 * slots)]);
    expect(newItems[0].score).toBe(own?.score);
    expect(newItems[0].rank).toBeGreaterThan(own?.rank ?? Infinity);
    expect(list).toHaveLength(41);
    expect(list[newItems[0].rank]).toMatchObject({ id: `new: ${titles[13]}`, title: titles[13], count: 0 });
    expect(list.map(({ rank }) => rank)).toEqual(list.map((_, place) => place));
    const before = await engine.recommend({ run }, history, whole);
    expect(list.filter(({ id }) => !id.startsWith('new: ')).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('codes the same in a file that it is saved to', async () => {
    const again = (await engine.load(await engine.snapshot(run, { precision: 'int8' }))).id;
    const asked = { newItems: [{ title: 'A train of the garden, zzyx', category: 'nobody' }] };
    const [one, other] = await Promise.all([run, again].map((by) => engine.ranking({ run: by }, history, asked)));
    expect(other.newItems[0].codes).toEqual(one.newItems[0].codes);
    expect(one.newItems[0].unknown).toEqual(['a', 'of', 'zzyx']);
    // Nor does a file that is to hold no titles hold their words.
    for (const options of [{ coder: false }, { titles: false }]) {
      const without = (await engine.load(await engine.snapshot(run, options))).id;
      expect((await engine.newItems(without)).refusal).toContain('does not say how a title becomes codes');
      await expect(engine.ranking({ run: without }, history, asked)).rejects.toThrow(SettingsError);
    }
  });
});

describe('new items', () => {
  let coded: CodedItems;
  let run: Id;
  beforeAll(async () => {
    coded = await titledCodes(titles, { slots: shape.slots, size: shape.codebook }, 'product');
    run = (await engine.load((await untrained(small, ids, titles, rpg, coded)).file)).id;
  });
  const asked = (title: string, by = { run }) => engine.ranking(by, history, { newItems: [{ title }] });

  it('are refused in words where nothing of them is known, and where there are too many', async () => {
    await expect(asked('zzyx')).rejects.toThrow('no word of "zzyx", nor a piece of one');
    await expect(asked(' ')).rejects.toThrow('neither a title nor a category; write a title');
    const many = Array.from({ length: 17 }, () => ({ title: titles[0] }));
    await expect(engine.ranking({ run }, history, { newItems: many })).rejects.toThrow('expected at most 16');
    await expect(asked('x'.repeat(257))).rejects.toThrow('text of at most 256 characters');
  });

  it('are refused by a model that knows each item by a row of its own', async () => {
    const plain = (await engine.load((await untrained({ width: 16, heads: 1, blocks: 1 }, ids, titles)).file)).id;
    expect(await engine.newItems(plain)).toMatchObject({ coded: false });
    await expect(asked(titles[0], { run: plain })).rejects.toThrow('model that knows items by codes (');
  });

  it('are refused by a model whose codes an encoder made, which no model holds', async () => {
    const { model } = await readSnapshot((await untrained(small, ids, titles, rpg)).file);
    const said = refusesTitles({ ...model, coder: null, vectors: `encoder:${'7c'.repeat(16)}` });
    expect(said).toContain('made of text by the encoder 7c7c7c7c, which would have to read a new title');
  });

  it('stand beside a searched list and are not in it', async () => {
    const { list, newItems } = await engine.ranking({ run }, history, {
      ...{ count: 5, newItems: [{ title: titles[13] }] },
      decoder: { name: 'beam', values: { width: 8 } },
    });
    expect(newItems).toHaveLength(1);
    expect(list.every(({ id }) => ids.includes(id))).toBe(true);
  });

  it('do not make a file open whose tokenizer is not what it says', async () => {
    const { file } = await readSnapshot((await untrained(small, ids, titles, rpg, coded)).file);
    const { coder } = file;
    if (coder === null) throw new Error('the file says how titles are coded');
    const [mean, ...codebooks] = coder.fitted;
    const { space } = coder;
    const wrong = {
      unknown: { ...coder, tokenizer: 'magic' },
      another: { ...coder, tokenizer: 'residual' },
      'one less': { ...coder, fitted: [mean, ...codebooks.slice(1)] },
      'no number': { ...coder, fitted: [{ ...mean, data: mean.data.map(() => NaN) }, ...codebooks] },
      falling: { ...coder, space: { ...space, columns: space.columns.toReversed() } },
      beyond: {
        ...coder,
        space: { ...space, columns: space.columns.map((at, i) => (i === space.columns.length - 1 ? 40_000 : at)) },
      },
      negative: { ...coder, space: { ...space, rarity: space.rarity.map((value) => -1 - value) } },
      infinite: { ...coder, space: { ...space, directions: space.directions.map(() => 0x7c00) } },
    };
    for (const [what, broken] of Object.entries(wrong)) {
      await expect(readSnapshot(await writeModel({ ...file, coder: broken })), what).rejects.toThrow(SnapshotError);
    }
    const none = { ...file, manifest: { ...file.manifest, arch: 'sasrec' } };
    await expect(readSnapshot(await writeModel({ ...none, coder })), 'no codes').rejects.toThrow(SnapshotError);
  });
});
