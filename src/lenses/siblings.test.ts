import { describe, expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import { tiger } from '../models/tiger/tiger.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { probeOf, type Probe } from '../recommend/probe.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { lens } from './siblings.lens.ts';
import { sharedBy, siblingPairs, siblingsOf } from './siblings.ts';

const drawn = (codes: { slots: number; size: number; values: Uint16Array<ArrayBuffer> }, seed = 1) => {
  const work = siblingPairs(codes, seed);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
};

describe('pairs of siblings', () => {
  // Items 0 and 1 share two codes, 2 and 3 all three, 4 none with any.
  const codes = { slots: 3, size: 4, values: Uint16Array.of(0, 0, 0, 0, 0, 1, 0, 1, 2, 0, 1, 2, 3, 3, 3) };

  it('are all those that there are of few items, but of items whose codes are all alike', () => {
    const found = drawn(codes).map(({ shared, a, b }) => `${shared}: ${a} ${b}`);
    expect(found.sort()).toEqual([
      '0: 0 4',
      '0: 1 4',
      '0: 2 4',
      '0: 3 4',
      '1: 0 2',
      '1: 0 3',
      '1: 1 2',
      '1: 1 3',
      '2: 0 1',
    ]);
  });

  it('of many items share as many codes as they say, none twice, the same by one seed', () => {
    const values = Uint16Array.from({ length: 3 * 900 }, (_, at) => (at * at + 5 * at) % 7);
    const many = { slots: 3, size: 8, values };
    const found = drawn(many);
    expect(found.filter(({ shared, a, b }) => sharedBy(many, a, b) !== shared || a >= b)).toEqual([]);
    expect(new Set(found.map(({ a, b }) => `${a} ${b}`)).size).toBe(found.length);
    expect(found.filter(({ shared }) => shared === 0)).toHaveLength(400);
    expect(drawn(many)).toEqual(found);
    expect(drawn(many, 2)).not.toEqual(found);
  });

  it('go together where their places rise and fall alike, and are turned for whom the rarer order holds', () => {
    const pairs = [
      { shared: 0, a: 0, b: 1 },
      { shared: 2, a: 2, b: 3 },
      { shared: 2, a: 4, b: 5 },
    ];
    const places = [
      ...[0, 1, 2, 3, /* and */ 9, 7, 5, 4], // the other way round, never turned
      ...[1, 5, 9, 20, /* and */ 2, 6, 10, 21], // alike
      ...[1, 5, 9, 20, /* and */ 0, 6, 10, 21], // alike, turned for one of four
    ];
    expect(siblingsOf(pairs, Float64Array.from(places), 4)).toEqual([
      { shared: 0, pairs: 1, correlation: -1, turned: 0 },
      { shared: 2, pairs: 2, correlation: 1, turned: 0.125 },
    ]);
  });
});

describe('the lens', () => {
  const users = Array.from({ length: 12 }, (_, u) => untimed([u % 7, (3 * u) % 11, (u * u) % 13]));
  const probe = (readers = users): Probe =>
    probeOf(noisyReader(tiger, 90, { slots: 3, codebook: 8 }), untimed([]), new Set(), readers);

  it('says how far a tree of codes moves siblings together', async () => {
    const [correlation, turned, tree] = (await lens.look(probe(), {})) ?? [];
    expect(correlation.sentence).toMatch(
      /^Over 12 users the places of \d+ pairs of items that share the first 2 codes go together by -?\d\.\d\d, and -?\d\.\d\d of pairs that share none\.$/,
    );
    expect(turned.sentence).toMatch(
      /for [\d.]+ % of 12 users, and for [\d.]+ % of pairs that share none; 50 % would be a toss\.$/,
    );
    const { rows, values } = correlation.numbers;
    expect(rows.of === 'words' ? rows.words.map((word) => word.split(':')[0]) : []).toEqual([
      'none',
      'first 1',
      'first 2',
    ]);
    expect(values.every((value) => value >= -1 && value <= 1)).toBe(true);
    for (const value of turned.numbers.values) expect(value).toBeLessThanOrEqual(0.5);
    expect([tree.kind, tree.numbers.values.length > 8]).toEqual(['tree', true]);
  });

  it('has nothing to show of few users, or of a model without codes', async () => {
    expect(await lens.look(probe(users.slice(0, 9)), {})).toBeNull();
    expect(await lens.look(probeOf(noisyReader(sasrec, 9), untimed([]), new Set(), users), {})).toBeNull();
  });
});
