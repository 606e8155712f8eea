import { describe, expect, it } from 'vitest';
import { shellLine } from './shell.ts';
import { cut, listed, WIDTH, wrapped } from './text.ts';

describe('texts', () => {
  it('are cut at a whole character', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdefg', 6)).toBe('abcde…');
    expect(cut('🙂🙂🙂🙂', 3)).toBe('🙂🙂…');
  });

  it('are wrapped between words, each line as far in as the first', () => {
    const sentence = Array.from({ length: 30 }, (_, i) => `word${i}`).join(' ');
    const lines = wrapped('? 1. ', sentence).split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => line.length <= WIDTH)).toBe(true);
    expect(lines.map((line) => line.slice(5)).join(' ')).toBe(sentence);
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['? 1. ', ...lines.slice(1).map(() => '     ')]);
  });

  it('are listed in lines that fit', () => {
    const lines = listed(
      Array.from({ length: 40 }, (_, i) => `file${i}.csv`),
      '  ',
    ).split('\n');
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every((line) => line.length <= WIDTH && line.startsWith('  file'))).toBe(true);
  });
});

it.each([
  [['lab', 'import', 'a.csv', '--answer', '1=2'], 'lab import a.csv --answer 1=2'],
  [['my file.csv', "it's", ''], `'my file.csv' 'it'\\''s' ''`],
  [['--separator', '|'], `--separator '|'`],
])('the words %j are one line of a shell', (words, line) => {
  expect(shellLine(words)).toBe(line);
});
