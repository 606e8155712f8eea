/** Numbers and missing values, read from bytes. */
const SPACE = 0x20;
const MINUS = 0x2d;
const PLUS = 0x2b;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Start of `bytes[start … end)` without leading spaces. */
export function trimStart(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] <= SPACE) at++;
  return at;
}

/** End of `bytes[start … end)` without trailing spaces. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1] <= SPACE) at--;
  return at;
}

const MISSING = new Set(['NULL', 'NA', 'N/A', '#N/A', 'NAN', 'NAT', 'NONE', 'NIL', '\\N']);
const LONGEST_MISSING = 4;
/** What a word for missing may start with: `#`, `N`, `\`, `n`. */
const startsMissing = (byte: number): boolean => byte === 0x23 || byte === 0x4e || byte === 0x5c || byte === 0x6e;

/** Whether a field says that there is no value: empty, spaces, NULL, NA, N/A, NaN, NaT, None, nil, \N in any case. */
export function isMissing(bytes: Uint8Array, start: number, end: number): boolean {
  if (end > start && bytes[start] > SPACE && !startsMissing(bytes[start])) return false;
  const from = trimStart(bytes, start, end);
  const to = trimEnd(bytes, from, end);
  if (from === to) return true;
  if (to - from > LONGEST_MISSING) return false;
  return MISSING.has(String.fromCharCode(...bytes.subarray(from, to)).toUpperCase());
}

/**
 * The number in `bytes[start … end)`, NaN where there is none or it is not finite. Exact up to 15 digits, beyond that to
 * within a few units in the last place. No thousands separators.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimal: '.' | ',' = '.'): number {
  let at = trimStart(bytes, start, end);
  const to = trimEnd(bytes, at, end);
  const point = decimal.charCodeAt(0);
  const negative = bytes[at] === MINUS;
  if (at < to && (negative || bytes[at] === PLUS)) at++;
  let mantissa = 0;
  let digits = 0;
  let fraction = 0;
  let pastPoint = false;
  for (; at < to; at++) {
    const byte = bytes[at];
    if (isDigit(byte)) {
      mantissa = mantissa * 10 + (byte - 0x30);
      digits++;
      if (pastPoint) fraction++;
    } else if (byte === point && !pastPoint) pastPoint = true;
    else break;
  }
  if (digits === 0) return NaN;
  if (at < to) {
    if ((bytes[at] | 0x20) !== 0x65) return NaN;
    const exponent = parseExponent(bytes, at + 1, to);
    if (Number.isNaN(exponent)) return NaN;
    fraction -= exponent;
  }
  const value = scaled(negative ? -mantissa : mantissa, fraction);
  return Number.isFinite(value) ? value : NaN;
}

/** 10⁰ … 10²²: the powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** mantissa · 10^−fraction. Dividing by a power of ten is correctly rounded where multiplying by its inverse is not. */
function scaled(mantissa: number, fraction: number): number {
  if (fraction === 0) return mantissa;
  if (fraction > 0) return mantissa / (POWERS[fraction] ?? 10 ** fraction);
  return mantissa * (POWERS[-fraction] ?? 10 ** -fraction);
}

function parseExponent(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === MINUS;
  if (at < end && (negative || bytes[at] === PLUS)) at++;
  if (at === end || end - at > 4) return NaN;
  let exponent = 0;
  for (; at < end; at++) {
    if (!isDigit(bytes[at])) return NaN;
    exponent = exponent * 10 + (bytes[at] - 0x30);
  }
  return negative ? -exponent : exponent;
}
