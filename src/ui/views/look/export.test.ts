import { expect, it } from 'vitest';
import { csvOf } from './export.ts';

it('a picture becomes a table with exact weights, and nothing where a position cannot look', () => {
  const picture = { key: '', name: '', short: '', size: 2, weights: Float32Array.of(1, 0, 0.25, 0.75) };
  expect(csvOf(picture, ['A', 'say "B"'])).toBe(
    '"position","after","1 A","2 say ""B"""\n1,"A",1,\n2,"say ""B""",0.25,0.75\n',
  );
});
