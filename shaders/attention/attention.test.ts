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

const qkvOf = (p: AttentionParams): Float64Array => noise(p.batch * p.time * 3 * p.heads * p.head_width, 1, 2);

describe.each(names)('%s attention', (name) => {
  const mask = masks[name];

  it('gives the values and gradients that PyTorch gives, padding included', () => {
    const p = { ...noDropout, ...golden };
    const t = attend(Float64Array.from(golden.qkv), golden.lengths, p, mask);
    expectClose(t.y, golden[name].y);
    expectClose(t.lse, golden[name].lse);
    expectClose(gradient(Float64Array.from(golden.dy), t, p, mask), golden[name].dqkv);
  });

  it('gives what PyTorch gives of each history alone where several stand in a row', () => {
    const p = { ...noDropout, ...golden };
    const spans = Float64Array.from(golden.packed.spans);
    const t = attendIn(Float64Array.from(golden.qkv), { spans }, p, mask);
    expectClose(t.y, golden.packed[name].y);
    expectClose(t.lse, golden.packed[name].lse);
    expectClose(gradient(Float64Array.from(golden.dy), t, p, mask), golden.packed[name].dqkv);
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
