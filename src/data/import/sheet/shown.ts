/** How numbers are shown (number formats, ECMA-376 part 1, section 18.8.31): what tells a date from a number. */

export interface Shown {
  /** As a day, as a time of the day, or both. */
  readonly date: boolean;
  readonly clock: boolean;
  /** A length of time, which may be longer than a day: `[h]:mm`. */
  readonly elapsed: boolean;
  /** Whole numbers have so many digits at least: `00000` is how leading zeros of a number are kept. */
  readonly digits: number;
}

export const PLAIN: Shown = { date: false, clock: false, elapsed: false, digits: 0 };
const DATE: Shown = { ...PLAIN, date: true };
const CLOCK: Shown = { ...PLAIN, clock: true };

const LONGEST_FORMAT = 1000;
/** What is no placeholder: texts, escaped characters, fill and width, and all brackets but those of elapsed time. */
const LITERAL = /"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?/gi;

/** The formats without a code, section 18.8.30: those of East Asian dates with them. */
function builtIn(id: number): Shown {
  if (id === 22) return { ...DATE, clock: true };
  if (id === 46) return { ...CLOCK, elapsed: true };
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return CLOCK;
  const isDate = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return isDate ? DATE : PLAIN;
}

/** What a format code shows. Its first section counts: the others are for negative numbers, zeros and texts. */
export function shownByCode(code: string): Shown {
  if (code.length > LONGEST_FORMAT) return PLAIN;
  const [section] = code.replace(LITERAL, ' ').split(';');
  const plain = section.trim().toLowerCase();
  if (/^0{2,}$/.test(plain)) return { ...PLAIN, digits: plain.length };
  if (plain.startsWith('general') || /[#?]|0/.test(plain.replace(/s\]?[.,]0+/g, 's'))) return PLAIN;
  const elapsed = /\[(?:h+|m+|s+)\]/.test(plain);
  const clock = elapsed || /[hs]/.test(plain);
  const date = !elapsed && (/[ydb]|mmm|aaa/.test(plain.replace(/a\/p|am\/pm/g, '')) || (!clock && plain.includes('m')));
  return date || clock ? { date, clock, elapsed, digits: 0 } : PLAIN;
}

/** What the format of a number is; `codes` holds those that the workbook defines. */
export function shownBy(id: number, codes: ReadonlyMap<number, string>): Shown {
  const code = codes.get(id);
  return code === undefined ? builtIn(id) : shownByCode(code);
}
