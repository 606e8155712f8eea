/** Numbers of a sheet as the text that people see and write: dates as dates, and no more digits than a workbook keeps. */
import type { Shown } from './shown.ts';

const DAY = 86_400_000;
/** 9999-12-31, in days from the beginning of either system. */
const LAST_DAY = 2_958_465;
/** Digits that spreadsheet programs keep of a number. */
const KEPT_DIGITS = 15;

const ZEROS = new RegExp(`^-?\\d{${KEPT_DIGITS}}0+$`);

const two = (value: number): string => String(value).padStart(2, '0');

/** `21:37:13`, with `.250` only where there are parts of a second. */
function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = milliseconds % 1000;
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return parts === 0 ? text : `${text}.${String(parts).padStart(3, '0')}`;
}

/**
 * The day of a serial number. The system of 1900 takes 1900 for a leap year, as Lotus 1-2-3 did: day 60 is a February 29
 * that never was, and day 0 is shown as January 0.
 */
function dayText(day: number, since1904: boolean): string {
  if (!since1904 && day === 0) return '1900-01-00';
  if (!since1904 && day === 60) return '1900-02-29';
  const first = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(first + day * DAY).toISOString().slice(0, 10);
}

/** Whole numbers as they are written, others to the 15 digits that are shown: 1.57 and not 1.5700000000000001. */
function numberText(written: string): string {
  if (/^-?\d+$/.test(written)) return written;
  const value = Number(written);
  return Number.isFinite(value) && written.trim() !== '' ? String(Number(value.toPrecision(KEPT_DIGITS))) : written;
}

/** Short decimals are most numbers, and are what they are. */
const SHORT = /^-?(?:0|[1-9]\d{0,6})(?:\.\d{0,6}[1-9])?$/;

/** The value of a cell as text: `written` is the number in the file. Dates are UTC, like all dates without a zone. */
export function valueText(written: string, shown: Shown, since1904: boolean): string {
  if (shown.digits > 0) return /^\d+$/.test(written) ? written.padStart(shown.digits, '0') : numberText(written);
  if (!shown.date && !shown.clock) return SHORT.test(written) ? written : numberText(written);
  const value = Number(written);
  if (written.trim() === '' || !(value >= 0 && value <= LAST_DAY)) return numberText(written);
  const milliseconds = Math.round(value * DAY);
  if (shown.elapsed) return clockText(milliseconds);
  const day = Math.floor(milliseconds / DAY);
  const rest = milliseconds - day * DAY;
  if (!shown.date && day === 0) return clockText(rest);
  return rest === 0 && !shown.clock ? dayText(day, since1904) : `${dayText(day, since1904)} ${clockText(rest)}`;
}

/** A date that is written as ISO 8601, as strict workbooks may have it: 2019-10-15T21:37:13Z. */
export const isoText = (written: string): string =>
  written
    .replace(/^T/, '')
    .replace(/(\d)T(\d)/, '$1 $2')
    .replace(/(:\d\d)\.0+(?=\D|$)/, '$1');

/**
 * Whether a number of more than 15 digits lost some: yes, where it was written as a double (a multiple of a power of two, or
 * zeros behind the 15th digit); or it may be whole.
 */
export function lostDigits(written: string): 'yes' | 'maybe' | 'no' {
  const value = Math.abs(Number(written));
  if (!(value >= 10 ** KEPT_DIGITS && value < Infinity)) return 'no';
  if (!/^-?\d+$/.test(written) || ZEROS.test(written)) return 'yes';
  return value > Number.MAX_SAFE_INTEGER && BigInt(Number(written)) === BigInt(written) ? 'yes' : 'maybe';
}

/** Characters that XML cannot hold are written as `_x000D_` (ST_Xstring, section 22.9.2.19). */
export const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
