import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { atOnce } from '../core/pace.ts';
import { Random } from '../core/random.ts';
import type { Dataset } from '../data/dataset.ts';
import { split } from '../data/split.ts';
import { shapeDataset } from '../data/shape.ts';
import { eigenvectors } from './eigen.ts';
import { itemVectors, sourceFor, type ItemVectors } from './features.ts';
import { SparseRows, type Sparse } from './sparse.ts';
import { truncatedSvd } from './svd.ts';
import { COLUMNS, unknownWords } from './terms.ts';
import { textVector } from './text_space.ts';

/** A dense matrix by rows. */
function sparse(rows: readonly (readonly number[])[]): Sparse {
  const made = new SparseRows();
  for (const row of rows) made.add(row.map((value, column) => [column, value] as const));
  return made.matrix(rows[0].length);
}

const product = (x: Float64Array, i: number, j: number, width: number): number => {
  let sum = 0;
  for (let c = 0; c < width; c++) sum += x[i * width + c] * x[j * width + c];
  return sum;
};

describe('eigenvectors', () => {
  it('are orthonormal, and turn a matrix into its eigenvalues', () => {
    const n = 7;
    const random = new Random(1, 'symmetric');
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = i; j < n; j++) a[i * n + j] = a[j * n + i] = random.normal();
    const { values, vectors } = eigenvectors(a.slice(), n);
    expect([...values]).toEqual([...values].sort((x, y) => y - x));
    for (let k = 0; k < n; k++) {
      const v = Array.from({ length: n }, (_, i) => vectors[i * n + k]);
      expect(v.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 12);
      for (let i = 0; i < n; i++) {
        expect(v.reduce((sum, x, j) => sum + a[i * n + j] * x, 0)).toBeCloseTo(values[k] * v[i], 10);
      }
    }
  });
});

describe('the truncated SVD', () => {
  const random = new Random(2, 'of rank 3');
  const factors = Array.from({ length: 40 }, () => [5, 2, 0.5].map((size) => size * random.normal()));
  const axes = Array.from({ length: 25 }, () => [0, 0, 0].map(() => random.normal()));
  const rows = factors.map((f) => axes.map((axis) => f.reduce((sum, x, i) => sum + x * axis[i], 0)));

  it('keeps all products of rows where the rank is no larger, and is 0 beyond it', () => {
    const { values: found } = atOnce(truncatedSvd(sparse(rows), 5, 1));
    for (const [i, j] of [
      [0, 0],
      [3, 17],
      [39, 20],
    ] as const) {
      // oxfmt-ignore
      const wanted = rows[i].reduce((sum, x, c) => sum + x * rows[j][c], 0);
      expect(product(found, i, j, 5)).toBeCloseTo(wanted, 8);
    }
    const beyond = Array.from({ length: 40 }, (_, r) => Math.abs(found[r * 5 + 3]) + Math.abs(found[r * 5 + 4]));
    expect(Math.max(...beyond)).toBeLessThan(1e-8);
  });

  it('has the same bits for the same seed, and stands by the same axes for another', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => atOnce(truncatedSvd(sparse(rows), 3, seed)).values);
    expect(again).toEqual(first);
    first.forEach((value, i) => expect(other[i]).toBeCloseTo(value, 8));
  });
});

/** Two kinds of books, which different people read. */
async function shelf(titles: readonly string[] | null): Promise<Dataset> {
  const kinds = [0, 1].flatMap((kind) => Array.from({ length: 6 }, (_, i) => `${kind}-${i}`));
  const random = new Random(3, 'readers');
  const rows = Array.from({ length: 40 }, (_, user) =>
    Array.from({ length: 8 }, () => ({ user, item: 6 * (user % 2) + random.below(6) })),
  ).flat();
  return shapeDataset({
    name: 'shelf',
    users: Array.from({ length: 40 }, (_, user) => `u${user}`),
    catalogue: { ids: kinds, titles, categories: null },
    user: Uint32Array.from(rows, ({ user }) => user),
    item: Uint32Array.from(rows, ({ item }) => item),
    time: null,
  });
}

const words = ['night train', 'garden herbs'];
const titles = Array.from({ length: 12 }, (_, i) => `The ${words[Math.floor(i / 6)]} ${i}`);

/** Mean cosine of items of one kind, and of different kinds. */
function cosines({ values, width }: ItemVectors, ids: readonly string[]): [number, number] {
  const x = Float64Array.from(values);
  const cosine = (i: number, j: number): number =>
    product(x, i, j, width) / Math.sqrt(product(x, i, i, width) * product(x, j, j, width));
  const pairs = Array.from({ length: 144 }, (_, at) => [Math.floor(at / 12), at % 12]).filter(([i, j]) => i < j);
  const mean = (same: boolean): number => {
    const chosen = pairs.filter(([i, j]) => (ids[i][0] === ids[j][0]) === same);
    return chosen.reduce((sum, [i, j]) => sum + cosine(i, j), 0) / chosen.length;
  };
  return [mean(true), mean(false)];
}

