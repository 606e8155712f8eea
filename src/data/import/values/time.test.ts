import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMissing, parseNumber } from './number.ts';
import { detectTime, timeParser } from './time.ts';
import type { TimeForm } from '../types.ts';

const DAY = Date.UTC(2024, 0, 31) / 1000;
const parse = (text: string, form: TimeForm): number => {
  const bytes = new TextEncoder().encode(text);
  return timeParser(form)(bytes, 0, bytes.length);
};
const number = (text: string, decimal: '.' | ',' = '.'): number => {
  const bytes = new TextEncoder().encode(text);
  return parseNumber(bytes, 0, bytes.length, decimal);
};

describe('parseNumber', () => {
  it('equals Number for what has at most 15 digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 999_999 }), (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        expect(number(text)).toBe(Number(text));
        expect(number(text.replace('.', ','), ',')).toBe(Number(text));
      }),
    );
  });

  it.each(['', ' ', '-', '.', '1,5', '1.2.3', 'e5', '1e', '1x', '0x10', 'Infinity', '1e400', '1 2'])(
    'gives NaN for %j',
    (text) => {
      expect(number(text)).toBeNaN();
    },
  );

  it.each([
    [' 42 ', 42],
    ['+1.5e3', 1500],
    ['-2E-2', -0.02],
    ['.5', 0.5],
  ])('reads %j', (text, expected) => {
    expect(number(text)).toBe(expected);
  });
});

describe('isMissing', () => {
  it('is true for empty, spaces and the words for missing, and for nothing else', () => {
    const test = (text: string): boolean => isMissing(new TextEncoder().encode(text), 0, text.length);
    const missing = ['', '  ', '        ', 'NULL', 'null', 'NA', 'N/A', 'NaN', 'NaT', 'None', 'nil', '\\N', ' NA '];
    expect(missing.filter((text) => !test(text))).toEqual([]);
    expect(['0', 'N', 'Nana', 'NULLS', 'na1', '-', 'nope'].filter(test)).toEqual([]);
  });
});

describe('times', () => {
  it.each([
    ['s', '1706659200'],
    ['s', '1706659200.0'],
    ['s', '1.7066592e9'],
    ['ms', '1706659200000'],
    ['us', '1706659200000000'],
    ['ns', '1706659200000000000'],
  ] as const)('reads epoch %s from %s', (unit, text) => {
    expect(detectTime([text])?.form).toEqual({ kind: 'epoch', unit });
    expect(parse(text, { kind: 'epoch', unit })).toBe(DAY);
  });

  it.each([
    ['2024-01-31', 0],
    ['2024/01/31', 0],
    ['2024.1.31', 0],
    ['20240131', 0],
    ['2024-01-31 13:45:06', 49_506],
    ['2024-01-31T13:45:06Z', 49_506],
    ['2024-01-31T13:45:06.250Z', 49_506.25],
    ['2024-01-31T13:45:06+02:00', 42_306],
    ['2024-01-31 13:45:06 UTC', 49_506],
    ['31.01.2024', 0],
    ['31/01/2024 13:45', 49_500],
    ['31-01-24', 0],
    ['01/31/2024 1:45 PM', 49_500],
    ['1/31/24 12:00 am', 0],
    ['01 31, 2024', 0],
    ['31 Jan 2024', 0],
    ['31-Jan-2024', 0],
    ['January 31, 2024', 0],
    ['Wed Jan 31 13:45:06 +0000 2024', 49_506],
    ['Wed, 31 Jan 2024 13:45:06 GMT', 49_506],
  ])('reads the date %s', (text, seconds) => {
    const detected = detectTime([text]);
    expect(detected?.form.kind).toBe('date');
    expect(parse(text, detected?.form ?? { kind: 'order' })).toBe(DAY + seconds);
    expect(detected?.ambiguous).toBeNull();
  });

  it('guesses day and month where every date can be read both ways, and says so', () => {
    expect(detectTime(['02/03/2024', '05/06/2024'])).toMatchObject({
      form: { order: 'month first' },
      ambiguous: '02/03/2024',
    });
    expect(detectTime(['02.03.2024', '05.06.2024'])).toMatchObject({
      form: { order: 'day first' },
      ambiguous: '02.03.2024',
    });
    expect(detectTime(['02/03/2024', '13/06/2024'])).toMatchObject({
      form: { order: 'day first' },
      ambiguous: null,
    });
    expect(detectTime(['02 03, 2024', '05 06, 2024'])?.ambiguous).toBe('02 03, 2024');
    expect(parse('02/03/2024', { kind: 'date', order: 'day first' })).toBe(Date.UTC(2024, 2, 2) / 1000);
    expect(parse('02/03/2024', { kind: 'date', order: 'month first' })).toBe(Date.UTC(2024, 1, 3) / 1000);
  });

  it('asks for no order where the year is first or the month in words, and then reads no other date', () => {
    expect(detectTime(['2024-03-02T10:00:00Z', '20240302', '2 Mar 2024'])).toEqual({
      form: { kind: 'date', order: 'year first' },
      confidence: 0.9,
      why: 'values are dates, UTC where no zone is given',
      ambiguous: null,
      readable: 1,
      inRange: 1,
      distinct: 2,
      allEqual: false,
      ascending: false,
      resolution: 3600,
      suspicion: null,
    });
    expect(parse('02/03/2024', { kind: 'date', order: 'year first' })).toBeNaN();
  });

  it.each([
    '',
    'NaT',
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-01-31 25:00:00',
    '50000-01-01',
    '1/2',
    '12',
    'Janua 2024',
  ])('refuses the date %j', (text) => {
    expect(parse(text, { kind: 'date', order: 'day first' })).toBeNaN();
  });

  it.each(['-1', '1e400', 'NaN', '1e18', '', '99999999999'])('refuses the epoch %j', (text) => {
    expect(parse(text, { kind: 'epoch', unit: 's' })).toBeNaN();
  });

  it('reads the longest date, and nothing of a text that is too long to be one', () => {
    const form = { kind: 'date', order: 'day first' } as const;
    const spaced = (spaces: number): string => `31 January 2024 ${' '.repeat(spaces)}12:00`;
    expect(parse('Wednesday, 31 January 2024 11:59:59.123456789 p.m. +00:00', form)).toBeGreaterThan(DAY);
    expect(parse(spaced(40), form)).toBe(DAY + 12 * 3600);
    expect(parse(spaced(100), form)).toBeNaN();
    // Whoever looked at each space from each other one would not be back before the test is given up.
    expect(parse(`31 January 2024${' '.repeat(5_000_000)}x`, form)).toBeNaN();
  });

  it('reads small integers as an order and words as nothing', () => {
    expect(detectTime(['0', '1', '2'])?.form).toEqual({ kind: 'order' });
    expect(parse('-3', { kind: 'order' })).toBe(-3);
    expect(detectTime(['a', 'b'])).toBeNull();
  });

  it('writes every second of two centuries and reads it back', () => {
    fc.assert(
      // From February 1970 on: what lies before is a time of 0, and no date.
      fc.property(fc.integer({ min: 31 * 86_400, max: 7_000_000_000 }), (seconds) => {
        const iso = new Date(seconds * 1000).toISOString();
        expect(parse(iso, { kind: 'date', order: 'day first' })).toBe(seconds);
        expect(parse(iso.slice(0, 19).replace('T', ' '), { kind: 'date', order: 'day first' })).toBe(seconds);
      }),
    );
  });
});
