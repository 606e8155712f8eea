import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectNumbers, numberParser } from './numberstyle.ts';

const parse = (text: string, decimal: '.' | ','): number => {
  const bytes = new TextEncoder().encode(text);
  return numberParser({ decimal })(bytes, 0, bytes.length);
};

describe('numberParser', () => {
  it.each([
    ['1.590,90 €', ',', 1590.9],
    ['€ 1.590,90', ',', 1590.9],
    ['R$ 3,50', ',', 3.5],
    ['1 590,90', ',', 1590.9],
    ['1\u202f590,90\u00a0€', ',', 1590.9],
    ['12,-', ',', 12],
    ['3,50 kr', ',', 3.5],
    ['1.590.900', ',', 1_590_900],
    ['$1,590.90', '.', 1590.9],
    ['US$ 1,590.90', '.', 1590.9],
    ['CHF 1’590.90', '.', 1590.9],
    ["1'590.90", '.', 1590.9],
    ['₹1,59,000.50', '.', 159_000.5],
    ['(12.50)', '.', -12.5],
    ['-$5', '.', -5],
    ['$-5', '.', -5],
    ['12.50-', '.', -12.5],
    ['\u22123', '.', -3],
    ['85 %', '.', 85],
    ['4.5', '.', 4.5],
    ['1e3', '.', 1000],
  ] as const)('reads %j with the decimal sign %j', (text, decimal, expected) => {
    expect(parse(text, decimal)).toBe(expected);
  });

  it.each([
    '',
    '-',
    '€',
    'N30',
    '3 apples',
    '1,5,9',
    '12,34',
    '1.2.3',
    '5 of 10',
    '1,590,9',
    '2019-10-15',
    '4/5',
    'Infinity',
  ])('takes %j for no number where decimals have a point', (text) => {
    expect(parse(text, '.')).toBeNaN();
  });

  it('gives back every amount of money as six locales write it', () => {
    const styles = [
      ['en-US', 'USD', '.'],
      ['de-DE', 'EUR', ','],
      ['fr-FR', 'EUR', ','],
      ['pt-BR', 'BRL', ','],
      ['en-IN', 'INR', '.'],
      ['sv-SE', 'SEK', ','],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom(...styles),
        (cents, [locale, currency, decimal]) => {
          const text = (cents / 100).toLocaleString(locale, { style: 'currency', currency });
          expect([text, parse(text, decimal)]).toEqual([text, cents / 100]);
        },
      ),
    );
  });
});

describe('detectNumbers', () => {
  it('finds the decimal sign that the values show', () => {
    expect(detectNumbers(['1.590,90 €', '1.590 €'])).toEqual({ style: { decimal: ',' }, readable: 1, ambiguous: null });
    expect(detectNumbers(['$1,590.90', '$3'], ',')).toEqual({ style: { decimal: '.' }, readable: 1, ambiguous: null });
    expect(detectNumbers(['3,5', '4'])?.style.decimal).toBe(',');
    expect(detectNumbers(['1.590.900'])?.style.decimal).toBe(',');
    expect(detectNumbers(['0,125'])?.style.decimal).toBe(',');
  });

  it('takes the usual one where no value shows any, and names the value that may be meant otherwise', () => {
    expect(detectNumbers(['1.590', '12'])).toEqual({ style: { decimal: '.' }, readable: 1, ambiguous: '1.590' });
    expect(detectNumbers(['1.590', '12'], ',')).toEqual({ style: { decimal: ',' }, readable: 1, ambiguous: '1.590' });
    expect(detectNumbers(['1', '2'])).toEqual({ style: { decimal: '.' }, readable: 1, ambiguous: null });
  });

  it('is null where most values are no numbers', () => {
    expect(detectNumbers(['a', 'b', '3'])).toBeNull();
    expect(detectNumbers(['', ' '])).toBeNull();
  });
});
