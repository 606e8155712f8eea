/** Days, clocks and offsets as seconds, and which of them can be the time of an interaction. */

/** Dates in words may be old, or moved into the future as MIMIC's are; a year beyond 2200 is none. */
const LAST_YEAR = 2200;
/** SQL Server and spreadsheets write 1900-01-01 for a date that is not known. */
const FIRST_DATE = -2_208_902_400;
/**
 * From 1969-12-31 to the end of January 1970: what a time of 0 comes to in any zone, and seconds that some program before us
 * read as milliseconds or finer.
 */
const ZERO_FROM = -86_400;
const ZERO_TO = 31 * 86_400;
const END_OF_DATES = Date.UTC(LAST_YEAR + 1, 0, 1) / 1000;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

/**
 * Seconds from 1970 to the start of a day of the Gregorian calendar, year 1 … 9999; NaN where it has no such day. Source: H.
 * Hinnant, chrono-compatible low-level date algorithms, `days_from_civil`.
 */
export function daySeconds(year: number, month: number, day: number): number {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * 86_400;
}

/** Seconds to the start of the n-th day of a year, ISO 8601's ordinal date. */
export const ordinalSeconds = (year: number, day: number): number =>
  day >= 1 && day <= (isLeap(year) ? 366 : 365) ? daySeconds(year, 1, 1) + (day - 1) * 86_400 : NaN;

/** Seconds to the start of a day of ISO 8601's week, 1 being Monday: week 1 is the one with the fourth of January. */
export function weekSeconds(year: number, week: number, day: number): number {
  if (!(week >= 1 && week <= 53 && day >= 1 && day <= 7)) return NaN;
  const fourth = daySeconds(year, 1, 4);
  const weekday = (((fourth / 86_400 + 3) % 7) + 7) % 7;
  return fourth + ((week - 1) * 7 + (day - 1) - weekday) * 86_400;
}

/** Seconds since midnight; 24:00 and a leap second are allowed. NaN where no clock shows that. */
export function clockSeconds(hour: number, minute: number, second: number): number {
  const valid = (hour < 24 && minute < 60 && second <= 60) || (hour === 24 && minute === 0 && second === 0);
  return valid ? hour * 3600 + minute * 60 + second : NaN;
}

/** Whether a date in words may be the time of an interaction: from 1900-01-02 to 2200-12-31, and not January 1970. */
export const isPlausibleDate = (seconds: number): boolean =>
  seconds >= FIRST_DATE && seconds < END_OF_DATES && !(seconds >= ZERO_FROM && seconds < ZERO_TO);

/** Whether a date stands for a time of 0, or for seconds that were read as a finer unit. */
export const isAroundZero = (seconds: number): boolean => seconds >= ZERO_FROM && seconds < ZERO_TO;
