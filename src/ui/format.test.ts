import { describe, expect, it } from 'vitest';
import { bytes, counted, date, duration, percent, rate, signed, unparted } from './format.ts';

describe('numbers on the page', () => {
  it('carry a noun in the right number', () => {
    expect(counted(1, 'user')).toBe('1 user');
    expect(counted(12_345, 'item')).toBe('12,345 items');
  });
  it('say durations in two units at most', () => {
    expect([0.2, 59.4, 61, 3725].map(duration)).toEqual(['under 1 s', '59 s', '1 min 1 s', '1 h 2 min']);
  });
  it('say sizes and shares with their unit', () => {
    expect([999, 12_345, 3_400_000].map(bytes)).toEqual(['999 bytes', '12.3 kB', '3.4 MB']);
    expect([0.051, 0.5].map(percent)).toEqual(['5.1\u00a0%', '50\u00a0%']);
  });
  it('stand with their % on one line', () => {
    expect(unparted('95 % of 5 % that are 10 % apart, by percent')).toBe(
      '95\u00a0% of 5\u00a0% that are 10\u00a0% apart, by percent',
    );
  });
  it('write a minus as a minus, and no sign for nothing', () => {
    expect([-1.234, 0.5, -0.001].map(signed)).toEqual(['−1.23', '+0.50', '0.00']);
  });
  it('say rates in three digits', () => expect([42, 312_345, 4.63e6].map(rate)).toEqual(['42', '312 k', '4.63 M']));
  it('write dates as ISO', () => expect(date(86_400)).toBe('1970-01-02'));
});
