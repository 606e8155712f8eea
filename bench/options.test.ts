import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

const read = (...args: string[]) => readOptions(args, '2026-01-31');

describe('options of the bench', () => {
  it('measures every case beside every library unless something is said', () => {
    expect(read()).toMatchObject({ against: undefined, runs: 9, cold: 3, adapter: 'swiftshader', date: '2026-01-31' });
    expect(read().libraries).toContain('jax');
  });

  it('measures against a commit in six rounds unless another number is said', () => {
    expect(read('--against=3854eed')).toMatchObject({ against: '3854eed', rounds: 6 });
    expect(read('--against=3854eed', '--rounds=10', '--only=training')).toMatchObject({
      rounds: 10,
      cases: ['training'],
    });
  });

  it('refuses what belongs to the other way to measure', () => {
    expect(() => read('--against=HEAD', '--libraries=jax')).toThrow('--libraries does not belong here');
    expect(() => read('--against=HEAD', '--runs=3')).toThrow('--runs does not belong here');
    expect(() => read('--rounds=4')).toThrow('--rounds does not belong here');
  });

  it('refuses names and numbers it does not know', () => {
    expect(() => read('--only=matmull')).toThrow("names 'matmull'");
    expect(() => read('--against=HEAD', '--rounds=0')).toThrow("--rounds is '0', expected a whole number from 1");
  });
});
