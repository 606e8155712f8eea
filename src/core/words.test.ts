import { describe, expect, it } from 'vitest';
import { SettingsError } from './errors.ts';
import { quote } from './quote.ts';
import { chosen, expectedOneOf, nearestWord, unknownId } from './words.ts';

const splits = ['leave-one-out', 'by time', 'by user', 'as published'];
const shaping = ['duplicates', 'minimumUser', 'minimumItem', 'sessionGap', 'lastN', 'ties', 'seed'];

describe('the nearest word', () => {
  it.each([
    ['by-time', splits, 'by time'],
    ['Leave One Out', splits, 'leave-one-out'],
    ['minItem', shaping, 'minimumItem'],
    ['lastn', shaping, 'lastN'],
    ['sessiongaps', shaping, 'sessionGap'],
    ['duplicats', shaping, 'duplicates'],
    ['Filtered', ['filtered', 'kept'], 'filtered'],
    ['cross-entropie', ['cross-entropy', 'gbce'], 'cross-entropy'],
  ])('to %s is the one that was meant', (given, words, meant) => expect(nearestWord(given, words)).toBe(meant));

  it.each(['', '-', 'quite another', 'by', 'x'.repeat(1_000_000)])('to "%.20s" is none', (given) =>
    expect(nearestWord(given, splits)).toBeNull(),
  );
});

describe('what was expected', () => {
  it('lists the words, and says that text was expected of what is none', () => {
    expect(expectedOneOf(['5', '10'], '7')).toBe('one of 5, 10');
    expect(expectedOneOf(['5', '10'], 5)).toBe('text: one of 5, 10');
    expect(expectedOneOf([], 'x')).toBe('none');
  });

  it('of more words than there is room for lists the first, and knows all of them', () => {
    const words = Array.from({ length: 1000 }, (_, i) => `word.number_${i}`);
    const said = expectedOneOf(words, 'word.number-999');
    expect(said.length).toBeLessThan(1_600);
    expect(said).toMatch(/^one of word\.number_0, .* and 9\d\d more; did you mean 'word\.number_999'\?$/);
  });

  it('of many ids names the latest', () => {
    const ids = Array.from({ length: 500 }, (_, i) => `run-${i}`);
    const { message } = unknownId('run', 'ruin', ids, 'train first');
    expect(message).toMatch(/^run "ruin" is not known, expected one of run-480, .*, run-499; train first$/);
  });
});

describe('a choice from a table', () => {
  it('is what the table itself holds', () => expect(chosen('loss', 'a', { a: 1 })).toBe(1));

  it.each(['constructor', '__proto__', 'toString', 'b'])('refuses %s', (word) => {
    expect(() => chosen('loss', word, { a: 1 })).toThrow(SettingsError);
    expect(() => chosen('loss', word, { a: 1 })).toThrow(`loss: there is no "${word}", expected one of a`);
  });
});

describe('a value in a message', () => {
  it('is short whatever it is, and is not asked for a text of its own', () => {
    const said = { toString: () => 'secret', toJSON: () => 'secret' };
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    const values = ['x'.repeat(1e6), said, proxy, [said], () => 'secret', Symbol('secret'), 10n ** 100n, null, -0];
    expect(values.map(quote)).toEqual([
      `"${'x'.repeat(40)}…"`,
      'an object',
      'an object that cannot be read',
      'a list of 1',
      'a function',
      'a symbol',
      'a BigInt',
      'null',
      '0',
    ]);
    expect(quote(Promise.resolve())).toBe('a promise, which is to be awaited first');
  });
});
