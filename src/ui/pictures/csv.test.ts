import { expect, it } from 'vitest';
import { pictureCsv } from './csv.ts';

const seen = { title: '', sentence: '' };
const items = [
  { id: 'a', title: 'A, again', category: 'Crime', count: 3 },
  { id: 'b', title: 'say "B"', category: null, count: 0 },
];

it('a square becomes a table with exact weights, and nothing where a position cannot look', () => {
  const side = { of: 'history', items } as const;
  const numbers = { quantity: 'weight', unit: 'share', rows: side, columns: side } as const;
  const values = Float32Array.of(1, 0, 0.25, 0.75);
  expect(pictureCsv({ kind: 'square', sees: 'past', joined: 'on', ...seen, numbers: { ...numbers, values } })).toBe(
    'position,item,title,"1 A, again","2 say ""B"""\r\n1,a,"A, again",1,\r\n2,b,"say ""B""",0.25,0.75\r\n',
  );
});

it('a map becomes a table with a row per item', () => {
  const columns = { of: 'words', label: 'direction', words: ['across', 'up'] } as const;
  const numbers = { quantity: 'coordinate', unit: 'number', rows: { of: 'items', items }, columns } as const;
  const values = Float32Array.of(0.5, 2, -1, 0);
  expect(pictureCsv({ kind: 'map', ...seen, numbers: { ...numbers, values } }).split('\r\n')).toEqual([
    'item,title,category,interactions,across,up',
    'a,"A, again",Crime,3,0.5,2',
    'b,"say ""B""",,0,-1,0',
    '',
  ]);
});

it('curves become a table with a row per place', () => {
  const rows = { of: 'words', label: 'place', words: ['1', '2'] } as const;
  const columns = { of: 'words', label: 'vector', words: ['length'] } as const;
  const numbers = { quantity: 'length', unit: 'number', rows, columns, values: Float32Array.of(2, 1) } as const;
  expect(pictureCsv({ kind: 'curves', ...seen, x: Float32Array.of(1, 2), xLabel: '', numbers })).toBe(
    'place,length\r\n1,2\r\n2,1\r\n',
  );
});

it('a tree becomes a table whose rows say which row they go on from', () => {
  const rows = { of: 'codes', label: 'code', words: ['code 3', 'code 7'], items: [null, items[0]] } as const;
  const columns = { of: 'words', label: 'of the branch', words: ['items'] } as const;
  const numbers = { quantity: 'items', unit: 'number', rows, columns, values: Float32Array.of(4, 1) } as const;
  expect(pictureCsv({ kind: 'tree', ...seen, parents: Int32Array.of(-1, 0), numbers })).toBe(
    'row,from row,code,item,title,items\r\n1,,code 3,,,4\r\n2,1,code 7,a,"A, again",1\r\n',
  );
});
