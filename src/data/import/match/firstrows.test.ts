import { expect, it } from 'vitest';
import { sniff } from '../sniff.ts';

it('tells how many users, items and kinds the first rows have, and about how long a row is', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `u${i % 8},i${i % 5},${['view', '', 'buy'][i % 3]}\n`).join('');
  const { files } = await sniff([new File([`user,item,event\n${rows}`], 'a.csv')]);
  expect(files[0].first).toEqual({
    rows: 40,
    bytesPerRow: rows.length / 40,
    distinct: [8, 5, 2],
    kinds: [
      Array.from({ length: 8 }, (_, i) => `u${i}`),
      Array.from({ length: 5 }, (_, i) => `i${i}`),
      ['view', '', 'buy'],
    ],
  });
});

it('names no kinds of a column that has many', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `u${i % 30},i${i % 20}\n`).join('');
  const { files } = await sniff([new File([`user,item\n${rows}`], 'a.csv')]);
  expect([files[0].first?.distinct, files[0].first?.kinds]).toEqual([
    [30, 20],
    [null, null],
  ]);
});
