import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import { dropoutAt, noDropout } from '../random/dropout.reference.ts';
import golden from './attention.golden.json';
import {
  backward,
  bidirectional,
  causal,
  forward,
  items,
  type AttentionParams,
  type Mask,
  type Reach,
} from './attention.reference.ts';

const clock = Float64Array.of(5);
const small: AttentionParams = { batch: 2, time: 5, heads: 2, head_width: 4, ...noDropout };
const masks = { causal, bidirectional } as const;
const names = ['causal', 'bidirectional'] as const;

const reaching = (lengths: readonly number[]): Reach => ({ lengths: Float64Array.from(lengths) });

const attendIn = (qkv: Float64Array, reach: Reach, p: AttentionParams, mask: Mask) => {
  const rows = p.batch * p.time * p.heads;
  const t = {
    qkv,
    ...reach,
    clock,
    y: new Float64Array(rows * p.head_width),
    lse: new Float64Array(rows),
  };
  forward(t, p, mask);
  return t;
};

const attend = (qkv: Float64Array, lengths: readonly number[], p: AttentionParams, mask: Mask) =>
  attendIn(qkv, reaching(lengths), p, mask);

const gradient = (dy: Float64Array, t: ReturnType<typeof attend>, p: AttentionParams, mask: Mask): Float64Array => {
  const dqkv = new Float64Array(t.qkv.length);
  backward({ ...t, dy, dqkv }, p, mask);
  return dqkv;
};

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((want, i) => {
    expect(actual[i]).toBeCloseTo(want, 12);
  });
};

function expectGolden(
  reach: Reach,
  p: AttentionParams,
  mask: Mask,
  wanted: Readonly<Record<'y' | 'lse' | 'dqkv', readonly number[]>>,
): void {
  const t = attendIn(Float64Array.from(golden.qkv), reach, p, mask);
  expectClose(t.y, wanted.y);
  expectClose(t.lse, wanted.lse);
  expectClose(gradient(Float64Array.from(golden.dy), t, p, mask), wanted.dqkv);
}

const qkvOf = (p: AttentionParams): Float64Array => noise(p.batch * p.time * 3 * p.heads * p.head_width, 1, 2);

describe.each(names)('%s attention', (name) => {
  const mask = masks[name];

  it('gives the values and gradients that PyTorch gives, padding included', () => {
    expectGolden(reaching(golden.lengths), { ...noDropout, ...golden }, mask, golden[name]);
  });

  it('gives what PyTorch gives of each history alone where several stand in a row', () => {
    const spans = Float64Array.from(golden.packed.spans);
    expectGolden({ spans }, { ...noDropout, ...golden }, mask, golden.packed[name]);
  });

  const spans = Float64Array.from([0, 2, 0, 2, 2, 5, 2, 5, 2, 5, 0, 1, 1, 2, 2, 4, 2, 4, 4, 5]);
  it.each([
    ['without dropout', small, reaching([5, 3])],
    ['with dropout', { ...small, ...dropoutAt(0.3, 7, 3) }, reaching([5, 3])],
    ['of packed histories, with dropout', { ...small, ...dropoutAt(0.3, 7, 3) }, { spans }],
  ])('has the gradients that central differences find, %s', (_label, p, reach) => {
    expectGradient(
      ([qkv]) => attendIn(qkv, reach, p, mask).y,
      ([qkv], dy) => [gradient(dy, attendIn(qkv, reach, p, mask), p, mask)],
      [qkvOf(p)],
    );
  });

  it('reads no padding: what stands there changes no other position', () => {
    const lengths = [2, 2];
    const qkv = qkvOf(small);
    const perHistory = small.time * 3 * small.heads * small.head_width;
    const changed = qkv.map((x, i) => (i % perHistory < (perHistory / small.time) * 2 ? x : x + 1));
    const [before, after] = [qkv, changed].map((x) => attend(x, lengths, small, mask).y);
    const position = small.heads * small.head_width;
    for (let b = 0; b < small.batch; b++) {
      const real = [b * small.time * position, (b * small.time + 2) * position] as const;
      expect(after.subarray(...real)).toEqual(before.subarray(...real));
    }
  });

  it('gives a position that sees only itself its own value', () => {
    const qkv = qkvOf(small);
    const { y } = attend(qkv, [1, 1], small, causal);
    const width = small.heads * small.head_width;
    expectClose(y.subarray(0, width), [...qkv.subarray(2 * width, 3 * width)]);
  });
});

it('causal attention never looks ahead: the last position changes no other', () => {
  const p = { ...small, batch: 1 };
  const qkv = qkvOf(p);
  const width = p.heads * p.head_width;
  const changed = qkv.map((x, i) => (i >= (p.time - 1) * 3 * width ? -x : x));
  const [before, after] = [qkv, changed].map((x) => attend(x, [p.time], p, causal).y.subarray(0, (p.time - 1) * width));
  expect(after).toEqual(before);
});

describe('attention over the tokens of items', () => {
  const p = { ...small, time: 6, tokens: 2, ...dropoutAt(0.3, 7, 3) };
  const mask = items(2);

  it('gives the values and gradients that PyTorch gives, padding included, and of each history alone in a packed row', () => {
    const { tokens, lengths, packed } = golden.items;
    const sizes = { ...noDropout, ...golden, tokens };
    expectGolden(reaching(lengths), sizes, items(tokens), golden.items);
    expectGolden({ spans: Float64Array.from(packed.spans) }, sizes, items(tokens), packed);
  });

  it.each([
    ['of one history a row', reaching([3, 2])],
    ['of packed histories', { spans: Float64Array.from([0, 1, 1, 3, 1, 3, 0, 2, 0, 2, 2, 3]) }],
  ])('has the gradients that central differences find, %s', (_label, reach) => {
    expectGradient(
      ([qkv]) => attendIn(qkv, reach, p, mask).y,
      ([qkv], dy) => [gradient(dy, attendIn(qkv, reach, p, mask), p, mask)],
      [qkvOf(p)],
    );
  });

  it('sees all of its own item, nothing of the next one and no padding', () => {
    const see = (i: number) => [0, 1, 2, 3, 4, 5].filter((j) => mask(i, j, 4));
    expect([0, 1, 2, 3, 4, 5].map(see)).toEqual([[0, 1], [0, 1], [0, 1, 2, 3], [0, 1, 2, 3], [4], [5]]);
  });

  it('is causal attention where an item is one token', () => {
    const qkv = qkvOf(small);
    expect(attend(qkv, [5, 3], small, items(1)).y).toEqual(attend(qkv, [5, 3], small, causal).y);
  });
});
