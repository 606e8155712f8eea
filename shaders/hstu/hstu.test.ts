import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import type { Reach } from '../attention/attention.reference.ts';
import wgsl from './apart_in_time.wgsl?raw';
import program from './hstu.as.ts?raw';
import golden from './hstu.golden.json';
import { backward, forward, lapse, shortestOf, TIME_ROWS, type HstuParams } from './hstu.reference.ts';

const { batch, time, heads, head_width, window } = golden;
const sizes = { batch, time, heads, head_width, window };
const row: Reach = { lengths: Float64Array.from(golden.lengths) };
const packed: Reach = { spans: Float64Array.from(golden.spans) };

interface Given {
  readonly qkv: Float64Array;
  readonly positions: Float64Array;
  readonly times?: Float64Array;
}

const seconds = Float64Array.from(golden.seconds);
const timesOf = ({ times }: Given) => (times === undefined ? {} : { times, seconds });

function attend(given: Given, reach: Reach, p: HstuParams): Float64Array {
  const y = new Float64Array(p.batch * p.time * p.heads * p.head_width);
  forward({ ...given, ...timesOf(given), ...reach, y }, p);
  return y;
}

/** Gradients in the order qkv, positions, times. */
function gradient(given: Given, reach: Reach, p: HstuParams, dy: Float64Array): readonly Float64Array[] {
  const [dqkv, dpositions] = [given.qkv, given.positions].map(({ length }) => new Float64Array(length));
  const dtimes = given.times && { dtimes: new Float64Array(TIME_ROWS) };
  backward({ ...given, ...timesOf(given), ...reach, dy, dqkv, dpositions, ...dtimes }, p);
  return [dqkv, dpositions, ...(dtimes ? [dtimes.dtimes] : [])];
}

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((want, i) => expect(actual[i]).toBeCloseTo(want, 12));
};

const read = { qkv: Float64Array.from(golden.qkv), positions: Float64Array.from(golden.positions) };
const timed = { ...read, times: Float64Array.from(golden.times) };

describe.each([
  ['row', read, row, 0],
  ['packed', read, packed, 1],
  ['timed', timed, row, 1],
  ['timedPacked', timed, packed, 0],
] as const)('pointwise attention, %s', (name, given, reach, seen) => {
  const p = { ...sizes, seen };

  it('gives the values and gradients that PyTorch gives', () => {
    const wanted = golden.cases[name];
    const [dqkv, dpositions, dtimes] = gradient(given, reach, p, Float64Array.from(golden.dy));
    expectClose(attend(given, reach, p), wanted.y);
    expectClose(dqkv, wanted.dqkv);
    expectClose(dpositions, wanted.dpositions);
    if (!('dtimes' in wanted)) return;
    const all: Readonly<Record<string, number>> = wanted.dtimes;
    expectClose(
      dtimes,
      Array.from(dtimes, (_, bucket) => all[bucket] ?? 0),
    );
  });

  it('has the gradients that central differences find', () => {
    const parts = (values: readonly Float64Array[]): Given => ({
      ...{ qkv: values[0], positions: values[1] },
      ...(values.length > 2 ? { times: values[2] } : {}),
    });
    const inputs = [noise(given.qkv.length, 1), noise(window, 2), ...('times' in given ? [noise(TIME_ROWS, 3)] : [])];
    expectGradient(
      (values) => attend(parts(values), reach, p),
      (values, dy) => gradient(parts(values), reach, p, dy),
      inputs,
    );
  });
});

it('adds up: the same item twice counts twice, where sums are divided by the window', () => {
  const p = { batch: 1, time: 2, heads: 1, head_width: 4, window: 2, seen: 0 };
  const qkv = Float64Array.from({ length: 24 }, (_, i) => noise(12, 4)[i % 12]);
  const y = attend({ qkv, positions: new Float64Array(2) }, { lengths: Float64Array.of(2) }, p);
  expectClose(
    y.subarray(4),
    [...y.subarray(0, 4)].map((value) => 2 * value),
  );
});

it('gives each of several histories of one item in a row what it has alone', () => {
  const p = { batch: 1, time: 3, heads: 1, head_width: 4, window: 3, seen: 1 };
  const [qkv, positions] = [noise(36, 5), noise(3, 6)];
  const together = attend({ qkv, positions }, { spans: Float64Array.of(0, 1, 1, 2, 2, 3) }, p);
  for (let t = 0; t < 3; t++) {
    const own = { qkv: qkv.slice(12 * t, 12 * t + 12), positions };
    const alone = attend(own, { lengths: Float64Array.of(1) }, { ...p, time: 1 });
    expect(together.subarray(4 * t, 4 * t + 4)).toEqual(alone);
  }
});

describe('the row of the time between two events', () => {
  it('is that of the unknown where nobody knows one of them, and later where they are further apart', () => {
    expect([lapse(-1, 5), lapse(5, -1), lapse(7, 7), lapse(7, 8), lapse(0, 2)]).toEqual([0, 0, 1, 1, 3]);
    // HSTU's formula: ⌊ln 86,400 / 0.301⌋ = ⌊37.76⌋.
    expect([lapse(0, 86_400), lapse(86_400, 0), lapse(0, 1e12)]).toEqual([38, 38, TIME_ROWS - 1]);
  });

  it('has the edges that both programs state, to the bit', () => {
    const edges = Array.from({ length: TIME_ROWS - 1 }, (_, bucket) => {
      const [near, exact] = [Math.fround(shortestOf(bucket + 1)), shortestOf(bucket + 1)];
      return near >= exact ? near : Math.fround(near * (1 + 1.01 * 2 ** -24));
    });
    edges[0] = 1; // a shorter time counts as a second
    for (const text of [wgsl, program]) {
      const [, stated = ''] = /\n((?: {2}[\d., ]+\n)+)/.exec(text) ?? [];
      expect([...stated.matchAll(/[\d.]+/g)].map(([edge]) => Math.fround(Number(edge)))).toEqual(edges);
    }
  });

  it('begins where it is said to begin', () => {
    for (let bucket = 2; bucket < TIME_ROWS; bucket++) {
      const from = shortestOf(bucket);
      expect([lapse(0, from * 0.9999), lapse(0, from * 1.0001)]).toEqual([bucket - 1, bucket]);
    }
  });
});
