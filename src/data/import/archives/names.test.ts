import { describe, expect, it } from 'vitest';
import { Names } from './names.ts';

describe('names', () => {
  it('get a number before their ending where they are taken, also by a name with a number', () => {
    const names = new Names();
    const given = [
      'a.csv',
      'a (2).csv',
      'a.csv',
      'a.csv',
      'b.tar.gz',
      'b.tar.gz',
      'z.d/none',
      'z.d/none',
      'v1.2.csv',
      'v1.2.csv',
    ];
    expect(given.map((name) => names.apart(name))).toEqual([
      'a.csv',
      'a (2).csv',
      'a (3).csv',
      'a (4).csv',
      'b.tar.gz',
      'b (2).tar.gz',
      'z.d/none',
      'z.d/none (2)',
      'v1.2.csv',
      'v1.2 (2).csv',
    ]);
  });
});
