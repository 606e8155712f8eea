import { describe, expect, it } from 'vitest';
import { dropoutAt, noDropout } from '../random/dropout.reference.ts';
import golden from './elementwise.golden.json';
import * as reference from './elementwise.reference.ts';

describe('the reference of dropout', () => {
  const run = (rate: number, step: number): Float64Array => {
    const y = new Float64Array(10_000);
    const x = new Float64Array(10_000).fill(1);
    reference.dropout({ x, clock: Float64Array.of(step), y }, rate === 0 ? noDropout : dropoutAt(rate, 1, 2));
    return y;
  };

  it('keeps everything at rate 0', () => {
    expect(run(0, 3).every((y) => y === 1)).toBe(true);
  });

  it('drops the asked share, keeps the mean, and draws anew at every step', () => {
    const y = run(0.3, 3);
    const dropped = y.filter((value) => value === 0).length / y.length;
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.02);
    expect(Math.abs(y.reduce((sum, value) => sum + value, 0) / y.length - 1)).toBeLessThan(0.03);
    expect(run(0.3, 3)).toEqual(y);
    expect(run(0.3, 4)).not.toEqual(y);
  });
});

it('sums are those of the numbers', () => {
  const total = new Float64Array(golden.total.length);
  reference.accumulate({ a: Float64Array.from(golden.a), b: Float64Array.from(golden.b), total });
  expect([...total]).toEqual(golden.total);
});
