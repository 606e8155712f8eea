import { expect, it } from 'vitest';
import { counted } from './counted.ts';

it('one thing is no things', () => {
  expect([0, 1, 2, 1886].map((n) => counted(n, 'user'))).toEqual(['0 users', '1 user', '2 users', '1,886 users']);
  expect([1, 3].map((n) => counted(n, 'history', 'histories'))).toEqual(['1 history', '3 histories']);
});
