import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('keeps every digit and quotes only what must be', () => {
  expect(
    csvOf([
      ['item', 'say "hi"'],
      ['a,b', 0.1 + 0.2],
    ]),
  ).toBe('item,"say ""hi"""\r\n"a,b",0.30000000000000004\r\n');
});

it.each(['=HYPERLINK("x")', '+1', '-1', '@a', '\tb', '\rc'])('does not let a spreadsheet run %j', (text) => {
  expect(csvOf([[text]]).replaceAll('"', '')).toBe(`'${text.replaceAll('"', '')}\r\n`);
});

it('a negative number is a number', () => expect(csvOf([[-1.5]])).toBe('-1.5\r\n'));
