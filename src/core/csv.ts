/**
 * What a spreadsheet may take for a formula: a sign at the beginning, also a full-width one and behind characters it may pass
 * over, and a leading tab or line end (OWASP, "CSV injection"). Apostrophes before it count as nothing, so that a guarded text
 * is one that has to be guarded, and taking one apostrophe off undoes exactly one guard.
 */
const FORMULA = /^'*(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;

/** The text as a spreadsheet takes it for a text: with an apostrophe before what it would run. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text that `guarded` was given. */
export const unguarded = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** A table as CSV, RFC 4180. Numbers keep every digit; a text is guarded, and quoted where it must be. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = guarded(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
