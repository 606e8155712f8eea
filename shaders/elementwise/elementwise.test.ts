import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import { dropoutAt, noDropout } from '../random/dropout.reference.ts';
import golden from './elementwise.golden.json';
import * as reference from './elementwise.reference.ts';

const activations = ['relu', 'gelu', 'silu'] as const;

describe.each(activations)('the reference of %s', (name) => {
  const activation = reference[name];

  it('equals PyTorch, value and derivative', () => {
    golden.x.forEach((x, i) => {
      expect(activation.activate(x)).toBeCloseTo(golden[name].y[i], 12);
      expect(activation.slope(x)).toBeCloseTo(golden[name].dx[i], 12);
    });
  });

  it('has the derivative that central differences find', () => {
    const run = (f: (x: number) => number, x: Float64Array): Float64Array => x.map(f);
    expectGradient(
      ([x]) => run(activation.activate, x),
      ([x], dy) => [x.map((value, i) => activation.slope(value) * dy[i])],
      [noise(20, 1, 3)],
    );
  });
});

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

it('sums and multiples are those of the numbers', () => {
  const [a, b] = [noise(7, 1), noise(7, 2)];
  const [total, y] = [new Float64Array(7), new Float64Array(7)];
  reference.accumulate({ a, b, total });
  reference.scale({ x: a, y }, { factor: -2.5 });
  expect([...total]).toEqual([...a].map((value, i) => value + b[i]));
  expect([...y]).toEqual([...a].map((value) => -2.5 * value));
});
