import { expect, it } from 'vitest';
import { allowedBy, typedIds } from './item_lists.ts';

it('takes ids as they are typed or pasted, each once', () => {
  expect(typedIds(' u1, u2;u3\r\nu 4\tu1\n\n')).toEqual(['u1', 'u2', 'u3', 'u 4']);
  expect(typedIds(' \n')).toEqual([]);
});

it('allows what is in stock, and everything of a list without one', () => {
  expect(allowedBy({ ids: ['a', 'b'], column: null, stock: { column: 'stock', out: ['a'] } })).toEqual(['b']);
  expect(allowedBy({ ids: ['a', 'b'], column: null, stock: null })).toEqual(['a', 'b']);
});
