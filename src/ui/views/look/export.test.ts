import { expect, it } from 'vitest';
import { attentionCsv, mapCsv } from './export.ts';

it('a picture becomes a table with exact weights, and nothing where a position cannot look', () => {
  const picture = { key: '', name: '', short: '', size: 2, weights: Float32Array.of(1, 0, 0.25, 0.75) };
  expect(attentionCsv(picture, ['A', 'say "B"'])).toBe(
    'position,after,1 A,"2 say ""B"""\r\n1,A,1,\r\n2,"say ""B""",0.25,0.75\r\n',
  );
});

it('a map becomes a table with a row per item', () => {
  const items = [
    { id: 'a', title: 'A, again', category: 'Crime', count: 3 },
    { id: 'b', title: 'B', category: null, count: 0 },
  ];
  const map = { items, x: Float32Array.of(0.5, -1), y: Float32Array.of(2, 0), shares: [0.5, 0.25] } as const;
  expect(mapCsv(map).split('\r\n')).toEqual([
    'item,title,category,interactions,first direction,second direction',
    'a,"A, again",Crime,3,0.5,2',
    'b,B,,0,-1,0',
    '',
  ]);
});
