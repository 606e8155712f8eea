import { expect, it } from 'vitest';
import { commonOptions, parse } from './options.ts';
import { checkOf, command } from './commands/kernel.ts';

const asked = (...words: string[]): unknown => checkOf(parse(words, { ...command.options, ...commonOptions }));

it('asks for one kernel, and for what else was typed', () => {
  expect(asked('matmul.nn')).toEqual({ name: 'matmul.nn' });
  const words = ['matmul.nn', '--variant', 'tile32', '--size', 'm=512', '--size', 'k=64', '--rounds', '9'];
  expect(asked(...words)).toEqual({ name: 'matmul.nn', variant: 'tile32', sizes: { m: 512, k: 64 }, rounds: 9 });
});

it.each([
  [[], 'kernel takes one name, not 0'],
  [['matmul.nn', 'matmul.nt'], 'kernel takes one name, not 2'],
  [['matmul.nn', '--size', 'm'], "--size is 'm', expected NAME=VALUE"],
  [['matmul.nn', '--size', 'm=wide'], "--size m is 'wide', expected a number"],
  [['matmul.nn', '--rounds', '0'], "--rounds is '0', expected a whole number from 1"],
])('refuses %j', (words, message) => {
  expect(() => asked(...words)).toThrow(message);
});
