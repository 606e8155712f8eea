const CLOCK = /^\s*\d{1,2}:\d{2}(?::\d{2})?\s*$/;
const DIGITS = /^\s*(?:[01]?\d|2[0-3])?[0-5]\d\s*$/;
export const detectClock = (values: readonly string[]): { readonly kind: string } | null =>
  values.length > 1 && values.every((value) => CLOCK.test(value) || DIGITS.test(value)) ? { kind: 'clock' } : null;
