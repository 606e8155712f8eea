import { describe, expect, it } from 'vitest';
import { ByteDictionary } from '../ids/dictionary.ts';
import { ABSENT, LaneCodes, LaneTimes, NEW } from './lanes.ts';
import { plainValues } from '../parquet/values.ts';
import type { Leaf } from '../parquet/schema.ts';
import { timeParser } from '../values/time.ts';

const whole: Leaf = {
  ...{ name: 'x', path: ['x'], index: 0, physical: 'INT64', meaning: { kind: 'integer', unsigned: false } },
  ...{ bytes: 0, defined: 0, element: 0, isList: false },
};
const nanos: Leaf = { ...whole, meaning: { kind: 'timestamp', unit: 'NANOS', utc: true } };

const values = (leaf: Leaf, numbers: readonly bigint[], shared = false) =>
  plainValues(new Uint8Array(BigInt64Array.from(numbers).buffer), 0, numbers.length, leaf, shared);

describe('codes of ids by columns', () => {
  it.each([true, false])('are those of their texts, in order of appearance (a dictionary: %s)', (shared) => {
    const dictionary = new ByteDictionary();
    const lane = new LaneCodes();
    lane.begin({ values: values(whole, [7n, 9007199254740993n], shared), at: Int32Array.of(9, 1, 0, -1, 1), from: 1 });
    const codes = [0, 1, 2, 3].map((r) => {
      const seen = lane.seen(r);
      return seen === NEW ? lane.code(r, dictionary) : seen;
    });
    expect(codes).toEqual([0, 1, ABSENT, 0]);
    expect(dictionary.strings).toEqual(['9007199254740993', '7']);
  });
});

describe('times by columns', () => {
  const timesOf = (leaf: Leaf, numbers: readonly bigint[], form: Parameters<typeof timeParser>[0]) => {
    const lane = new LaneTimes(form, timeParser(form));
    lane.begin({ values: values(leaf, numbers), at: Int32Array.from(numbers, (_, i) => i), from: 0 });
    return numbers.map((_, i) => lane.of(i));
  };

  it('are those of their texts, in and out of the range of times', () => {
    for (const unit of ['s', 'ms', 'us', 'ns'] as const)
      for (const numbers of [[1_700_000_001n, 5n, 1_700_000_001_001n], [-1n], [10n ** 17n, 1n]]) {
        const parse = timeParser({ kind: 'epoch', unit });
        const expected = numbers.map((number) => {
          const bytes = new TextEncoder().encode(String(number));
          return parse(bytes, 0, bytes.length);
        });
        expect(timesOf(whole, numbers, { kind: 'epoch', unit })).toEqual(expected);
      }
  });

  it('are exact to the second from nanoseconds', () => {
    const seconds = Array.from({ length: 500 }, (_, i) => 800_000_000 + 3_600_007 * i + 1);
    const numbers = seconds.map((second) => BigInt(second) * 1_000_000_000n);
    expect(timesOf(nanos, numbers, { kind: 'date', order: 'year first' })).toEqual(seconds);
  });
});
