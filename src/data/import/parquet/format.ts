/** Values of Parquet's types as the text that the same table has as CSV. */

const DAY_SECONDS = 86_400;
/** Julian day number of 1970-01-01. */
const JULIAN_1970 = 2_440_588;

/** A float as Python prints it, so that 17000 stays 17000.0: the shortest digits that read as the same number. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  return pythonic(value, String(value));
}

/** A float of 32 bits: the shortest digits that read as the same float of 32 bits. */
export function float32Text(value: number): string {
  if (!Number.isFinite(value) || value === 0) return floatText(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return pythonic(Number(text), String(Number(text)));
  }
  return floatText(Number(value.toPrecision(9)));
}

/** JavaScript's digits with Python's exponent: below 1e-4 and from 1e16 on. */
function pythonic(value: number, text: string): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [mantissa, exponent] = value.toExponential().split('e');
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** An unscaled integer with its decimal point: 1250 at scale 2 is 12.50. */
export function decimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const sign = unscaled < 0n ? '-' : '';
  if (scale <= 0) return `${sign}${digits}${digits === '0' ? '' : '0'.repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** A big-endian two's complement integer of any length. */
export function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, value);
}

/** How many ticks a second has, by the name of a unit. */
export const TICKS = { MILLIS: 1000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n } as const;
export type Unit = keyof typeof TICKS;

function fractionText(ticks: bigint, unit: Unit): string {
  if (ticks === 0n) return '';
  const digits = String(TICKS[unit]).length - 1;
  return `.${String(ticks).padStart(digits, '0').replace(/0+$/, '')}`;
}

const floorDivide = (a: bigint, b: bigint): bigint => (a - (((a % b) + b) % b)) / b;

/** 2024-01-31 for days since 1970. What the calendar does not reach stays a number. */
export function dateText(days: number): string {
  const date = new Date(days * DAY_SECONDS * 1000);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return text.length === 24 ? text.slice(0, 10) : String(days);
}

/** 2024-01-31 23:59:59.5 for ticks since 1970, with Z where they are of UTC and not of a clock without a zone. */
export function timestampText(ticks: bigint, unit: Unit, utc: boolean): string {
  const seconds = floorDivide(ticks, TICKS[unit]);
  const date = new Date(Number(seconds) * 1000);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  if (text.length !== 24) return String(ticks);
  const fraction = fractionText(ticks - seconds * TICKS[unit], unit);
  return `${text.slice(0, 10)} ${text.slice(11, 19)}${fraction}${utc ? 'Z' : ''}`;
}

/** 23:59:59.5 for ticks since midnight. */
export function clockText(ticks: bigint, unit: Unit): string {
  const seconds = Number(floorDivide(ticks, TICKS[unit]));
  if (seconds < 0 || seconds >= DAY_SECONDS) return String(ticks);
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  const clock = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  return clock + fractionText(ticks - BigInt(seconds) * TICKS[unit], unit);
}

/** Nanoseconds since 1970 of an INT96: nanoseconds of the day, and its Julian day. */
export const int96Nanos = (ofDay: bigint, julianDay: number): bigint =>
  BigInt(julianDay - JULIAN_1970) * 86_400_000_000_000n + ofDay;

/** Months, days and milliseconds as ISO 8601 writes a duration. */
export const intervalText = (months: number, days: number, milliseconds: number): string =>
  `P${months}M${days}DT${milliseconds / 1000}S`;

/** The usual form of 16 bytes. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A float of 16 bits, little-endian (IEEE 754 binary16). */
export function float16(low: number, high: number): number {
  const sign = high & 0x80 ? -1 : 1;
  const exponent = (high >> 2) & 0x1f;
  const fraction = ((high & 3) << 8) | low;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? (sign * fraction) / 2 ** 24 : sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}
