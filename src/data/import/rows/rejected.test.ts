import { expect, it } from 'vitest';
import { rejectedCsv } from './rejected.ts';
import { file, importFiles } from '../testing.ts';

const good = Array.from({ length: 200 }, (_, i) => `u${i},i,1700000000\n`).join('');

it('lists the rows that were left out, as they stood, with their numbers', async () => {
  const { rejected, rejectedRows } = await importFiles([
    file('x.csv', `user,item,time\nshort\na,"say ""hi""",soon\n${good}`),
  ]);
  expect(rejected).toBe(2);
  expect(rejectedCsv(rejectedRows)).toBe(
    'file,row,problem,column,field 1,field 2,field 3\r\n' +
      'x.csv,2,wrong number of fields,,short\r\n' +
      'x.csv,3,unreadable time,time,a,"say ""hi""",soon\r\n',
  );
});

it('keeps the first 10,000 rows and counts all', async () => {
  const { rejected, rejectedRows } = await importFiles([file('x.csv', `user,item\n${',i\n'.repeat(10_050)}a,b\n`)], {
    acceptProblems: true,
  });
  expect([rejected, rejectedRows.length]).toEqual([10_050, 10_000]);
});
