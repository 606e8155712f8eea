import { expect, it } from 'vitest';
import { wrapped } from './save_picture.ts';

it('breaks a sentence between words, and never within one', () => {
  const fits = (line: string): boolean => line.length <= 9;
  expect(wrapped('one two three unbreakable x', fits)).toEqual(['one two', 'three', 'unbreakable', 'x']);
});
