import { describe, expect, it } from 'vitest';
import { alikeOf, alikeWords, countsOf, useOf, usesOf } from '../core/code_use.ts';
import { Random } from '../core/random.ts';
import { usualValues } from '../parts/settings.ts';
import { onCpu } from '../runtime/program.ts';
import { kmeansSettings } from './kmeans_slots.ts';
import { product } from './product.ts';
import golden from './residual.golden.json';
import { residual } from './residual.ts';
import type { Tokens } from './tokenizer.ts';
import type { Vectors } from './vectors.ts';

const WIDTH = 6;

/** `each` vectors about each of `clusters` centres that lie apart, one cluster after another. */
function mixture(clusters: number, each: number, spread: number): Vectors {
  const random = new Random(9, 'mixture');
  const centres = Array.from({ length: clusters * WIDTH }, () => 4 * random.normal());
  const values = Float32Array.from({ length: clusters * each * WIDTH }, (_, i) => {
    const cluster = Math.floor(i / (each * WIDTH));
    return 3 + centres[cluster * WIDTH + (i % WIDTH)] + spread * random.normal();
  });
  return { values, width: WIDTH };
}

const usual = usualValues(kmeansSettings);

interface Asked {
  readonly slots?: number;
  readonly size?: number;
  readonly start?: 'spread' | 'random';
  readonly unique?: 'yes' | 'no';
}

const fit = (vectors: Vectors, { slots = 3, size = 8, start = 'spread', unique = 'no' }: Asked) =>
  residual.fit(vectors, { slots, size }, { ...usual, start, unique }, { executor: onCpu, seed: 1 });

const fitParts = (vectors: Vectors, slots: number) =>
  product.fit(vectors, { slots, size: 4 }, usual, { executor: onCpu, seed: 1 });

const slotOf = ({ codes }: Tokens, slot: number, slots: number): number[] =>
  [...codes].filter((_, i) => i % slots === slot);

/** The mean of the vectors, and the codebook of each slot. */
function fittedOf({ fitted }: Tokens) {
  const [mean, ...codebooks] = fitted.map(({ data }) => data);
  return { mean, codebooks };
}

/** What residual codes stand for. */
function decoded(made: Tokens): number[] {
  const { mean, codebooks } = fittedOf(made);
  return Array.from({ length: (made.codes.length / codebooks.length) * WIDTH }, (_, i) => {
    const [item, column] = [Math.floor(i / WIDTH), i % WIDTH];
    const parts = codebooks.map((book, s) => book[made.codes[item * codebooks.length + s] * WIDTH + column]);
    return parts.reduce((sum, part) => sum + part, mean[column]);
  });
}

const rising = (shares: readonly number[] = []): boolean =>
  shares.every((share, slot) => share > (shares[slot - 1] ?? 0));

