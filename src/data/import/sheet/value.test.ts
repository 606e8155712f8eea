import { describe, expect, it } from 'vitest';
import { PLAIN } from './shown.ts';
import { isoText, lostDigits, plainText, valueText } from './value.ts';

const date = { ...PLAIN, date: true };
const clock = { ...PLAIN, clock: true };
const moment = { ...date, clock: true };
const elapsed = { ...clock, elapsed: true };

describe('a number of a sheet', () => {
  it.each([
    ['1.5700000000000001', '1.57'],
    ['0.30000000000000004', '0.3'],
    ['1.57', '1.57'],
    ['-4', '-4'],
    ['17000.0', '17000'],
    ['1E3', '1000'],
    ['123456789012345678', '123456789012345678'],
    ['1.23456789012345E+17', '123456789012345000'],
    ['007', '007'],
    ['n/a', 'n/a'],
  ])('%s is %s', (written, text) => {
    expect(valueText(written, PLAIN, false)).toBe(text);
  });

  it('has the leading zeros that its format shows', () => {
    expect(valueText('42', { ...PLAIN, digits: 5 }, false)).toBe('00042');
    expect(valueText('4.5', { ...PLAIN, digits: 5 }, false)).toBe('4.5');
  });

  it('that is a date is one, to the second and further only where it says more', () => {
    expect(valueText('43753.90084490741', moment, false)).toBe('2019-10-15 21:37:13');
    expect(valueText('43753.900847800927', moment, false)).toBe('2019-10-15 21:37:13.250');
    expect(valueText('43753', moment, false)).toBe('2019-10-15 00:00:00');
    expect(valueText('43753', date, false)).toBe('2019-10-15');
    expect(valueText('43753.5', date, false)).toBe('2019-10-15 12:00:00');
    expect(valueText('43753.999999999', moment, false)).toBe('2019-10-16 00:00:00');
  });

  it('counts days from 1904 where the workbook does', () => {
    expect(valueText('42291.90084490741', moment, true)).toBe('2019-10-15 21:37:13');
    expect(valueText('0', date, true)).toBe('1904-01-01');
  });

  it('counts February 29, 1900, which never was', () => {
    expect(['0', '1', '59', '60', '61'].map((day) => valueText(day, date, false))).toEqual([
      '1900-01-00',
      '1900-01-01',
      '1900-02-28',
      '1900-02-29',
      '1900-03-01',
    ]);
  });

  it('that is a time of the day has no day, unless it has one', () => {
    expect(valueText('0.5', clock, false)).toBe('12:00:00');
    expect(valueText('43753.5', clock, false)).toBe('2019-10-15 12:00:00');
    expect(valueText('1.25', elapsed, false)).toBe('30:00:00');
  });

  it('that is no date stays a number under the format of one', () => {
    expect(valueText('-1', date, false)).toBe('-1');
    expect(valueText('20191015', date, false)).toBe('20191015');
    expect(valueText('NaN', date, false)).toBe('NaN');
  });
});

describe('digits that a workbook does not keep', () => {
  it('are lost where a number is written as a double', () => {
    expect(['1.234567890123457E+17', '1234567890123450', '9007199254740992'].map(lostDigits)).toEqual([
      'yes',
      'yes',
      'yes',
    ]);
    expect(['9007199254740993', '4539578763621486'].map(lostDigits)).toEqual(['maybe', 'maybe']);
    expect(['123456789012345', '1e400', 'x'].map(lostDigits)).toEqual(['no', 'no', 'no']);
  });
});

describe('texts', () => {
  it('have characters that XML cannot hold', () => {
    expect(plainText('a_x000D_b_x005F_x0041_')).toBe('a\rb_x0041_');
    expect(plainText('sku_x1')).toBe('sku_x1');
  });

  it('of ISO 8601 are dates', () => {
    expect(['2019-10-15T21:37:13.000Z', '2019-10-15', 'T21:37:13', '2019-10-15T21:37:13.250'].map(isoText)).toEqual([
      '2019-10-15 21:37:13Z',
      '2019-10-15',
      '21:37:13',
      '2019-10-15 21:37:13.250',
    ]);
  });
});
