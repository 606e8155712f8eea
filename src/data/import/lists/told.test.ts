import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Told } from './told.ts';

const USER = new TextEncoder().encode('u');

/** What is new in each row, a list and what follows it; letters stand for items. */
function heard(rows: readonly (readonly [list: string, next?: string])[]): readonly string[] {
  const told = new Told();
  return rows.map(([list, next = '']) => {
    const all = list + next;
    const hashes = Uint32Array.from(all, (letter) => letter.charCodeAt(0));
    const { from, to } = told.hear(told.user(USER, 0, USER.length), hashes, list.length, all.length);
    return all.slice(from, to);
  });
}

const prefixes = (history: string, last: number): [string, string][] =>
  Array.from(history.slice(1), (next, i) => [history.slice(Math.max(0, i + 1 - last), i + 1), next]);

describe('Told', () => {
  const history = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 30 });

  it('takes each event of a history once from all its prefixes, however few of the last items they hold', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 30 }), (text, last) => {
        expect(heard(prefixes(text, last)).join('')).toBe(text);
      }),
    );
  });

  it('takes each event once from prefixes that become shorter', () => {
    fc.assert(
      fc.property(history, (text) => {
        expect(heard(prefixes(text, 99).reverse()).join('')).toBe(text);
      }),
    );
  });

  it.each<[string, [string, string?][], string[]]>([
    ['the same history again', [['abc'], ['abc'], ['abc']], ['abc', '', '']],
    ['a history that grows', [['a'], ['ab'], ['abcd']], ['a', 'b', 'cd']],
    ['the last three, moved on by one', [['abc'], ['bcd'], ['cde']], ['abc', 'd', 'e']],
    [
      'the whole history and the next item',
      [
        ['abc', 'd'],
        ['abcd', 'e'],
      ],
      ['abcd', 'e'],
    ],
    ['another session', [['abc'], ['dea']], ['abc', 'dea']],
    ['one click again', [['ab'], ['b']], ['ab', 'b']],
    ['the first click again, after a longer list', [['abc'], ['a']], ['abc', 'a']],
    ['the first click again, after another', [['a'], ['b'], ['a']], ['a', 'b', 'a']],
    [
      'an empty history',
      [
        ['', 'a'],
        ['a', 'b'],
        ['', ''],
      ],
      ['a', 'b', ''],
    ],
  ])('hears %s', (_, rows, news) => {
    expect(heard(rows)).toEqual(news);
  });

  it('keeps many users apart', () => {
    const told = new Told();
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 600; i++) {
        const name = new TextEncoder().encode(`user ${i}`);
        const list = Uint32Array.from({ length: round + 2 }, (__, place) => i * 100 + place);
        const { from, to } = told.hear(told.user(name, 0, name.length), list, round + 1, round + 2);
        expect([from, to]).toEqual([round === 0 ? 0 : round + 1, round + 2]);
      }
    }
  });
});
