import { expect, it } from 'vitest';
import { gradients } from '../graph/backward.ts';
import { leaf } from '../graph/tensor.ts';
import { evaluate } from '../runtime/cpu.ts';
import { add } from './add.ts';
import { attention } from './attention.ts';
import { beside } from './beside.ts';
import { columns } from './columns.ts';
import { dropoutAt } from './dropout.ts';

it('columns add their gradients up, also where they overlap', () => {
  const x = leaf('x', [2, 3]);
  const y = add(columns(x, 0, 2), columns(x, 1, 2));
  const [sum, dx] = evaluate([y, ...gradients(y, leaf('dy', [2, 2]), [x])], {
    x: Float64Array.of(1, 2, 3, 4, 5, 6),
    dy: Float64Array.of(1, 10, 100, 1000),
  });
  expect([...sum]).toEqual([3, 5, 9, 11]);
  expect([...dx]).toEqual([1, 11, 10, 100, 1100, 1000]);
});

it('columns that there are not are refused', () => {
  expect(() => columns(leaf('x', [2, 3]), 2, 2)).toThrow('columns: 2 to 3, expected columns below 3');
});

it('two tensors stand beside one another, and each is given the gradient of its own columns', () => {
  const [a, b] = [leaf('a', [2, 1]), leaf('b', [2, 2])];
  const y = beside(a, b);
  const [both, da, db] = evaluate([y, ...gradients(y, leaf('dy', [2, 3]), [a, b])], {
    ...{ a: Float64Array.of(1, 2), b: Float64Array.of(3, 4, 5, 6) },
    dy: Float64Array.of(1, 10, 100, 2, 20, 200),
  });
  expect([...both]).toEqual([1, 3, 4, 2, 5, 6]);
  expect([[...da], [...db]]).toEqual([
    [1, 2],
    [10, 100, 20, 200],
  ]);
  expect(() => beside(a, leaf('c', [3, 2]))).toThrow('beside: b');
});

it('attention over tokens is refused where they are no whole items', () => {
  const [qkv, lengths, clock] = [leaf('qkv', [1, 5, 12]), leaf('lengths', [1], 'u32'), leaf('clock', [1], 'u32')];
  const attend = (): unknown => attention(qkv, lengths, 1, { tokens: 2 }, dropoutAt(0, 0, 0, clock));
  expect(attend).toThrow('attention: 5 tokens, expected a multiple of the 2 of an item');
});
