import { describe, expect, it } from 'vitest';
import { file, gzip, importFiles, triples } from '../testing.ts';

const months = ['u1,i1\nu2,i2\nu3,i1\n', 'u1,i2\nu2,i1\nu3,i3\n', 'u1,i3\nu2,i3\nu3,i2\n'];
const whole = `user,item\n${months.join('')}`;
const chained = months.map((month) => `user,item\n${month}`);

describe('a header in the middle of a file', () => {
  it('is passed over and counted, without a time column that would tell it from a row', async () => {
    const result = await importFiles([file('x.csv', chained.join(''))]);
    expect(triples(result)).toEqual(triples(await importFiles([file('x.csv', whole)])));
    expect(result.notes).toContain(
      'x.csv: 2 lines repeat the header, as in files put one after the other: passed over.',
    );
    expect([result.rows, result.rejected, result.interactions.users]).toEqual([9, 0, ['u1', 'u2', 'u3']]);
  });

  it('is passed over in each member of a gzip file, in quotes and with Windows line ends', async () => {
    const members = await Promise.all(
      chained.map((text) => gzip(text.replace('user', '"user"').replaceAll('\n', '\r\n'))),
    );
    const bytes = new Uint8Array(members.flatMap((member) => [...member]));
    const result = await importFiles([file('x.csv.gz', bytes)]);
    expect(triples(result)).toEqual(triples(await importFiles([file('x.csv', whole)])));
  });

  it('is a row where it holds other words, or fewer', async () => {
    const { rows, rejected } = await importFiles([file('x.csv', `${whole}user,i1\nuser\nuser,items\n`)], {
      acceptProblems: true,
    });
    expect([rows, rejected]).toEqual([12, 1]);
  });
});
