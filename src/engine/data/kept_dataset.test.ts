import { describe, expect, it } from 'vitest';
import { SnapshotError } from '../../core/errors.ts';
import type { Interactions } from '../../data/dataset.ts';
import { seal, seals, type Format } from '../../snapshot/seal.ts';
import { decode } from '../../snapshot/safetensors.ts';
import type { Tensor } from '../../snapshot/tensor.ts';
import * as v from 'valibot';
import type { Source } from './datasets.ts';
import { decodeDataset, encodeDataset } from './kept_dataset.ts';

const interactions: Interactions = {
  name: 'orders',
  users: ['ann', 'bö', '"c"\n'],
  catalogue: { ids: ['001', '1', '=2'], titles: ['', 'One', '二'], categories: null },
  user: Uint32Array.of(0, 0, 1, 2, 2),
  item: Uint32Array.of(0, 1, 2, 1, 0),
  time: Float64Array.of(-1.5, 0, 1.7e9, 1.7e9 + 0.001, 2 ** 53),
  part: Uint8Array.of(0, 0, 1, 2, 2),
};
const about: Omit<Source, 'interactions' | 'best'> = {
  time: 'seconds',
  problems: [
    {
      ...{ file: 'orders.csv', kind: 'missing item', rows: 3, rejected: true, repair: 'left out', sentence: 'no item' },
      examples: [{ row: 2, column: 'item', value: '', cells: ['ann', '\ud800'] }],
    },
  ],
  notes: ['Times are seconds.'],
  doubts: ['Few histories.'],
  files: [{ file: 'orders.csv', role: 'interactions', rows: { read: 8, used: 5, leftOut: 3, aside: 0 } }],
  twins: [{ what: 'item', spelling: 'leading zeros', ids: 1, examples: [['001', '1']], joined: false }],
  titledBlanks: 1,
  guessed: true,
  world: null,
};
const source: Source = { ...about, interactions, best: null };
const world: Source = {
  ...source,
  problems: [],
  files: [],
  twins: [],
  guessed: false,
  world: { name: 'sequels', seed: 7 },
};

/** A file of these tensors, sealed as ours are. */
const sealed = async (tensors: readonly Tensor[], version = 1): Promise<Uint8Array<ArrayBuffer>> => {
  const format: Format<{ dataSha256: string; headerSha256: string }> = {
    ...{ name: 'nextup-dataset', version },
    schema: v.strictObject(seals),
  };
  return seal(format, {}, tensors);
};

