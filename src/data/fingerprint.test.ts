import { describe, expect, it } from 'vitest';
import { type Dataset, defaultShaping } from './dataset.ts';
import { digestOfKinds, digestOfValues, fingerprintOf, sha256OfText } from './fingerprint.ts';

const dataset: Omit<Dataset, 'fingerprint'> = {
  name: 'two users',
  users: ['u', 'v'],
  catalogue: { ids: ['a', 'b'], titles: null, categories: null },
  offsets: Uint32Array.of(0, 2, 3),
  items: Uint32Array.of(0, 1, 1),
  times: Float64Array.of(1, 2, 3),
  shaping: defaultShaping,
};

describe('fingerprintOf', () => {
  it('is SHA-256 as published for "abc"', async () => {
    expect(await sha256OfText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('stays what it was, so that links and checkpoints keep their datasets', async () => {
    // Recomputed with Python's hashlib from the encoding in the doc string.
    expect(await fingerprintOf(dataset)).toBe('ff9cb2c6044b803a07f2972bc561ce727ea04fe7f3373de21002821415b01a0e');
  });

  it('has a line more where the dataset comes divided', async () => {
    // Recomputed with Python's hashlib from the encoding in the doc string.
    const divided = { ...dataset, parts: Uint8Array.of(0, 2, 0) };
    expect(await fingerprintOf(divided)).toBe('d3e0270f6a7049093b144a70da93f7b7d77aee6e306a262404b00e6e7d5eb994');
    const seen = new Set([await fingerprintOf(dataset), await fingerprintOf(divided)]);
    expect(seen.add(await fingerprintOf({ ...dataset, parts: Uint8Array.of(0, 1, 0) })).size).toBe(3);
  });

  it('does not depend on the name, the titles or where the columns lie in memory', async () => {
    const embedded = new Uint32Array([9, 9, 0, 1, 1, 9]).subarray(2, 5);
    const other = {
      ...dataset,
      name: 'renamed',
      catalogue: { ...dataset.catalogue, titles: ['A', 'B'] },
      items: embedded,
    };
    expect(await fingerprintOf(other)).toBe(await fingerprintOf(dataset));
  });

  it.each([
    ['a user id', { users: ['u', 'w'] }],
    ['where one id ends', { users: ['u"\n"v', ''] }],
    ['an item id', { catalogue: { ...dataset.catalogue, ids: ['a', 'c'] } }],
    ['one lone surrogate for another', { catalogue: { ...dataset.catalogue, ids: ['a', '\ud800'] } }],
    ['that surrogate', { catalogue: { ...dataset.catalogue, ids: ['a', '\ud801'] } }],
    ['a boundary between users', { offsets: Uint32Array.of(0, 1, 3) }],
    ['an interaction', { items: Uint32Array.of(0, 1, 0) }],
    ['a time', { times: Float64Array.of(1, 2, 3.5) }],
    ['having no times', { times: null }],
    ['the shaping', { shaping: { ...defaultShaping, lastN: 50 } }],
  ])('changes with %s', async (_, change) => {
    const seen = new Set([await fingerprintOf(dataset), await fingerprintOf({ ...dataset, ...change })]);
    expect(seen.size).toBe(2);
  });

  it('hashes columns longer than one chunk to their last byte', async () => {
    const items = new Uint32Array(2 ** 21 + 1);
    const before = await fingerprintOf({ ...dataset, items });
    const changed = items.slice();
    changed[2 ** 21] = 1;
    expect(await fingerprintOf({ ...dataset, items: changed })).not.toBe(before);
  });
});

describe('the digest of kinds', () => {
  const kinds = { names: ['view', 'buy'], of: Uint8Array.of(1, 2, 0) };

  it('stays what it was, and is no part of the fingerprint', async () => {
    // Recomputed with Python's hashlib from the encoding in the doc string.
    expect(await digestOfKinds(kinds)).toBe('26f5cb7c60b211eb4c0bdc7c5a0cc3a4aa650b84c0cae92f88779cc2d0f9fc30');
    expect(await fingerprintOf({ ...dataset, kinds })).toBe(await fingerprintOf(dataset));
  });

  it('changes with a name and with an event', async () => {
    const others = [
      { ...kinds, names: ['view', 'cart'] },
      { ...kinds, of: Uint8Array.of(1, 2, 1) },
    ];
    expect(new Set(await Promise.all([kinds, ...others].map(digestOfKinds))).size).toBe(3);
  });
});

describe('the digest of values', () => {
  const values = Float64Array.of(4.5, NaN, -2);

  it('stays what it was, and is no part of the fingerprint', async () => {
    // Recomputed with Python's hashlib and numpy from the encoding in the doc string.
    expect(await digestOfValues(values)).toBe('937c500ebb4033e762d8e4351998401529d66b439e8ad0252ae98bfabf266e49');
    expect(await fingerprintOf({ ...dataset, values })).toBe(await fingerprintOf(dataset));
  });

  it('is one for one NaN, whatever its bits, and another for another value', async () => {
    const other = values.slice();
    new Uint32Array(other.buffer)[3] = 0xfff80000;
    expect(await digestOfValues(other)).toBe(await digestOfValues(values));
    expect(await digestOfValues(Float64Array.of(4.5, 0, -2))).not.toBe(await digestOfValues(values));
  });
});
