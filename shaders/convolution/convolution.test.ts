import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './convolution.golden.json';
import * as reference from './convolution.reference.ts';

type Inputs = readonly Float64Array[];

function forward([x, weight, bias]: Inputs, p: reference.ConvolutionParams, starts?: Float64Array): Float64Array {
  const y = new Float64Array(x.length);
  reference.forward({ x, weight, bias, y, ...(starts === undefined ? {} : { starts }) }, p);
  return y;
}

function backward(
  [x, weight, bias]: Inputs,
  dy: Float64Array,
  p: reference.ConvolutionParams,
  starts?: Float64Array,
): Float64Array[] {
  const [dx, dweight, dbias] = [x, weight, bias].map(({ length }) => new Float64Array(length));
  reference.backward({ dy, x, weight, bias, dx, dweight, dbias, ...(starts === undefined ? {} : { starts }) }, p);
  return [dx, dweight, dbias];
}

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
};

const inputs = ({ batch, time, channels }: reference.ConvolutionParams): Inputs => [
  noise(batch * time * channels, 1),
  noise(4 * channels, 2),
  noise(channels, 3),
];

describe('the reference of a causal convolution', () => {
  it('equals PyTorch, values and gradients', () => {
    const p = { batch: 2, time: 6, channels: 3 };
    const given = [golden.x, golden.weight, golden.bias].map((values) => Float64Array.from(values));
    expectClose(forward(given, p), golden.y);
    const [dx, dweight, dbias] = backward(given, Float64Array.from(golden.dy), p);
    expectClose(dx, golden.dx);
    expectClose(dweight, golden.dweight);
    expectClose(dbias, golden.dbias);
  });

  it.each([undefined, Float64Array.of(0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0)])(
    'has the gradients that central differences find (histories begin at %s)',
    (starts) => {
      const p = { batch: 2, time: 6, channels: 2 };
      expectGradient(
        (given) => forward(given, p, starts),
        (given, dy) => backward(given, dy, p, starts),
        inputs(p),
      );
    },
  );

  it('gives histories that are packed one behind another what each has alone', () => {
    const packed = { batch: 1, time: 9, channels: 2 };
    const [x, weight, bias] = inputs(packed);
    const lengths = [2, 1, 6];
    const starts = Float64Array.of(1, 0, 1, 1, 0, 0, 0, 0, 0);
    const apart = lengths.map((time, n) => {
      const before = lengths.slice(0, n).reduce((sum, length) => sum + length, 0);
      return forward([x.slice(2 * before, 2 * (before + time)), weight, bias], { batch: 1, time, channels: 2 });
    });
    expect([...forward([x, weight, bias], packed, starts)]).toEqual(apart.flatMap((y) => [...y]));
  });
});