describe('a kept dataset', () => {
  it('comes back as it was read: ids, titles, times to the bit, parts, and what was said of its rows', async () => {
    const { bytes } = await encodeDataset(source);
    expect(await decodeDataset(bytes)).toEqual({ about: { ...about, name: 'orders' }, interactions });
  });

  it('comes back with the kinds of its events, and is refused where a kind has no name or there are too many', async () => {
    const kept = async (names: readonly string[], of: Uint8Array): Promise<Interactions | null> => {
      const { bytes } = await encodeDataset({ ...source, interactions: { ...interactions, kinds: { names, of } } });
      return (await decodeDataset(bytes)).interactions;
    };
    const kinds = { names: ['view', 'buy'], of: Uint8Array.of(1, 2, 0, 1, 1) };
    expect((await kept(kinds.names, kinds.of))?.kinds).toEqual(kinds);
    await expect(kept(['view'], kinds.of)).rejects.toThrow('tensor "kind": 2, expected less than 2');
    const many = Array.from({ length: 31 }, (_, kind) => `kind ${kind}`);
    await expect(kept(many, kinds.of)).rejects.toThrow('31 kinds of events, expected 1 to 30');
  });

  it('comes back with the values of its events, the same bytes whatever bits a NaN had, and is refused other numbers', async () => {
    const encode = (values: Float64Array) => encodeDataset({ ...source, interactions: { ...interactions, values } });
    const values = Float64Array.of(4.5, NaN, -2, NaN, 1e-300);
    const { bytes, sha256 } = await encode(values);
    expect((await decodeDataset(bytes)).interactions?.values).toEqual(values);
    const other = values.slice();
    new Uint32Array(other.buffer).set([5, 0xfff80000], 2);
    expect((await encode(other)).sha256).toBe(sha256);
    const odd = Float64Array.of(1, 2, Infinity, 4, 5);
    await expect(encode(odd).then((file) => decodeDataset(file.bytes))).rejects.toThrow(
      'tensor "value": Infinity at 2, expected a number, or the NaN of an unknown one',
    );
  });

  it('comes back without what it lacks', async () => {
    const { name, users, user, item } = interactions;
    const bare: Interactions = {
      ...{ name, users, user, item, time: null },
      catalogue: { ...interactions.catalogue, titles: null, categories: ['', 'b', ''] },
    };
    const { bytes } = await encodeDataset({ ...source, interactions: bare, time: 'none' });
    expect((await decodeDataset(bytes)).interactions).toEqual(bare);
  });

  it('is a name and a seed where a world makes it', async () => {
    const { bytes } = await encodeDataset(world);
    expect(bytes.length).toBeLessThan(2000);
    expect(await decodeDataset(bytes)).toMatchObject({
      about: { world: { name: 'sequels', seed: 7 } },
      interactions: null,
    });
  });

  it('has one digest for one content, and another for another', async () => {
    const { sha256 } = await encodeDataset(source);
    expect((await encodeDataset({ ...source })).sha256).toBe(sha256);
    expect((await encodeDataset({ ...source, notes: [] })).sha256).not.toBe(sha256);
  });

  it('is refused when any byte of it is changed, or any of it is missing', async () => {
    const { bytes } = await encodeDataset(source);
    for (let at = 0; at < bytes.length; at++) {
      const flipped = bytes.slice();
      flipped[at] ^= 1 << (at % 8);
      await expect(decodeDataset(flipped)).rejects.toBeInstanceOf(SnapshotError);
      await expect(decodeDataset(bytes.slice(0, at))).rejects.toBeInstanceOf(SnapshotError);
    }
  });

  it('is refused in another version, saying which', async () => {
    const { tensors } = decode((await encodeDataset(source)).bytes);
    await expect(decodeDataset(await sealed(tensors, 2))).rejects.toThrow('SNAP_VERSION');
    await expect(decodeDataset(await sealed(tensors))).resolves.toBeDefined();
  });

  it.each<[string, (tensor: Tensor) => Tensor | null, string]>([
    ['a user that there is not', swap('user', (data) => data.fill(3)), '3, expected less than 3'],
    ['an item that there is not', swap('item', (data) => data.fill(9)), '9, expected less than 3'],
    ['a time that is not finite', swap('time', (data) => data.fill(0x7ff00000)), 'not finite'],
    ['parts out of order', swap('part', (data) => data.reverse()), 'in order'],
    ['a part of a fourth kind', swap('part', (data) => data.fill(3)), 'in order'],
    ['a column that is missing', (tensor) => (tensor.name === 'item' ? null : tensor), 'tensor "item"'],
    ['an id twice', swap('users.bytes', (data) => data.fill(49)), 'an id is there twice'],
    ['a column that is not named', rename('part', 'rating'), 'not part of this dataset'],
  ])('is refused with %s, although its digests fit', async (_, change, message) => {
    const { tensors } = decode((await encodeDataset(source)).bytes);
    const changed = await sealed(tensors.flatMap((tensor) => change(tensor) ?? []));
    await expect(decodeDataset(changed)).rejects.toThrow(message);
  });

  it('is not written where an id has no UTF-8, or what is said of it has another form', async () => {
    const odd = { ...interactions, users: ['ann', '\ud800', 'c'] };
    await expect(encodeDataset({ ...source, interactions: odd })).rejects.toThrow('not well-formed');
    await expect(encodeDataset({ ...source, titledBlanks: -1 })).rejects.toBeInstanceOf(SnapshotError);
  });
});

/** Changes the elements of a copy of one tensor. */
function swap(name: string, change: (data: Uint8Array | Uint32Array) => unknown): (tensor: Tensor) => Tensor {
  return (tensor) => {
    if (tensor.name !== name || (tensor.dtype !== 'U8' && tensor.dtype !== 'U32')) return tensor;
    const data = tensor.data.slice();
    change(data);
    return { ...tensor, data } as Tensor; // of the same type as before
  };
}

function rename(from: string, to: string): (tensor: Tensor) => Tensor {
  return (tensor) => (tensor.name === from ? { ...tensor, name: to } : tensor);
}
