import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looseHash } from './alike.ts';
import { caseCounts, differences, plainId, shownId } from './spelling.ts';
import { spellings } from '../types.ts';

/** Ids that have twins more often than chance has them. */
const anyId = fc.oneof(
  fc.stringMatching(/^0{0,2}[0-9]{1,3}(\.0{0,2})?$/),
  fc.stringMatching(/^-?[1-9](\.[0-9])?[eE]\+0[0-9]$/),
  fc.stringMatching(/^ ?[aAbB]{1,3}[0-9]? ?$/),
  fc.constantFrom(
    'é',
    'e\u0301',
    'É',
    'ﬁ',
    'K',
    '\u212a',
    ' 7.0',
    '007.00',
    '1.10',
    '1.1',
    '-5.0',
    '-5',
    '5.',
    '.0',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);

const hash = (id: string): number => {
  const bytes = new TextEncoder().encode(id);
  return looseHash(bytes, 0, bytes.length);
};

describe('plainId', () => {
  it.each([
    ['17000.0', '17000'],
    ['17000.00', '17000'],
    ['-5.0', '-5'],
    ['1e+05', '100000'],
    ['1.7E+04', '17000'],
    ['00123', '123'],
    ['007.0', '7'],
    ['000', '0'],
    ['Ann@Example.org', 'ann@example.org'],
    [' a\t', 'a'],
    ['e\u0301', '\u00e9'],
  ])('takes %j and %j for one', (a, b) => {
    expect(plainId(a, spellings)).toBe(plainId(b, spellings));
  });

  it.each([
    ['1.10', '1.1'],
    ['1.0.0', '1'],
    ['1e5', '100000'],
    ['1.2345678901234568e+17', '123456789012345680'],
    ['1e+99', '1'],
    ['a01', 'a1'],
    ['0x10', 'x10'],
    ['17000.01', '17000'],
    ['10', '100'],
  ])('leaves %j and %j apart', (a, b) => {
    expect(plainId(a, spellings)).not.toBe(plainId(b, spellings));
  });

  it('joins by the chosen spellings alone', () => {
    expect(plainId('007.0', ['numbers'])).toBe('007');
    expect(plainId('007.0', ['leading zeros'])).toBe('007.0');
    expect(plainId(' A ', ['letter case'])).toBe(' a ');
    expect(plainId(' A ', [])).toBe(' A ');
    expect(shownId(' A1.0', spellings)).toBe('A1.0');
    expect(shownId(' 01.0', spellings)).toBe('01');
  });

  it('needs no more time for long ids than their length', () => {
    const long = `${'0'.repeat(60_000)}x`;
    expect(plainId(long, spellings)).toBe(long);
    expect(plainId(`${'0'.repeat(60_000)}.0`, spellings)).toBe('0');
    expect(plainId(`1${'.0'.repeat(30_000)}`, spellings)).toHaveLength(60_001);
  });

  it('changes nothing when it is applied again', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const plain = plainId(id, spellings);
        expect(plainId(plain, spellings)).toBe(plain);
      }),
    );
  });
});

describe('looseHash', () => {
  it('is the same for all spellings of an id', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(hash(id)).toBe(hash(plainId(id, spellings)));
      }),
      { numRuns: 2000 },
    );
  });

  it('tells 100,000 ids apart but for a few', () => {
    const hashes = new Set(Array.from({ length: 100_000 }, (_, i) => hash(String(i))));
    expect(hashes.size).toBeGreaterThan(99_990);
  });
});

describe('differences', () => {
  it('names what two spellings of an id differ in', () => {
    expect(differences('17000', '17000.0')).toEqual(['numbers']);
    expect(differences('00123', '123.0')).toEqual(['numbers', 'leading zeros']);
    expect(differences('Ann ', 'ann')).toEqual(['letter case', 'spaces and accents']);
  });
});

describe('caseCounts', () => {
  it('is so where small letters stand before capitals, as in ids in base 64', () => {
    expect(caseCounts(['dQw4w9WgXcQ', '9bZkp7q19f0', 'kJQP7kiw5Fk', 'JGwWNGJdvx8'])).toBe(true);
    expect(caseCounts(['ann@x.org', 'Ann@x.org', 'BOB@x.org', 'joHn@x.org', 'eve@x.org', 'kim@x.org'])).toBe(false);
    expect(caseCounts(['B00ZV9PXP2', 'B00BSD3V2M', '7', ''])).toBe(false);
  });
});