describe('vectors of items', () => {
  it.each(['text', 'spread', 'histories'] as const)(
    'lie close where the %s say that items are alike',
    async (source) => {
      const dataset = await shelf(titles);
      const vectors = await itemVectors(split(dataset), source, 3, 1);
      const [alike, apart] = cosines(vectors, dataset.catalogue.ids);
      expect(alike).toBeGreaterThan(apart + 0.5);
    },
  );

  it('spread over the histories take in those of the items near them, and of an item that stands near none stay its own', async () => {
    // Titles say nothing of the kinds, the histories all.
    const dataset = await shelf(Array.from({ length: 12 }, (_, i) => `The ${words[i % 2]} ${i}`));
    const { ids } = dataset.catalogue;
    const [text, spread] = [
      await itemVectors(split(dataset), 'text', 3, 1),
      await itemVectors(split(dataset), 'spread', 3, 1),
    ];
    const nearer = (vectors: ItemVectors): number => {
      const [alike, apart] = cosines(vectors, ids);
      return alike - apart;
    };
    expect(nearer(spread)).toBeGreaterThan(nearer(text) + 0.3);
    const alone = { ...split(dataset), trained: { ...split(dataset).trained } };
    const none = { ...alone, training: { ...alone.training, users: new Uint32Array() } };
    expect((await itemVectors(none, 'spread', 3, 1)).values).toEqual((await itemVectors(none, 'text', 3, 1)).values);
  });

  describe('of items that a split holds out', () => {
    const divided = async () => {
      const shelved = split(await shelf(titles));
      const heldOut = Uint32Array.of(2, 9);
      return { ...shelved, heldOut };
    };

    it('are where those of the text put them by what was found without them', async () => {
      const held = await divided();
      const { values, width, space } = await itemVectors(held, 'text', 3, 1);
      for (const item of held.heldOut) {
        const alone = space && textVector(space, held.dataset.catalogue.titles?.[item] ?? '', '');
        for (let c = 0; c < width; c++) expect(values[item * width + c]).toBeCloseTo(alone?.[c] ?? NaN, 2);
      }
      const [alike, apart] = cosines({ values, width, space }, held.dataset.catalogue.ids);
      expect(alike).toBeGreaterThan(apart + 0.5);
    });

    it('decide nothing of those of the others', async () => {
      const held = await divided();
      const { catalogue } = held.dataset;
      const other = catalogue.titles?.map((title, item) =>
        held.heldOut.includes(item) ? 'quite another word' : title,
      );
      const changed = { ...held, dataset: { ...held.dataset, catalogue: { ...catalogue, titles: other ?? null } } };
      const [one, two] = [await itemVectors(held, 'text', 3, 1), await itemVectors(changed, 'text', 3, 1)];
      const rest = (of: ItemVectors): Float32Array =>
        of.values.filter((_, i) => !held.heldOut.includes(Math.floor(i / of.width)));
      expect(rest(two)).toEqual(rest(one));
      expect(one.space?.columns).toEqual(two.space?.columns);
    });
  });

  it('stand about their mean, with a mean square of 1', async () => {
    const { values, width } = await itemVectors(split(await shelf(titles)), 'text', 4, 1);
    for (let c = 0; c < width; c++) {
      expect(Array.from({ length: 12 }, (_, i) => values[i * width + c]).reduce((sum, x) => sum + x, 0)).toBeCloseTo(
        0,
        5,
      );
    }
    expect(values.reduce((sum, x) => sum + x * x, 0) / values.length).toBeCloseTo(1, 5);
  });

  it('are found again of the same words, lie close for words that are alike, and for none that is known are not there', async () => {
    const { catalogue } = await shelf(titles);
    const { values, width, space } = await itemVectors(split(await shelf(titles)), 'text', 4, 1);
    if (space === null) throw new Error('vectors of text can be made of more text');
    const distance = (vector: ArrayLike<number> | null, item: number): number => {
      const own = values.subarray(item * width, (item + 1) * width);
      return Math.hypot(...own.map((value, c) => value - (vector?.[c] ?? NaN)));
    };
    for (const [item, title] of (catalogue.titles ?? []).entries()) {
      expect(distance(textVector(space, title, ''), item)).toBeLessThan(0.01); // kept as halves
    }
    const fresh = textVector(space, 'Trains of the nights, zzyx', '');
    const [near, far] = [0, 1].map((kind) =>
      Math.min(...catalogue.ids.flatMap((id, item) => (id.startsWith(`${kind}`) ? [distance(fresh, item)] : []))),
    );
    expect(near).toBeLessThan(far);
    expect(textVector(space, 'zzyx', '')).toBeNull();
    expect(textVector(space, '', '')).toBeNull();
    expect((await itemVectors(split(await shelf(titles)), 'histories', 4, 1)).space).toBeNull();
  });

  it('are made of the histories where there are no titles, and refused of titles then', async () => {
    const untitled = await shelf(null);
    const divided = split(untitled);
    expect(sourceFor('any', (await shelf(titles)).catalogue)).toBe('text');
    expect(sourceFor('any', untitled.catalogue)).toBe('histories');
    await expect(itemVectors(divided, 'text', 3, 1)).rejects.toThrow(SettingsError);
    await expect(itemVectors(divided, 'text', 3, 1)).rejects.toThrow('shelf has neither titles nor categories');
  });

  it('do not look at what is tested', async () => {
    const dataset = await shelf(null);
    const before = await itemVectors(split(dataset), 'histories', 3, 1);
    const items = dataset.items.slice();
    for (let user = 1; user < dataset.offsets.length; user++) items[dataset.offsets[user] - 1] = 0;
    expect(await itemVectors(split({ ...dataset, items }), 'histories', 3, 1)).toEqual(before);
  });

  it('are given up when they are cancelled', async () => {
    const pace = { signal: AbortSignal.abort() };
    await expect(itemVectors(split(await shelf(titles)), 'text', 3, 1, pace)).rejects.toThrow(CancelledError);
  });
});

it('the words of a title that no item has are those, whatever column they share with others', () => {
  const many = Array.from({ length: COLUMNS }, (_, i) => `w${i}`).join(' '); // more words than columns are free for
  const unknown = atOnce(unknownWords([many, 'Night train'], 'Zzyx, the TRAIN zzyx w7'));
  expect(unknown).toEqual(['zzyx', 'the']);
});