describe('residual k-means', () => {
  it('equals numpy from the same start, slot by slot', async () => {
    const vectors = { values: Float64Array.from(golden.vectors), width: 2 };
    const made = await fit(vectors, { slots: 2, size: 3, start: 'random' });
    const { mean, codebooks } = fittedOf(made);
    expect([slotOf(made, 0, 2), slotOf(made, 1, 2)]).toEqual(golden.codes);
    golden.codebooks.flat().forEach((value, i) => expect(codebooks[Math.floor(i / 6)][i % 6]).toBeCloseTo(value, 5));
    golden.explained.forEach((value, slot) => expect(made.explainedUpTo?.[slot]).toBeCloseTo(value, 6));
    golden.mean.forEach((value, i) => expect(mean[i]).toBeCloseTo(value, 6));
  });

  it('finds the clusters of a mixture', async () => {
    const made = await fit(mixture(5, 30, 0.1), { slots: 1, size: 5 });
    const found = Array.from(
      { length: 5 },
      (_, cluster) => new Set(made.codes.subarray(30 * cluster, 30 * cluster + 30)),
    );
    expect(found.map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(found.map((codes) => [...codes][0])).size).toBe(5);
    expect(made.explained).toBeGreaterThan(0.99);
  });

  it('leaves less at each slot, and stands for vectors nearer to them', async () => {
    const vectors = mixture(7, 20, 1);
    const made = await fit(vectors, { slots: 4 });
    expect(rising(made.explainedUpTo)).toBe(true);
    const { mean } = fittedOf(made);
    const errors = decoded(made).reduce((sum, value, i) => sum + (value - vectors.values[i]) ** 2, 0);
    const total = [...vectors.values].reduce((sum, value, i) => sum + (value - mean[i % WIDTH]) ** 2, 0);
    expect(1 - errors / total).toBeCloseTo(made.explained, 6);
  });

  it('lets a code that nothing finds begin again', async () => {
    // Seven of the eight first codes lie on one point: without a new beginning they would stay there.
    const values = new Float32Array(64).map((_, i) => (i < 40 ? 1 : i));
    const made = await fit({ values, width: 1 }, { slots: 1, start: 'random' });
    expect(useOf(countsOf(made.codes, 8)).used).toBe(8);
  });

  it('says what there is where all vectors are one', async () => {
    const made = await fit({ values: new Float32Array(20).fill(2), width: 2 }, { slots: 2, size: 4 });
    expect(made.explainedUpTo).toEqual([1, 1]);
    expect(usesOf(made.codes, { slots: 2, size: 4 })).toEqual([
      { used: 1, entropy: 0 },
      { used: 1, entropy: 0 },
    ]);
  });

  it('counts items that share their codes in the last slot, where codes are to be unique', async () => {
    const vectors = mixture(5, 6, 0.01);
    const [shared, made] = [
      await fit(vectors, { slots: 2, size: 5 }),
      await fit(vectors, { slots: 3, size: 20, unique: 'yes' }),
    ];
    expect(alikeOf(shared.codes, 2).items).toBeGreaterThan(0);
    expect(alikeOf(made.codes, 3).items).toBe(0);
    expect(made.explainedUpTo?.[2]).toBe(made.explainedUpTo?.[1]);
    const alike = { values: new Float32Array(8).fill(2), width: 2 };
    const counted = await fit(alike, { slots: 2, size: 4, unique: 'yes' });
    expect(slotOf(counted, 1, 2)).toEqual([0, 1, 2, 3]);
    expect([...(await residual.encode(alike, counted.fitted, onCpu))].slice(6)).toEqual([...counted.codes.slice(0, 2)]);
    const more = await fit(alike, { slots: 2, size: 3, unique: 'yes' });
    expect(slotOf(more, 1, 2)).toEqual([0, 1, 2, 0]); // two of four are alike, where as few as possible are
    await expect(fit(vectors, { slots: 1, unique: 'yes' })).rejects.toThrow("unique 'yes' takes the last code");
  });

  it('refuses more codes than items', async () => {
    await expect(fit(mixture(2, 5, 1), { size: 256 })).rejects.toThrow(
      'residual: 256 codes for 10 items; use at most 10 codes',
    );
  });
});

describe('product k-means', () => {
  it('codes the columns that are dealt to a slot by themselves', async () => {
    const vectors = mixture(4, 20, 0.1);
    const made = await fitParts(vectors, 3);
    expect(fittedOf(made).codebooks.map(({ length }) => length)).toEqual([8, 8, 8]);
    expect(rising(made.explainedUpTo)).toBe(true);
    expect(made.explained).toBeGreaterThan(0.98);

    // Of columns 0 and 3 slot 0 is made, and of no others.
    const changed = { ...vectors, values: vectors.values.map((value, i) => (i % 3 === 0 ? value : -value)) };
    const again = await fitParts(changed, 3);
    expect(slotOf(again, 0, 3)).toEqual(slotOf(made, 0, 3));
  });

  it('refuses vectors that do not fall into parts', async () => {
    await expect(fitParts(mixture(2, 5, 1), 4)).rejects.toThrow(
      'product: vectors of 6 numbers do not fall into 4 equal parts; use a number of codes that divides 6',
    );
  });
});

describe('how codes are used', () => {
  it('is counted with codes that nothing has', () => {
    expect(useOf(countsOf([0, 0, 2, 2], 4))).toEqual({ used: 2, entropy: Math.log(2) });
    expect(useOf(countsOf([3, 3], 4))).toEqual({ used: 1, entropy: 0 });
  });

  it('says how many items share all their codes, and with how many others', () => {
    const alike = alikeOf(Uint16Array.of(0, 1, 1, 0, 0, 1, 0, 1), 2);
    expect(alike).toEqual({ items: 3, most: 3, collisions: 2 });
    expect(alikeWords(alike, 4)).toBe('3 of 4 items cannot be told apart by their codes, from up to 2 others each');
    const pairs = alikeOf(Uint16Array.of(0, 1, 1, 0, 0, 1, 2, 1, 1, 0), 2);
    expect(alikeWords(pairs, 5)).toBe('4 of 5 items cannot be told apart by their codes, from one other each');
    const apart = alikeOf(Uint16Array.of(0, 1, 1, 0), 2);
    expect(apart).toEqual({ items: 0, most: 1, collisions: 0 });
    expect(alikeWords(apart, 2)).toBe('no two items have the same codes');
  });
});
