import { describe, expect, it } from 'vitest';
import { zipSync, strToU8 } from 'fflate';
import { firstLines } from './firstlines.ts';
import { file, utf16 } from '../testing.ts';

describe('the first lines of a file in which no table was found', () => {
  it('are at most eight, cut where they are long, as the file is written', async () => {
    const [short] = await firstLines([file('a.csv', 'Report\r\n\r\nuser,item\rx,"y"\n')]);
    expect(short).toEqual({ file: 'a.csv', lines: ['Report', '', 'user,item', 'x,"y"'], openQuote: false });
    const [long] = await firstLines([file('a.csv', `${'é'.repeat(200)}\n`.repeat(20))]);
    expect(long.lines).toHaveLength(8);
    expect(long.lines[0]).toBe(`${'é'.repeat(160)}…`);
  });

  it('are read in the encoding that the user chose', async () => {
    const files = [file('a.csv', utf16('Bücher\n', true))];
    expect((await firstLines(files, [{ file: 'a.csv', encoding: 'utf-16le' }]))[0].lines).toEqual(['Bücher']);
  });

  it('come with whether a quote is what stands in the way, as the file is read now', async () => {
    const files = [file('a.csv', 'user,item\nu1,"5\nu2,i1\n')];
    expect((await firstLines(files))[0].openQuote).toBe(true);
    expect((await firstLines(files, [{ file: 'a.csv', quotes: false }]))[0].openQuote).toBe(false);
  });

  it('are those of the members of an archive, none of a file that is no text, and a PDF is left out', async () => {
    const archive = new Uint8Array(zipSync({ 'b.csv': strToU8('one\n'), '.hidden': strToU8('x\n') }));
    const [nuls, pdf] = [file('c.csv', new Uint8Array(500)), file('d.pdf', '%PDF-1.7\n')];
    const found = await firstLines([file('a.zip', archive), nuls, pdf]);
    expect(found.map(({ file: name, lines }) => [name, lines])).toEqual([
      ['a.zip/b.csv', ['one']],
      ['c.csv', []],
    ]);
  });
});
