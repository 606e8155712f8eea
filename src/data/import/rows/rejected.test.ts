import { expect, it } from 'vitest';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { file, importFiles } from '../testing.ts';
import type { NamedBlob } from '../types.ts';
import { rejectedCsv } from './rejected.ts';

const good = Array.from({ length: 200 }, (_, i) => `u${i},i,1700000000\n`).join('');

/** The header's names and the lines of the CSV of what is left out of `files`. */
async function leftOutOf(files: readonly NamedBlob[]): Promise<{ header: string; lines: readonly string[] }> {
  const plan = await sniff(files);
  const { rejectedRows } = await readInteractions(files, plan, { acceptProblems: true });
  const [header, ...lines] = rejectedCsv(rejectedRows, plan).split('\r\n');
  return { header, lines: lines.slice(0, -1) };
}

it('lists the rows that were left out, as they stood, with their numbers, under the names of their columns', async () => {
  const { header, lines } = await leftOutOf([
    file('x.csv', `user,item,time\nshort\na,"say ""hi""",soon\nb,i,1700000000,more\n${good}`),
  ]);
  expect(header).toMatch(/^\ufeffnextup:file,nextup:row,nextup:problem,nextup:column,"nextup:settings \[.*\]",user,/);
  expect(header.endsWith(',user,item,time,nextup:more')).toBe(true);
  expect(lines).toEqual([
    'x.csv,2,wrong number of fields,,,short,,,',
    'x.csv,3,unreadable time,time,,a,"say ""hi""",soon,',
    'x.csv,4,wrong number of fields,,,b,i,1700000000,more',
  ]);
});

it('puts the fields of several files of one table under the columns of the first', async () => {
  const { lines } = await leftOutOf([
    file('log-1.csv', `user,item,time\na,b,soon\n${good}`),
    file('log-2.csv', `time,item,user\nlater,d,c\n${good.replace(/(.*),(.*),(.*)/g, '$3,$2,$1')}`),
  ]);
  expect(lines).toEqual(['log-1.csv,2,unreadable time,time,,a,b,soon', 'log-2.csv,2,unreadable time,time,,c,d,later']);
});

it('has a row with lists once, as it stood, however many of its elements cannot be used', async () => {
  const lists = Array.from({ length: 40 }, (_, i) => `u${i},"['p1', 'p\\u00e92', 'p${i}']",1700000000\n`).join('');
  const { lines } = await leftOutOf([file('x.csv', `user,item_ids,time\na,"['p\\u00e91', 'p2']",soon\n${lists}`)]);
  expect(lines).toEqual([`x.csv,2,unreadable time,time,,a,"['p\\u00e91', 'p2']",soon`]);
});

it('keeps the first 10,000 rows and counts all', async () => {
  const { rejected, rejectedRows } = await importFiles([file('x.csv', `user,item\n${',i\n'.repeat(10_050)}a,b\n`)], {
    acceptProblems: true,
  });
  expect([rejected, rejectedRows.length]).toEqual([10_050, 10_000]);
});
