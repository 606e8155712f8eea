import { describe, expect, it } from 'vitest';
import { atOnce } from '../core/pace.ts';
import { LONGEST, summaryOf } from './scan_summary.ts';

/** A scan of 2 channels and 4 states that writes 1 at each of 3 positions, at a step of ln(1 + e^delta). */
const scan = (delta: number, aLog: number) => ({
  kernel: 'scan.forward',
  place: 'Block 1',
  params: { batch: 1, time: 3, channels: 2, states: 4 },
  tensors: {
    u: new Float64Array(6).fill(1),
    delta: new Float64Array(6).fill(delta),
    bc: new Float64Array(24).fill(1),
    a_log: new Float64Array(8).fill(aLog),
    skip: new Float64Array(2),
  },
  from: {},
});

describe('what a scan remembers', () => {
  const step = Math.LN2; // softplus(0), so that at a rate of 1 half of a state is kept
  const of = atOnce(summaryOf(scan(0, 0)));
  const expectAll = (values: Float32Array, expected: readonly number[]): void => {
    expect(values).toHaveLength(expected.length);
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
  };

  it('is half of the state before and what is written, in every channel and state', () => {
    const row = [step, 1.5 * step, 1.75 * step];
    expectAll(of.sizes, [...row, ...row, ...row, ...row]);
    expectAll(of.all.subarray(12, 15), row);
    expectAll(of.steps, [step, step, step]);
    expectAll(of.written, [step, step, step]);
    expectAll(of.kept, [0, 0.5, 0.5]);
  });

  it('of an item halves with each item behind it', () => {
    expectAll(of.left, [0.25, 0.5, 1]);
    expectAll(of.halfLives, [1, 1, 1, 1]);
  });

  it('lasts in proportion to how slowly a state forgets, and no longer than can be said', () => {
    expectAll(atOnce(summaryOf(scan(0, Math.log(0.25)))).halfLives, [4, 4, 4, 4]);
    expectAll(atOnce(summaryOf(scan(-900, 0))).halfLives, Array<number>(4).fill(LONGEST));
  });

  it('is signed in a channel and a size over all', () => {
    const made = scan(0, 0);
    made.tensors.u.fill(-1);
    const { all, sizes } = atOnce(summaryOf(made));
    expect([all[0], sizes[0]]).toEqual([Math.fround(-step), Math.fround(step)]);
  });
});
