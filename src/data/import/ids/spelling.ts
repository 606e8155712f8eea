/**
 * Ways to write one id. Each spelling is a function from ids to ids; two ids are one where the functions of the chosen
 * spellings, one after the other, make the same text of them.
 */
import { spellings, type Spelling } from '../types.ts';

/** A whole number as a data frame writes it that had a blank in the column: 17000.0. */
const POINT_ZERO = /^(-?\d+)\.0+$/;
/** A round number as R and pandas write it: 1e+05. Without the plus it is as likely a piece of a hash. */
const POWER = /^([1-9])(?:\.(\d{1,14}))?[eE]\+(\d{1,2})$/;
/** Beyond 22 digits no program writes whole numbers so. */
const LONGEST_POWER = 21;

function plainNumber(id: string): string {
  const whole = POINT_ZERO.exec(id);
  if (whole !== null) return whole[1];
  const power = POWER.exec(id);
  if (power === null) return id;
  const [, first, rest = '', exponent] = power as readonly (string | undefined)[];
  const zeros = Number(exponent) - rest.length;
  return zeros < 0 || Number(exponent) > LONGEST_POWER ? id : `${first ?? ''}${rest}${'0'.repeat(zeros)}`;
}

const DIGITS = /^\d+$/;

/** In the order they are applied: what one leaves, the next may change. */
const FORMS: readonly (readonly [Spelling, (id: string) => string])[] = [
  ['spaces and accents', (id) => id.normalize('NFC').trim()],
  ['numbers', plainNumber],
  ['leading zeros', (id) => (DIGITS.test(id) ? id.replace(/^0+(?=\d)/, '') : id)],
  ['letter case', (id) => id.toLowerCase()],
];

/**
 * What ids that are one have in common: `id` without what the given spellings vary. Spaces around it are cut off and
 * accents composed (NFC), 17000.0 and 1.7e+04 become 17000, 00123 becomes 123, letters become small.
 */
export const plainId = (id: string, spellings: readonly Spelling[]): string =>
  FORMS.reduce((form, [spelling, plain]) => (spellings.includes(spelling) ? plain(form) : form), id);

/** How a joined id is shown, whatever was seen most: nobody means the spaces or the point. */
export const shownId = (id: string, spellings: readonly Spelling[]): string =>
  plainId(
    id,
    spellings.filter((spelling) => spelling === 'spaces and accents' || spelling === 'numbers'),
  );

/** How ids differ that a spelling makes one, in words after a comma. */
export const differ: Readonly<Record<Spelling, string>> = {
  numbers: 'with and without .0',
  'letter case': 'in capital and small letters',
  'leading zeros': 'with and without leading zeros',
  'spaces and accents': 'with other spaces or accents',
};

/** The spellings without which two ids that are one would not be. */
export const differences = (a: string, b: string): readonly Spelling[] =>
  spellings.filter((spelling) => {
    const others = spellings.filter((other) => other !== spelling);
    return plainId(a, others) !== plainId(b, others);
  });

const WITH_LETTERS = /[a-zA-Z]/;
const CAPITAL_INSIDE = /[a-z][A-Z]/;
const CAPITALS_INSIDE_SHARE = 0.2;

/**
 * Whether letter case tells ids apart, as in those of YouTube and other base 64: a small letter is followed by a capital
 * in at least a fifth of the ids with letters. In addresses, words and codes hardly any is.
 */
export function caseCounts(ids: readonly string[]): boolean {
  let lettered = 0;
  let inside = 0;
  for (const id of ids) {
    if (CAPITAL_INSIDE.test(id)) inside++;
    else if (WITH_LETTERS.test(id)) lettered++;
  }
  return inside > 0 && inside >= CAPITALS_INSIDE_SHARE * (lettered + inside);
}
