import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImportError } from '../../../core/errors.ts';
import { DelimitedReader } from './delimited.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import { texts } from './sample.ts';
import type { DelimitedFormat } from '../types.ts';

const COMMA: DelimitedFormat = {
  kind: 'delimited',
  lines: 'rows',
  encoding: 'utf-8',
  delimiter: ',',
  quotes: true,
  header: false,
  decimal: '.',
  skipLines: 0,
};

interface Cut {
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
  readonly strays: number;
  readonly reader: DelimitedReader;
}

/** Rows of `text` pushed in pieces of at most `pieceBytes`. */
function cut(
  text: string,
  format: Partial<DelimitedFormat> = {},
  pieceBytes = 1 << 20,
  limits: Partial<Limits> = {},
): Cut {
  const rows: string[][] = [];
  const numbers: number[] = [];
  let strays = 0;
  const reader = new DelimitedReader('x.csv', { ...COMMA, ...format }, { ...defaultLimits, ...limits }, (row) => {
    rows.push(texts(row));
    numbers.push(row.number);
    strays += row.strayQuotes;
    return true;
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes));
  reader.finish();
  return { rows, numbers, strays, reader };
}

const rowsOf = (...args: Parameters<typeof cut>): Cut['rows'] => cut(...args).rows;

describe('DelimitedReader', () => {
  it('cuts rows at LF, CRLF and CR and counts each', () => {
    const { rows, reader } = cut('a,b\nc,d\r\ne,f\rg,h');
    expect(rows).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ]);
    expect(reader.lineEnds).toEqual({ lf: 1, crlf: 1, cr: 1 });
  });

  it('keeps delimiters, line ends and doubled quotes inside quotes', () => {
    expect(rowsOf('"a,b","c\r\nd","say ""hi""","",x\n')).toEqual([['a,b', 'c\r\nd', 'say "hi"', '', 'x']]);
  });

  it('takes quotes that do not pair as they are and counts them', () => {
    const { rows, strays } = cut('5" disc,x\n"The "Best" of",y\n"a" b,z\n');
    expect(rows).toEqual([
      ['5" disc', 'x'],
      ['"The "Best" of"', 'y'],
      ['"a" b', 'z'],
    ]);
    expect(strays).toBe(2);
  });

  it.each([
    ['\t', 'a\tb,c', ['a', 'b,c']],
    [';', 'a;1,5', ['a', '1,5']],
    ['|', 'a|b', ['a', 'b']],
    ['::', '1::a:b::"c', ['1', 'a:b', '"c']],
  ] as const)('cuts at %j', (delimiter, text, expected) => {
    expect(rowsOf(text, { delimiter })).toEqual([expected]);
  });

  it('reads quotes as ordinary characters where the format says so', () => {
    expect(rowsOf('"a\tb"\n', { delimiter: '\t', quotes: false })).toEqual([['"a', 'b"']]);
  });

  it('keeps empty fields, passes over blank rows and numbers rows as a spreadsheet does', () => {
    const { rows, numbers, reader } = cut('a,\n\n,b\n');
    expect(rows).toEqual([
      ['a', ''],
      ['', 'b'],
    ]);
    expect(numbers).toEqual([1, 3]);
    expect(reader.blankRows).toBe(1);
  });

  it('takes runs of spaces and tabs for one delimiter where that is a space, and none at the ends of a row', () => {
    const { rows, reader } = cut('a b\n  a\t \tb  \n \n"x y" z', { delimiter: ' ' });
    expect(rows).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['x y', 'z'],
    ]);
    expect(reader.blankRows).toBe(1);
  });

  it('takes rows of delimiters alone for blank ones, not those with quotes', () => {
    const { rows, reader } = cut(',,\n"",,\na,,\n');
    expect(rows).toEqual([
      ['', '', ''],
      ['a', '', ''],
    ]);
    expect(reader.blankRows).toBe(1);
  });

  it('takes all but the first field of a history as one', () => {
    const format = { delimiter: ' ', lines: 'histories' } as const;
    expect(rowsOf('1 2  3 \n4\n5 \n', format)).toEqual([
      ['1', '2  3'],
      ['4', ''],
      ['5', ''],
    ]);
    expect(rowsOf(`u,${'i,'.repeat(40_000)}`, { lines: 'histories' })[0][1]).toHaveLength(79_999);
  });

  it('names the row in which a quote opens that never closes', () => {
    expect(() => cut('a,b\nc,"d\n')).toThrow(
      new ImportError(
        'x.csv, row 2: the quote opened in this row never closes; close it, or read the file with quotes as ordinary characters',
      ),
    );
    expect(() => cut(`a,b\nc,d\ne,"${'f'.repeat(200_000)}`, {}, 4096)).toThrow(
      /row 3: the quote .* does not close within 64 KiB/,
    );
  });

  it.each([1, 1 << 20])('takes fields up to the limit and no longer, in pieces of %d bytes', (pieceBytes) => {
    const limits = { fieldBytes: 8 };
    expect(rowsOf('12345678,"12345678"\n', {}, pieceBytes, limits)).toEqual([['12345678', '12345678']]);
    expect(() => cut('a,123456789\n', {}, pieceBytes, limits)).toThrow(/row 1, field 2: longer than 8 bytes/);
    expect(() => cut('a,"123456789"\n', {}, pieceBytes, limits)).toThrow(/row 1: the quote/);
  });

  it('takes as many columns and bytes a row as the limits and no more', () => {
    expect(rowsOf('a,b,c\n', {}, 99, { columns: 3 })).toHaveLength(1);
    expect(() => cut('a,b,c,d\n', {}, 99, { columns: 3 })).toThrow(/row 1: more than 3 columns/);
    expect(rowsOf('aa,bb\n', {}, 99, { rowBytes: 5 })).toHaveLength(1);
    expect(() => cut('aa,bbb\n', {}, 99, { rowBytes: 5 })).toThrow(/row 1: the row is longer than 5 bytes/);
  });

  it('gives back any fields that were written with quotes', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '😀') });
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    const written = (rows: readonly (readonly string[])[]): string =>
      rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n');
    fc.assert(
      fc.property(table, (rows) => {
        expect(rowsOf(written(rows))).toEqual(rows);
      }),
    );
  });

  it('gives the same rows whatever line ends are used', () => {
    const cells = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), fc.stringMatching(/^[a-z]{0,3}$/)), {
      minLength: 1,
    });
    const ends = fc.infiniteStream(fc.constantFrom('\n', '\r', '\r\n'));
    fc.assert(
      fc.property(cells, ends, (rows, lineEnds) => {
        const text = rows.map((row) => row.join(',') + String(lineEnds.next().value)).join('');
        expect(rowsOf(text)).toEqual(rows);
      }),
    );
  });

  it('passes over lines before the table, whatever they hold, and numbers rows as the file does', () => {
    const text = 'Report of "March\r\n"open, he said\n\nuser,item\ra,"x\ny"\n';
    const { rows, numbers } = cut(text, { skipLines: 3 });
    expect(rows).toEqual([
      ['user', 'item'],
      ['a', 'x\ny'],
    ]);
    expect(numbers).toEqual([4, 5]);
    expect(cut('a,b\nc,d', { skipLines: 2 }).rows).toEqual([]);
    expect(cut('a,b', { skipLines: 9 }).rows).toEqual([]);
    expect(() => cut('a'.repeat(300), { skipLines: 1 }, 100, { rowBytes: 150 })).toThrow(/row 1: the row is longer/);
  });

  it('gives the same rows, counts and errors wherever the bytes are cut into pieces', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', ':', ' ', '\t', '\n', '\r', 'é') });
    const outcome = (value: string, format: Partial<DelimitedFormat>, pieceBytes: number): unknown => {
      try {
        const { rows, numbers, strays, reader } = cut(value, format, pieceBytes);
        return { rows, numbers, strays, ends: reader.lineEnds, blank: reader.blankRows };
      } catch (failure) {
        return String(failure);
      }
    };
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(',' as const, '::' as const, ' ' as const),
        fc.constantFrom('rows' as const, 'histories' as const),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        (value, delimiter, lines, skipLines, pieceBytes) => {
          const format = { delimiter, lines, skipLines };
          expect(outcome(value, format, pieceBytes)).toEqual(outcome(value, format, 1 << 20));
        },
      ),
    );
  });
});
