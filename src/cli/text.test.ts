import { describe, expect, it } from 'vitest';
import { shellLine } from './shell.ts';
import { cautionLines, cut, listed, WIDTH, wrapped } from './text.ts';

it('a result of few users is warned of, and what nobody can learn is counted', () => {
  const byPopularity = [
    { from: 0, users: 4 },
    { from: 1, users: 37 },
  ];
  const result = { users: 41, ofUsers: 17_794, hr: { '10': 0.2 }, byPopularity };
  const [few, cold, ...none] = cautionLines(result);
  expect(few).toMatch(/^! Few were asked, 41 of 17,794 users: HR@10 0\.2000 may as well be 0\.11 to 0\.35/);
  expect(cold).toMatch(/^4 of 41 targets \(9\.8 %\) never occur in training/);
  expect(none).toEqual([]);
});

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
