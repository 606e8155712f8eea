/** ISO 8601's usual form, straight from bytes: most dates of most files. */
import { clockSeconds, daySeconds, isPlausibleDate } from './calendar.ts';

const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const COMMA = 0x2c;
const SPACE = 0x20;
const PLUS = 0x2b;

const digit = (byte: number): number => (byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : NaN);
const pair = (bytes: Uint8Array, at: number): number => digit(bytes[at]) * 10 + digit(bytes[at + 1]);

const isZulu = (byte: number): boolean => byte === 0x5a || byte === 0x7a;

/** Seconds east of UTC in `bytes[at … end)`: nothing, Z, +02, +0200 or +02:00, a space before it or not; else NaN. */
function zoneAt(bytes: Uint8Array, at: number, end: number): number {
  if (at === end) return 0;
  const from = bytes[at] === SPACE ? at + 1 : at;
  const sign = bytes[from];
  if (end - from === 1) return isZulu(sign) ? 0 : NaN;
  if (sign !== PLUS && sign !== DASH) return NaN;
  const seconds = offsetAt(bytes, from + 1, end);
  return sign === DASH ? -seconds : seconds;
}

function offsetAt(bytes: Uint8Array, at: number, end: number): number {
  const length = end - at;
  const colon = length === 5 && bytes[at + 2] === COLON;
  if (length !== 2 && length !== 4 && !colon) return NaN;
  const hours = pair(bytes, at);
  const minutes = length === 2 ? 0 : pair(bytes, end - 2);
  return hours <= 14 && minutes < 60 ? hours * 3600 + minutes * 60 : NaN;
}

/**
 * `2024-01-31`, `2024-01-31 23:59`, `2024-01-31T23:59:59.123456+02:00` and what lies between; NaN where it is another form or
 * no plausible date.
 */
export function parseIso(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 10 || bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return NaN;
  const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
  const day = daySeconds(year, pair(bytes, start + 5), pair(bytes, start + 8));
  const seconds = length === 10 ? day : length < 16 ? NaN : day + clockAt(bytes, start + 10, end);
  return isPlausibleDate(seconds) ? seconds : NaN;
}

/** Seconds since midnight in UTC of the clock that follows a date, the sign between them included. */
function clockAt(bytes: Uint8Array, start: number, end: number): number {
  if ((bytes[start] !== 0x54 && bytes[start] !== SPACE) || bytes[start + 3] !== COLON) return NaN;
  let at = start + 6;
  let second = 0;
  let fraction = 0;
  if (at + 3 <= end && bytes[at] === COLON) {
    second = pair(bytes, at + 1);
    at += 3;
    const from = at;
    if (at < end && (bytes[at] === POINT || bytes[at] === COMMA)) at = fractionEnd(bytes, at + 1, end);
    if (at > from) fraction = digitsOf(bytes, from + 1, at) / 10 ** (at - from - 1);
  }
  return clockSeconds(pair(bytes, start + 1), pair(bytes, start + 4), second) - zoneAt(bytes, at, end) + fraction;
}

/** Where at most nine digits from `at` end. */
function fractionEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end && to - at < 9 && bytes[to] >= 0x30 && bytes[to] <= 0x39) to++;
  return to;
}

function digitsOf(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let i = at; i < end; i++) value = value * 10 + (bytes[i] - 0x30);
  return at === end ? NaN : value;
}
