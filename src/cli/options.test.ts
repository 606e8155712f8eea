import { describe, expect, it } from 'vitest';
import { commonOptions, parse, STANDARD_OUTPUT } from './options.ts';

const table = {
  ...commonOptions,
  seed: { value: 'N', help: '' },
  seen: { value: 'RULE', help: '' },
  set: { value: 'KEY=VALUE', multiple: true, help: '' },
};

describe('arguments', () => {
  it('are files, values, lists and flags', () => {
    const given = parse(['a.csv', '--seed', '7', '--set', 'x=1', 'b.csv', '--set=y=2', '--help'], table);
    expect(given.files).toEqual(['a.csv', 'b.csv']);
    expect(given.whole('seed')).toBe(7);
    expect(given.list('set')).toEqual(['x=1', 'y=2']);
    expect(given.flag('help')).toBe(true);
    expect(given.text('seen')).toBeUndefined();
  });

  it('take the word after --json as its file only where it ends in .json', () => {
    expect(parse(['--json', 'data.csv'], table)).toMatchObject({ json: STANDARD_OUTPUT, files: ['data.csv'] });
    expect(parse(['data.csv', '--json'], table).json).toBe(STANDARD_OUTPUT);
    expect(parse(['data.csv', '--json', 'out.json'], table)).toMatchObject({ json: 'out.json', files: ['data.csv'] });
    expect(parse(['data.csv'], table).json).toBeUndefined();
  });

  it('are words that are read as the same arguments again, without options of other tables', () => {
    const given = parse(['a.csv', '--seed=-7', '--set', 'x=1', '--set', 'y=2', '--help', '--json'], table);
    const { seed, set } = table;
    const words = given.words({ seed, set });
    expect(words).toEqual(['a.csv', '--seed=-7', '--set', 'x=1', '--set', 'y=2']);
    expect(parse(words, table).words({ seed, set })).toEqual(words);
  });

  it('are numbers and pairs, the name of which may hold the sign between them', () => {
    const given = parse(['--seed=2.5', '--set', 'a=b=1'], table);
    expect(given.number('seed')).toBe(2.5);
    expect(given.pairs('set')).toEqual([['a=b', '1']]);
    expect(() => parse(['--seed', 'x'], table).number('seed')).toThrow("--seed is 'x', expected a number");
    expect(() => parse(['--set', '=1'], table).pairs('set')).toThrow("--set is '=1', expected NAME=VALUE");
  });

  it.each([
    [['--sede', '7'], "Unknown option '--sede'"],
    [['--seed'], "Option '--seed <value>' argument missing"],
  ])('refuse %j', (words, message) => {
    expect(() => parse(words, table)).toThrow(message);
  });

  it('refuse an option of one value that is given two', () => {
    const twice = (...words: string[]) => parse(words, table).text('seed');
    expect(() => twice('--seed', '7', '--set', 'x=1', '--seed=8')).toThrow("--seed is given twice, as '7' and '8'");
    expect(twice('--seed', '7', '--seed=7')).toBe('7');
  });

  it.each(['1.5', '-1', 'x', '1e3', ''])('refuse %j as a whole number', (text) => {
    expect(() => parse([`--seed=${text}`], table).whole('seed')).toThrow('expected a whole number from 0');
  });

  it('name the choices where a value is none of them', () => {
    const given = parse(['--seen', 'maybe'], table);
    expect(() => given.choice('seen', ['filtered', 'kept'])).toThrow(
      "--seen is 'maybe', expected one of filtered, kept",
    );
  });
});
