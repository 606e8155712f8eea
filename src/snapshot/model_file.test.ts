import { describe, expect, it } from 'vitest';
import type { ModelSettings } from './manifest.ts';
import { readModel, writeModel, type ModelFile } from './model_file.ts';
import { decode } from './safetensors.ts';
import { altered, forge, layouts, manifest, model, small, tiny } from './samples.ts';
import { type Tensor, u8, u32 } from './tensor.ts';

describe('a snapshot', () => {
  it('gives back manifest, parameters in the order of the model, ids and titles', async () => {
    const read = await readModel(await writeModel(model), layouts);
    expect(read.manifest).toMatchObject(manifest);
    expect(read.parameters).toMatchObject(model.parameters);
    expect(read.items).toEqual(model.items);
  });

  it('is the same file when what was read is written again', async () => {
    const bytes = await writeModel(model);
    expect(await writeModel(await readModel(bytes, layouts))).toEqual(bytes);
  });

  it('stored as int8 gives back every weight to half a step of its row, and is the same file when written again', async () => {
    const bytes = await writeModel(small);
    const read = await readModel(bytes, layouts);
    expect(await writeModel(read)).toEqual(bytes);
    const [table, bias] = read.parameters;
    small.parameters[0].data.forEach((x, i) => {
      const row = Math.max(...small.parameters[0].data.subarray(i - (i % 2), i - (i % 2) + 2).map(Math.abs));
      expect(Math.abs(table.data[i] - x)).toBeLessThanOrEqual((row / 127) * 0.502);
    });
    expect(bias.data).toEqual(small.parameters[1].data);
  });

  it.each([
    ['without titles', null],
    ['whose titles are all unknown', ['', '', '']],
  ])('%s has none', async (_what, titles) => {
    const read = await readModel(await writeModel({ ...model, items: { ids: ['a', 'b', 'c'], titles } }), layouts);
    expect(read.items).toEqual({ ids: ['a', 'b', 'c'], titles: null });
  });

  it('cuts a title between characters and mends half ones', async () => {
    const titles = [`${'x'.repeat(255)}🙂🙂`, 'a\ud800', ''];
    const { items } = await readModel(await writeModel({ ...model, items: { ids: ['a', 'b', 'c'], titles } }), layouts);
    expect(items.titles).toEqual([`${'x'.repeat(255)}🙂`, 'a\ufffd', '']);
  });

  it('gives back a receipt, and refuses one that is not spelled the one way', async () => {
    const bytes = await writeModel({ ...model, receipt: { b: [1], a: 'x' } });
    expect((await readModel(bytes, layouts)).receipt).toEqual({ a: 'x', b: [1] });
    expect('receipt' in (await readModel(await writeModel(model), layouts))).toBe(false);
    const others = decode(bytes).tensors.filter(({ name }) => name !== 'receipt');
    const spelled = u8('receipt', new TextEncoder().encode('{ "a": "x", "b": [1] }'));
    await expect(
      readModel(await forge('nextup-snapshot/2', altered({}), [...others, spelled]), layouts),
    ).rejects.toThrow('tensor "receipt": not spelled the one way');
  });

  it('does not hide an error of our own model code as a damaged file', async () => {
    const bug = new Map([
      [
        'tiny',
        () => {
          throw new RangeError('bug');
        },
      ],
    ]);
    await expect(readModel(await writeModel(model), bug)).rejects.toThrow(RangeError);
  });
});

describe('the kinds of events of a model that reads them', () => {
  const reading = new Map([['tiny', (settings: ModelSettings) => ({ ...tiny(settings), kinds: true })]]);
  const of = (kinds: readonly string[] | null) => writeModel({ ...model, kinds });

  it('are named in its file', async () => {
    const read = await readModel(await of(['view', 'Kauf 🙂']), reading);
    expect(read.kinds).toEqual(['view', 'Kauf 🙂']);
    expect(await writeModel(read)).toEqual(await of(['view', 'Kauf 🙂']));
  });

  it('are refused where they are missing, where another model has them, and where they are no kinds', async () => {
    await expect(readModel(await of(null), reading)).rejects.toThrow('tensor "kinds.name.bytes": missing');
    await expect(readModel(await of(['view']), layouts)).rejects.toThrow('not part of this model');
    await expect(of(['view', 'view'])).rejects.toThrow('the kind "view" is empty, there twice or longer');
    await expect(of([])).rejects.toThrow('0 kinds of events, expected 1 to 30');
  });
});

