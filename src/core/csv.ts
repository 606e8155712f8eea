/** What a spreadsheet would take for a formula; OWASP, "CSV injection". */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as CSV, RFC 4180. Numbers keep every digit; a text is quoted where it must be, and gets an apostrophe where a
 * spreadsheet would run it as a formula.
 */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
