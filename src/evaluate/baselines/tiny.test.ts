import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../../core/errors.ts';
import { Pacer } from '../../core/pace.ts';
import { shapeDataset } from '../../data/shape.ts';
import { split } from '../../data/split.ts';
import { NO_ITEM } from '../metrics.ts';
import { Random } from '../../core/random.ts';
import { Counts } from './counts.ts';
import { evaluateBaseline } from './evaluate.ts';
import { baselineNamed, baselines, baselinesOf } from './registry.ts';
import { nearby } from './transitions.ts';

/** Six users; the fourth is too short. Items A to E are 0 to 4; training is AB, A, BCA, CA, BA. */
const histories = ['ABCD', 'ABC', 'BCADE', 'AC', 'CABC', 'BABA'];

const dataset = await shapeDataset({
  name: 'tiny',
  users: histories.map((_, u) => `u${u}`),
  catalogue: { ids: Array.from('ABCDE'), titles: ['Night', 'Night train', 'Train', 'Night', ''], categories: null },
  user: Uint32Array.from(histories.flatMap((items, u) => Array.from(items, () => u))),
  item: Uint32Array.from(Array.from(histories.join('')), (letter) => 'ABCDE'.indexOf(letter)),
  time: null,
});
const halves = split(dataset);
const [A, B, C] = [0, 1, 2];

const { sqrt } = Math;
/** √(popularity + 5) of A, B, C, which occur 5, 3 and 2 times in training. */
const [nA, nB, nC] = [sqrt(10), sqrt(8), sqrt(7)];
const share = [5 / 6, 3 / 6, 2 / 6, 0, 0];
/** Scores by hand, on top of `factor` × share. */
const onTop = (factor: number, scores: readonly number[]): number[] =>
  scores.map((s, item) => s + factor * share[item]);

// Pairs up to five apart, 1/d forwards and ½/d backwards: A to B 1 + ¼ + ½, A to C ½ + ½, B to A ½ + ½ + 1, …
const both = { A: [0, 1.75 / nB, 1 / nC], B: [2 / nA, 0, 1 / nC], C: [2 / nA, 0.5 / nB, 0] };
const graphAfterCA = [0, 1, 2].map(
  (b) =>
    both.A[b] +
    0.1 * ((1.75 / nB) * both.B[b] + (1 / nC) * both.C[b]) +
    0.5 * both.C[b] +
    0.05 * ((2 / nA) * both.A[b] + (0.5 / nB) * both.B[b]),
);

