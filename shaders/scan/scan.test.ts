import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './scan.golden.json';
import * as reference from './scan.reference.ts';

type Inputs = readonly Float64Array[];
const { scanParams } = reference;

/** Inputs are u, delta, bc, a_log and skip. */
function forward([u, delta, bc, a_log, skip]: Inputs, p: reference.ScanParams, starts?: Float64Array) {
  const made = { y: new Float64Array(u.length), kept: new Float64Array(p.records * p.lines * p.channels) };
  reference.forward({ u, delta, bc, a_log, skip, ...made, ...(starts === undefined ? {} : { starts }) }, p);
  return made;
}

function backward(given: Inputs, dy: Float64Array, p: reference.ScanParams, starts?: Float64Array): Float64Array[] {
  const [u, delta, bc] = given;
  const [du, ddelta, dbc, da_log, dskip] = given.map(({ length }) => new Float64Array(length));
  const { kept } = forward(given, p, starts);
  reference.backward({ u, delta, bc, kept, dy, du, ddelta, dbc, da_log, dskip }, p);
  return [du, ddelta, dbc, da_log, dskip];
}

const inputs = ({ batch, time, channels, states }: reference.ScanParams): Float64Array[] => [
  noise(batch * time * channels, 1),
  noise(batch * time * channels, 2, 2),
  noise(batch * time * 2 * states, 3),
  noise(channels * states, 4),
  noise(channels, 5),
];

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 11));
};

describe('the reference of a selective scan', () => {
  it('equals PyTorch, values and gradients, with histories packed and alone', () => {
    const p = scanParams(2, 18, 3, 4);
    const given = [golden.u, golden.delta, golden.bc, golden.a_log, golden.skip].map((x) => Float64Array.from(x));
    const starts = Float64Array.from(golden.starts);
    expectClose(forward(given, p, starts).y, golden.y);
    const made = backward(given, Float64Array.from(golden.dy), p, starts);
    const wanted = [golden.du, golden.ddelta, golden.dbc, golden.da_log, golden.dskip];
    made.forEach((gradient, i) => {
      expectClose(gradient, wanted[i]);
    });
  });

  const short = scanParams(1, 5, 2, 4);
  const long = scanParams(2, 17, 1, 4);
  const here = Float64Array.from({ length: 34 }, (_, row) => Number(row === 16 || row === 20));
  it.each([
    ['of one position', scanParams(1, 1, 2, 4), undefined],
    ['of one channel, past a segment', long, undefined],
    ['begun anew in both', long, here],
    ['begun anew at every position', short, new Float64Array(5).fill(1)],
  ])('has the gradients that central differences find in histories %s', (_name, p, starts) => {
    expectGradient(
      (given) => forward(given, p, starts).y,
      (given, dy) => backward(given, dy, p, starts),
      inputs(p),
    );
  });

  it.each([
    ['almost nothing is written', -30],
    ['all is forgotten', 60],
  ])('has the gradients that central differences find where %s', (_name, delta) => {
    const [u, , ...rest] = inputs(short);
    expectGradient(
      (given) => forward(given, short).y,
      (given, dy) => backward(given, dy, short),
      [u, new Float64Array(u.length).fill(delta), ...rest],
    );
  });

  it('keeps a step that is small and forgets all in one that is large', () => {
    const p = scanParams(1, 2, 1, 4);
    const ones = new Float64Array(16).fill(1);
    const [faint, lasting] = [-20, 200].map(
      (delta) => forward([Float64Array.of(1, 0), Float64Array.of(delta, 0), ones, new Float64Array(4), ones], p).y,
    );
    const step = 2.061153620314381e-9; // ln(1 + e⁻²⁰), where ln(1 + x) in f32 gives 0
    expect((faint[0] - 1) / (4 * step)).toBeCloseTo(1, 6);
    expect(faint[1] / faint[0]).toBeLessThan(5 * step);
    expect(lasting[0]).toBeCloseTo(801, 10);
    expect(lasting[1]).toBeCloseTo(400, 10); // e^−softplus(0) = 1/2 of it is left
  });

  it('gives histories that are packed one behind another what each has alone', () => {
    const [lengths, channels] = [[2, 1, 17, 20], 2];
    const packed = scanParams(1, 40, channels, 4);
    const [u, delta, bc, a_log, skip] = inputs(packed);
    const firsts = lengths.map((_, n) => lengths.slice(0, n).reduce((sum, length) => sum + length, 0));
    const starts = Float64Array.from({ length: 40 }, (_, row) => Number(firsts.includes(row)));
    const dy = noise(u.length, 6);
    const apart = lengths.map((time, n) => {
      const rows = (x: Float64Array): Float64Array => {
        const width = x.length / 40;
        return x.slice(firsts[n] * width, (firsts[n] + time) * width);
      };
      const p = scanParams(1, time, channels, 4);
      const given = [rows(u), rows(delta), rows(bc), a_log, skip];
      return [forward(given, p).y, ...backward(given, rows(dy), p)];
    });
    const given = [u, delta, bc, a_log, skip];
    const together = [forward(given, packed, starts).y, ...backward(given, dy, packed, starts)];
    together.slice(0, 4).forEach((values, i) => {
      expect([...values]).toEqual(apart.flatMap((each) => [...each[i]]));
    });
    together.slice(4).forEach((values, i) => {
      expectClose(
        values,
        [...values.keys()].map((k) => apart.reduce((sum, each) => sum + each[4 + i][k], 0)),
      );
    });
  });
});
