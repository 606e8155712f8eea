import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import { onCpu } from '../runtime/program.ts';
import { collisionsOf, countsOf, useOf } from '../core/code_use.ts';
import type { Vectors } from './codebook.ts';
import golden from './residual_kmeans.golden.json';
import { codesOf, residualKmeans, type Codes } from './residual_kmeans.ts';

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

const levelOf = ({ codes, codebooks }: Codes, level: number): number[] =>
  [...codes].filter((_, i) => i % codebooks.length === level);

/** What codes stand for. */
const decoded = ({ codes, mean, codebooks }: Codes): number[] =>
  Array.from({ length: (codes.length / codebooks.length) * WIDTH }, (_, i) => {
    const [item, column] = [Math.floor(i / WIDTH), i % WIDTH];
    const parts = codebooks.map((book, l) => book[codes[item * codebooks.length + l] * WIDTH + column]);
    return parts.reduce((sum, part) => sum + part, mean[column]);
  });

const run = (vectors: Vectors, chosen: Parameters<typeof residualKmeans.tokenize>[1], seed = 1) =>
  residualKmeans.tokenize(vectors, chosen, seed, onCpu);

describe('residual k-means', () => {
  it('equals numpy from the same start, level by level', async () => {
    const vectors = { values: Float64Array.from(golden.vectors), width: 2 };
    const made = await run(vectors, { levels: 2, codes: 3, start: 'random' });
    expect([levelOf(made, 0), levelOf(made, 1)]).toEqual(golden.codes);
    golden.codebooks
      .flat()
      .forEach((value, i) => expect(made.codebooks[Math.floor(i / 6)][i % 6]).toBeCloseTo(value, 5));
    golden.explained.forEach((value, level) => expect(made.explained[level]).toBeCloseTo(value, 6));
    golden.mean.forEach((value, i) => expect(made.mean[i]).toBeCloseTo(value, 6));
  });

  it('finds the clusters of a mixture', async () => {
    const made = await run(mixture(5, 30, 0.1), { levels: 1, codes: 5 });
    const found = Array.from(
      { length: 5 },
      (_, cluster) => new Set(made.codes.subarray(30 * cluster, 30 * cluster + 30)),
    );
    expect(found.map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(found.map((codes) => [...codes][0])).size).toBe(5);
    expect(made.use).toEqual([{ used: 5, entropy: expect.closeTo(Math.log(5), 12) as number }]);
    expect(made.explained[0]).toBeGreaterThan(0.99);
    expect(made.collisions).toBe(145);
  });

  it('leaves less at each level, and stands for vectors nearer to them', async () => {
    const vectors = mixture(7, 20, 1);
    const made = await run(vectors, { levels: 4, codes: 8 });
    expect(made.explained.every((share, level) => share > (made.explained[level - 1] ?? 0))).toBe(true);
    const errors = decoded(made).reduce((sum, value, i) => sum + (value - vectors.values[i]) ** 2, 0);
    const total = [...vectors.values].reduce((sum, value, i) => sum + (value - made.mean[i % WIDTH]) ** 2, 0);
    expect(1 - errors / total).toBeCloseTo(made.explained[3], 6);
  });

  it('gives the same bits twice, others for another seed', async () => {
    const vectors = mixture(7, 20, 1);
    const [first, second, other] = await Promise.all([1, 1, 2].map((seed) => run(vectors, { codes: 8 }, seed)));
    expect(second).toEqual(first);
    expect(other.codes).not.toEqual(first.codes);
  });

  it.each(['residual', 'product'] as const)(
    'codes new vectors as it coded those it was fitted to: %s',
    async (form) => {
      const vectors = mixture(7, 20, 1);
      const made = await run(vectors, { form, codes: 8 });
      expect(await codesOf(vectors, made, form, onCpu)).toEqual(made.codes);
    },
  );

  it('codes parts of vectors each by itself as product quantization', async () => {
    const vectors = mixture(4, 20, 0.1);
    const made = await run(vectors, { form: 'product', levels: 3, codes: 4 });
    expect(made.codebooks.map(({ length }) => length)).toEqual([8, 8, 8]);
    expect(made.explained.every((share, level) => share > (made.explained[level - 1] ?? 0))).toBe(true);
    expect(made.explained[2]).toBeGreaterThan(0.98);
  });

  it('lets a code that nothing finds begin again', async () => {
    // Seven of the eight first codes lie on one point: without a new beginning they would stay there.
    const values = new Float32Array(64).map((_, i) => (i < 40 ? 1 : i));
    const made = await run({ values, width: 1 }, { levels: 1, codes: 8, start: 'random' });
    expect(made.use[0].used).toBe(8);
  });

  it('says what there is where all vectors are one', async () => {
    const made = await run({ values: new Float32Array(20).fill(2), width: 2 }, { levels: 2, codes: 4 });
    expect(made.use).toEqual([
      { used: 1, entropy: 0 },
      { used: 1, entropy: 0 },
    ]);
    expect([made.explained, made.collisions]).toEqual([[1, 1], 9]);
  });

  it('tells how far it is and stops when asked', async () => {
    const shares: number[] = [];
    const stop = new AbortController();
    const onProgress = (share: number): void => {
      shares.push(share);
      if (share > 0.4) stop.abort();
    };
    const work = residualKmeans.tokenize(mixture(7, 20, 1), { codes: 8 }, 1, onCpu, {
      signal: stop.signal,
      onProgress,
    });
    await expect(work).rejects.toThrow(CancelledError);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThan(1);
  });

  it('refuses what it cannot code', async () => {
    const vectors = mixture(2, 5, 1);
    await expect(run(vectors, {})).rejects.toThrow('residual k-means: 256 codes for 10 items; use at most 10 codes');
    await expect(run(vectors, { codes: 4, form: 'product', levels: 4 })).rejects.toThrow(
      'do not fall into 4 equal parts',
    );
    await expect(run({ values: new Float32Array(5), width: 2 }, {})).rejects.toThrow(SettingsError);
    const odd = { values: Float32Array.of(1, 2, 3, NaN), width: 2 };
    await expect(run(odd, { codes: 2 })).rejects.toThrow('number 1 of vector 1 is NaN');
  });
});

describe('how codes are used', () => {
  it('is counted with codes that nothing has', () => {
    expect(useOf(countsOf([0, 0, 2, 2], 4))).toEqual({ used: 2, entropy: Math.log(2) });
    expect(useOf(countsOf([3, 3], 4))).toEqual({ used: 1, entropy: 0 });
  });

  it('names items that share all their codes with one before them', () => {
    expect(collisionsOf(Uint16Array.of(0, 1, 1, 0, 0, 1, 0, 1), 2)).toBe(2);
    expect(collisionsOf(Uint16Array.of(0, 1, 1, 0), 2)).toBe(0);
  });
});
