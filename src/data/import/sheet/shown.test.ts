import { describe, expect, it } from 'vitest';
import { shownBy, shownByCode } from './shown.ts';

const kindOf = (code: string): string => {
  const { date, clock, elapsed, digits } = shownByCode(code);
  return [date && 'date', clock && 'clock', elapsed && 'elapsed', digits > 0 && `${digits} digits`]
    .filter(Boolean)
    .join(' ');
};

describe('a number format', () => {
  it.each([
    ['yyyy-mm-dd', 'date'],
    ['d/m', 'date'],
    ['mmm', 'date'],
    ['m', 'date'],
    ['[$-409]mmmm d, yyyy;@', 'date'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-411]ggge"年"m"月"d"日"', 'date'],
    ['[DBNum1][$-804]yyyy"年"m"月"', 'date'],
    ['TT.MM.JJJJ dd', 'date'],
    ['m/d/yy h:mm', 'date clock'],
    ['yyyy-mm-dd\\Thh:mm:ss.000', 'date clock'],
    ['[$-409]m/d/yy h:mm AM/PM;@', 'date clock'],
    ['h:mm AM/PM', 'clock'],
    ['h:mm a/p', 'clock'],
    ['mm:ss.0', 'clock'],
    ['[h]:mm:ss', 'clock elapsed'],
    ['[mm]', 'clock elapsed'],
    ['[ss].00', 'clock elapsed'],
    ['00000', '5 digits'],
    ['000', '3 digits'],
  ])('%s shows %s', (code, expected) => {
    expect(kindOf(code)).toBe(expected);
  });

  it.each([
    ['General'],
    ['0'],
    ['0.00'],
    ['#,##0'],
    ['0%'],
    ['0.00E+00'],
    ['# ?/?'],
    ['@'],
    ['[Red]0.00;[Blue]-0.00'],
    ['"day" 0'],
    ['0 "yd"'],
    ['#,##0\\ [$kr-41D]'],
    ['_-* #,##0.00\\ "DM"_-'],
    ['\\d0'],
    ['"TRUE";"TRUE";"FALSE"'],
    [''],
    ['"unclosed yyyy'],
  ])('%s shows a number', (code) => {
    expect(kindOf(code)).toBe('');
  });

  it('without a code is told by its number', () => {
    const none = new Map<number, string>();
    expect([14, 22, 20, 46, 0, 49, 31].map((id) => shownBy(id, none))).toMatchObject([
      { date: true, clock: false },
      { date: true, clock: true },
      { date: false, clock: true },
      { elapsed: true },
      { date: false, clock: false },
      { date: false, clock: false },
      { date: true, clock: false },
    ]);
  });

  it('that a workbook defines anew is what it says', () => {
    expect(shownBy(14, new Map([[14, '0.00']]))).toMatchObject({ date: false });
  });

  it('of a hostile length is a number', () => {
    expect(kindOf('['.repeat(500_000))).toBe('');
  });
});
