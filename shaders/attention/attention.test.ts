import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import { dropoutAt, noDropout } from '../random/dropout.reference.ts';
import golden from './attention.golden.json';
import { backward, bidirectional, causal, forward, type AttentionParams, type Mask } from './attention.reference.ts';

const clock = Float64Array.of(5);
const small: AttentionParams = { batch: 2, time: 5, heads: 2, head_width: 4, ...noDropout };
const masks = { causal, bidirectional } as const;
const names = ['causal', 'bidirectional'] as const;

const attend = (qkv: Float64Array, lengths: readonly number[], p: AttentionParams, mask: Mask) => {
  const rows = p.batch * p.time * p.heads;
  const t = {
    qkv,
    lengths: Float64Array.from(lengths),
    clock,
    y: new Float64Array(rows * p.head_width),
    lse: new Float64Array(rows),
  };
  forward(t, p, mask);
  return t;
};

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

  it.each([
    ['without dropout', small],
    ['with dropout', { ...small, ...dropoutAt(0.3, 7, 3) }],
  ])('has the gradients that central differences find, %s', (_label, p) => {
    const lengths = [5, 3];
    expectGradient(
      ([qkv]) => attend(qkv, lengths, p, mask).y,
      ([qkv], dy) => [gradient(dy, attend(qkv, lengths, p, mask), p, mask)],
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