describe('baselines on six users', () => {
  it.each([
    ['popularity', [A, B], onTop(1, [0, 0, 0, 0, 0])],
    ['repeat_last', [A, B], [share[A] / 1000, 1, share[C] / 1000, 0, 0]],
    ['markov1', [A, B], onTop(1e-3, [1, 0, 1, 0, 0])],
    ['markov1', [B, C], onTop(1e-3, [2, 0, 0, 0, 0])],
    ['window5', [A, B], onTop(1e-3, [1.5, 0, 1, 0, 0])],
    ['graph2', [C, A], onTop(1e-6, [...graphAfterCA, 0, 0])],
    ['itemknn', [A, B], onTop(1e-6, [both.B[0], 0.8 * both.A[1], both.B[2] + 0.8 * both.A[2], 0, 0])],
    ['itemknn', [3], onTop(1e-6, [0, 0, 0, 0, 0])],
    ['itemknn', [], onTop(1e-6, [0, 0, 0, 0, 0])],
  ])('%s scores %j as by hand', async (name, query, expected) => {
    const scorer = await baselineNamed(name).fit(new Counts(halves));
    scorer.score(Uint32Array.of(C, A, B)); // leaves nothing behind
    const scores = scorer.score(Uint32Array.from(query));
    expect(scores).toHaveLength(5);
    expected.forEach((score, item) => expect(scores[item]).toBeCloseTo(score, 12));
  });

  it('ranks by popularity as by hand, and gives a filtered target no rank', async () => {
    const { ranks, lists, metrics } = await evaluateBaseline(new Counts(halves), baselineNamed('popularity'), {
      stage: 'test',
      seen: 'filtered',
    });
    expect([...ranks]).toEqual([0.5, 0, 0, Infinity, Infinity]);
    expect([...lists.items.subarray(0, 10)]).toEqual([3, 4, ...Array<number>(8).fill(NO_ITEM)]);
    expect(metrics.hr['10']).toBeCloseTo(3 / 5, 12);
    expect(metrics.ndcg['10']).toBeCloseTo((1 / Math.log2(2.5) + 2) / 5, 12);
    expect(metrics.mrr['10']).toBeCloseTo((1 / 1.5 + 2) / 5, 12);
  });

  it('ranks seen items where they are kept', async () => {
    const { ranks, lists } = await evaluateBaseline(new Counts(halves), baselineNamed('popularity'), {
      stage: 'test',
      seen: 'kept',
    });
    expect([...ranks]).toEqual([3.5, 2, 3.5, 2, 0]);
    expect([...lists.items.subarray(0, 5)]).toEqual([0, 1, 2, 3, 4]);
  });

  it('validates on the item before the last, without showing it', async () => {
    const { ranks } = await evaluateBaseline(new Counts(halves), baselineNamed('popularity'), {
      stage: 'validation',
      seen: 'filtered',
    });
    // Targets C, B, D, B, B after AB, A, BCA, CA, BA.
    expect([...ranks]).toEqual([0, 0, 0.5, 0, Infinity]);
  });

  it.each(baselines.map(({ name, reads }) => [name, reads] as const))(
    '%s scores by the last %i items of a history alone',
    async (name, reads) => {
      const scorer = await baselineNamed(name).fit(new Counts(halves));
      const random = new Random(3, name);
      for (let trial = 0; trial < 50; trial++) {
        const history = Uint32Array.from({ length: reads + random.below(20) }, () => random.below(5));
        const scores = scorer.score(history).slice();
        expect(scorer.score(history.subarray(history.length - reads))).toEqual(scores);
      }
    },
  );

  it('nearest_text scores what shares words with the last items, the more the nearer, and not these themselves', async () => {
    const scorer = await baselineNamed('nearest_text').fit(new Counts(halves));
    const floor = onTop(1e-6, [0, 0, 0, 0, 0]);
    const [a, b, c, d, e] = scorer.score(Uint32Array.of(A)).map((score, item) => score - floor[item]);
    expect([a, c, e].map((score) => Math.abs(score) < 1e-15)).toEqual([true, true, true]); // itself, no word, no text
    expect(d).toBeCloseTo(1, 12); // the same words
    expect(b).toBeGreaterThan(0.2);
    expect(b).toBeLessThan(1);
    const afterTwo = scorer.score(Uint32Array.of(A, C)).slice();
    expect(afterTwo[3] - floor[3]).toBeCloseTo(0.8, 12);
    const fromC = scorer.score(Uint32Array.of(C))[B] - floor[B];
    expect(afterTwo[B] - floor[B]).toBeCloseTo(fromC + 0.8 * b, 12);
  });

  it('nearest_text refuses data without a text, and stands beside no model there', async () => {
    const bare = { ...dataset, catalogue: { ...dataset.catalogue, titles: null } };
    await expect(baselineNamed('nearest_text').fit(new Counts(split(bare)))).rejects.toThrow(
      /^nearest_text: tiny has neither titles nor categories/,
    );
    expect(baselinesOf(bare.catalogue)).toHaveLength(baselines.length - 1);
    expect(baselinesOf(dataset.catalogue)).toEqual(baselines);
  });

  it('counts transitions once for all baselines that use the same ones', async () => {
    const counts = new Counts(halves);
    const first = await counts.transitions(nearby, new Pacer('test', {}));
    await baselineNamed('graph2').fit(counts);
    await baselineNamed('itemknn').fit(counts);
    expect(await counts.transitions({ ...nearby }, new Pacer('test', {}))).toBe(first);
  });

  it('stops when cancelled', async () => {
    const options = { stage: 'test', seen: 'kept', signal: AbortSignal.abort() } as const;
    await expect(evaluateBaseline(new Counts(halves), baselineNamed('graph2'), options)).rejects.toBeInstanceOf(
      CancelledError,
    );
  });

  it('are listed from the simplest, and an unknown name is refused', () => {
    const places = baselines.map(({ order }) => order);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(baselines[0].name).toBe('popularity');
    expect(new Set(baselines.map(({ name }) => name)).size).toBe(baselines.length);
    expect(baselineNamed('repeat-last').name).toBe('repeat_last');
    expect(() => baselineNamed('sasrec')).toThrow(SettingsError);
  });
});

describe('transitions', () => {
  it('walks users, places and distances in order, with repeats inside a window', async () => {
    const repeats = ['ABACADAAXX', 'BBAABXX', 'ACBDBCXX', 'DAXX'];
    const items = 'ABCDX';
    const repeating = await shapeDataset({
      name: 'repeats',
      users: repeats.map((_, u) => `u${u}`),
      catalogue: { ids: Array.from(items), titles: null, categories: null },
      user: Uint32Array.from(repeats.flatMap((one, u) => Array.from(one, () => u))),
      item: Uint32Array.from(Array.from(repeats.join('')), (letter) => items.indexOf(letter)),
      time: null,
    });
    const number = (letter: string): number => repeating.catalogue.ids.indexOf(letter);
    const rows = Array.from({ length: items.length }, () => new Map<number, number>());
    const add = (a: number, b: number, weight: number) => rows[a].set(b, (rows[a].get(b) ?? 0) + weight);
    for (const one of repeats) {
      const train = Array.from(one.slice(0, -2), number);
      train.forEach((a, k) => {
        train.slice(k + 1, k + 6).forEach((b, before) => {
          add(a, b, 1 / (before + 1));
          add(b, a, 0.5 / (before + 1));
        });
      });
    }
    const rule = { window: 5, backward: 0.5 };
    const { offsets, columns, weights } = await new Counts(split(repeating)).transitions(rule, new Pacer('test', {}));
    rows.forEach((row, a) => {
      expect([...columns.subarray(offsets[a], offsets[a + 1])]).toEqual([...row.keys()]);
      expect([...weights.subarray(offsets[a], offsets[a + 1])]).toEqual([...row.values()]);
    });
  });
});
