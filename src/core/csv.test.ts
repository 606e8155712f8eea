import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvOf, guarded, unguarded } from './csv.ts';

it('keeps every digit and quotes only what must be', () => {
  expect(
    csvOf([
      ['item', 'say "hi"'],
      ['a,b', 0.1 + 0.2],
    ]),
  ).toBe('item,"say ""hi"""\r\n"a,b",0.30000000000000004\r\n');
});

it.each(['=A1', '+1', '-1', '@a', '\tb', '\rc', '\nd', '＝A1', '＋1', '－1', '＠a', ' =A1', '\u00a0=A1', '\u200b=A1'])(
  'does not let a spreadsheet run %j',
  (text) => {
    expect(csvOf([[text]]).replaceAll('"', '')).toBe(`'${text}\r\n`);
  },
);

it.each(['', 'a=b', "'tis", "rock'n'roll", '5-7', '\u00e9@x'])('leaves %j as it is', (text) => {
  expect(guarded(text)).toBe(text);
});

it('a negative number is a number', () => expect(csvOf([[-1.5]])).toBe('-1.5\r\n'));

it('takes exactly the guard off again, whatever the text begins with', () => {
  const odd = fc.array(fc.constantFrom("'", '=', '-', '＠', '\n', '\t', ' ', '"', ',', 'a', '7'), { maxLength: 6 });
  const text = fc.oneof(
    odd.map((signs) => signs.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (each) => unguarded(guarded(each)) === each),
    { numRuns: 1000 },
  );
});