describe('the levels of values of a model that reads them', () => {
  const reading = new Map([['tiny', (settings: ModelSettings) => ({ ...tiny(settings), values: true })]]);
  const of = (levels: readonly number[] | null) => writeModel({ ...model, levels });

  it('stand in its file, to the bit', async () => {
    const read = await readModel(await of([-0.1, 19.99, 1e300]), reading);
    expect(read.levels).toEqual([-0.1, 19.99, 1e300]);
    expect(await writeModel(read)).toEqual(await of([-0.1, 19.99, 1e300]));
  });

  it('are refused where they are missing, where another model has them, and where they are no levels', async () => {
    await expect(readModel(await of(null), reading)).rejects.toThrow('tensor "values.levels": missing');
    await expect(readModel(await of([1]), layouts)).rejects.toThrow('not part of this model');
    await expect(of([1, 3, 3])).rejects.toThrow('3 at 2, expected finite numbers that ascend');
    await expect(of([NaN])).rejects.toThrow('NaN at 0, expected finite numbers that ascend');
    await expect(of([])).rejects.toThrow('0 levels of values, expected 1 to 16');
    await expect(of(Array.from({ length: 17 }, (_, l) => l))).rejects.toThrow('17 levels of values, expected 1 to 16');
  });
});

describe('an item table from a stranger', () => {
  const read = async (...tables: readonly Tensor[]): Promise<unknown> => {
    const parameters = decode(await writeModel(model)).tensors.filter(({ dtype }) => dtype === 'F32');
    return await readModel(await forge('nextup-snapshot/2', altered({}), [...parameters, ...tables]), layouts);
  };
  const bytes = (...codes: readonly number[]): Tensor => u8('items.id.bytes', Uint8Array.from(codes));
  const offsets = (...at: readonly number[]): Tensor => u32('items.id.offsets', Uint32Array.from(at));

  it('is read when it is right', async () => {
    expect(await read(bytes(97, 98, 99), offsets(0, 1, 2, 3))).toMatchObject({ items: { ids: ['a', 'b', 'c'] } });
  });

  it.each([
    ['offsets do not begin at 0', bytes(97, 98, 99), offsets(1, 1, 2, 3)],
    ['offsets do not reach the end', bytes(97, 98, 99, 100), offsets(0, 1, 2, 3)],
    ['offsets pass the end', bytes(97, 98, 99), offsets(0, 1, 2, 4)],
    ['offsets fall', bytes(97, 98, 99), offsets(0, 2, 1, 3)],
    ['offsets leave the table and come back', bytes(97, 98, 99), offsets(0, 4_000_000_000, 2, 3)],
    ['a character is cut in half', bytes(0xc3, 0xa9, 99), offsets(0, 1, 2, 3)],
    ['bytes are not UTF-8', bytes(0xff, 98, 99), offsets(0, 1, 2, 3)],
    ['bytes are an overlong form', bytes(0xc0, 0x80, 98, 99), offsets(0, 2, 3, 4)],
    ['ids repeat', bytes(97, 97, 99), offsets(0, 1, 2, 3)],
    ['an id is empty', bytes(97, 98, 99), offsets(0, 0, 2, 3)],
  ])('is refused when %s', async (_what, ...tables) => {
    await expect(read(...tables)).rejects.toThrow(/^SNAP_ITEMS: /);
  });

  it('keeps a byte order mark as part of an id', async () => {
    const found = await read(bytes(0xef, 0xbb, 0xbf, 97, 97, 98), offsets(0, 4, 5, 6));
    expect(found).toMatchObject({ items: { ids: ['\ufeffa', 'a', 'b'] } });
  });

  it('is refused when a title is longer than 256 characters', async () => {
    const titles = u8('items.title.bytes', new Uint8Array(257).fill(97));
    const ends = u32('items.title.offsets', Uint32Array.of(0, 257, 257, 257));
    await expect(read(bytes(97, 98, 99), offsets(0, 1, 2, 3), titles, ends)).rejects.toThrow(/^SNAP_ITEMS: /);
  });

  it('is refused when titles come without offsets, or offsets without titles', async () => {
    const ids = [bytes(97, 98, 99), offsets(0, 1, 2, 3)];
    await expect(read(...ids, u8('items.title.bytes', new Uint8Array(1)))).rejects.toThrow(/^SNAP_TENSOR_LIST: /);
    await expect(read(...ids, u32('items.title.offsets', new Uint32Array(4)))).rejects.toThrow(/^SNAP_TENSOR_LIST: /);
  });
});

describe('codes of the items', () => {
  const shape = { slots: 2, size: 300 };
  const coded = new Map([['tiny', (settings: ModelSettings) => ({ ...tiny(settings), codes: shape })]]);
  const withCodes = (...values: readonly number[]): ModelFile => ({
    ...model,
    codes: { ...shape, values: Uint16Array.from(values) },
  });

  it('come back as they were, and are asked for', async () => {
    const file = withCodes(0, 299, 7, 7, 256, 1);
    expect((await readModel(await writeModel(file), coded)).codes).toEqual(file.codes);
    await expect(readModel(await writeModel(model), coded)).rejects.toThrow('"items.codes": missing');
    await expect(readModel(await writeModel(file), layouts)).rejects.toThrow('not part of this model');
  });

  it('are refused where one is not below the size of its slot', async () => {
    const bytes = await writeModel(withCodes(0, 1, 2, 3, 300, 5));
    await expect(readModel(bytes, coded)).rejects.toThrow('"items.codes" entry 4: code 300, expected below 300');
  });
});
