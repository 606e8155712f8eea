import { expect, it } from 'vitest';
import { lastOf, written } from './numbers.ts';

const items = ['A', 'B', 'C'].map((title) => ({ id: title, title, category: null, count: 0 }));
const rows = { of: 'history', items } as const;

it('a number has its unit and a sign that can be read', () => {
  expect([0, 0.387, 0.0001].map((share) => written(share, 'share'))).toEqual(['0.0 %', '38.7 %', '0 % (1.0e-4)']);
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
