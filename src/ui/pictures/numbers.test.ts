import { expect, it } from 'vitest';
import { lastOf, partOf, written } from './numbers.ts';

const items = ['A', 'B', 'C'].map((title) => ({ id: title, title, category: null, count: 0 }));
const rows = { of: 'history', items } as const;

it('a number has its unit and a sign that can be read', () => {
  expect([0, 0.387, 0.0001].map((share) => written(share, 'share'))).toEqual([
    '0.0\u00a0%',
    '38.7\u00a0%',
    '0\u00a0% (1.0e-4)',
  ]);
  expect([0.12345, -2].map((value) => written(value, 'number'))).toEqual(['0.123', '−2']);
});

it('pictures of a history are cut to its last positions, others stay whole', () => {
  const numbers = { quantity: 'weight', unit: 'share', rows, columns: rows } as const;
  const whole = {
    title: '',
    sentence: '',
    numbers: { ...numbers, values: Float32Array.of(1, 0, 0, 2, 3, 0, 4, 5, 6) },
  };
  const square = lastOf({ kind: 'square', sees: 'past', joined: 'on', ...whole }, 2);
  expect(square.numbers).toMatchObject({ rows: { items: items.slice(1) }, values: Float32Array.of(3, 0, 5, 6) });
  const columns = { of: 'words', label: '', words: ['x'] } as const;
  const column = { ...numbers, columns, values: Float32Array.of(1, 2, 3) };
  const cut = lastOf({ kind: 'strip', title: '', sentence: '', numbers: column }, 2);
  expect(cut.numbers).toMatchObject({ rows: { items: items.slice(1) }, values: Float32Array.of(2, 3) });
  const others = { ...column, rows: { of: 'items', items } as const };
  expect(lastOf({ kind: 'strip', title: '', sentence: '', numbers: others }, 2).numbers).toEqual(others);
});

it('a grid is cut to its last columns, and shows one of its parts in place of all', () => {
  const named = { of: 'words', label: 'state', words: ['state 1', 'state 2'] } as const;
  const numbers = { quantity: 'size', unit: 'number', rows: named, columns: rows } as const;
  const parts = {
    label: 'channel',
    quantity: 'value',
    count: 2,
    values: Float32Array.from({ length: 12 }, (_, i) => i),
  };
  const values = Float32Array.of(1, 2, 3, 4, 5, 6);
  const grid = { kind: 'grid', title: 'State', sentence: '', numbers: { ...numbers, values }, parts } as const;
  const cut = lastOf(grid, 2);
  expect(cut).toMatchObject({
    numbers: { rows: named, columns: { items: items.slice(1) }, values: Float32Array.of(2, 3, 5, 6) },
    parts: { values: Float32Array.of(1, 2, 4, 5, 7, 8, 10, 11) },
  });
  const second = { title: 'State, channel 2', parts: null, numbers: { values: Float32Array.of(6, 7, 8, 9, 10, 11) } };
  expect(partOf(grid, 1)).toMatchObject(second);
  expect(partOf(grid, null)).toBe(grid);
});
