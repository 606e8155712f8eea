/** Clocks: within a date, and alone in a column beside one of days. */
import { clockSeconds } from './calendar.ts';
import { isWeekday, monthOf, plainText } from './datewords.ts';
import { offsetSeconds, severalZones, zoneSeconds } from './zones.ts';

/** 21:37, 21:37:13, with a fraction after `.`, `,` or `:`; AM or PM may stand before it, as Koreans write it. */
const COLONS = /(?:\b([ap])m\s*)?(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?(?!\d)/;
/** 21.37.13 as Danes, Finns, Indonesians and Oracle write it: after something, so that it is not the date. */
const DOTS = /(?<=[\s,])([ap]m\s)?(\d{1,2})\.(\d{2})(?:\.(\d{2})(?:[.,](\d{1,9}))?)?(?=\s|$)/;
/** 21 h 07 min 03 s, 21h07. */
const LETTERS =
  /(?:\b([ap])m\s*)?(?<!\d)(\d{1,2})\s?h\s?(?:(\d{1,2})(?:\s?min)?(?:\s?(\d{1,2})(?:[.,](\d{1,9}))?\s?s)?)?(?![\d\p{L}])/u;
/** 9 PM. */
const HOUR_ONLY = /()(?<![\d:.])(\d{1,2})(?=\s?[ap]\.?\s?m\b)/;
const HALF = /^\s{0,3}([ap])\.?\s?m\b\.?/;
const OFFSET = /^\s?\[?(utc|gmt|ut)?\s?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)\]?/;
/** A zone between the date and the clock, as the Chinese write it. */
const EARLY_OFFSET = /\s(?:utc|gmt)([+-])(\d{1,2})(?::(\d{2}))?$/;
const ABBREVIATION = /^\s?\[?(\p{L}{1,5})\b\]?/u;
/** What follows a zone: JavaScript's name of it, Java's id of it, Go's monotonic clock. */
const COMMENT = /^\s*(?:\([^()]*\)|\[[^[\]]*\]|m=[+-][\d.]+)\s*$/;

interface FoundClock {
  /** Whole seconds since midnight in UTC, which with a zone may be below 0 or above a day; NaN where no clock shows that. */
  readonly seconds: number;
  /** Seconds, below 1. */
  readonly fraction: number;
  /** Before the clock, without a `T` or `:` that joins it to the date. */
  readonly before: string;
  readonly after: string;
  /** An abbreviation that means several offsets, null where there is none. */
  readonly doubtful: string | null;
}

/** Hours 0 … 24; PM after an hour beyond 12, as some programs print it, says nothing new. */
function fullHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour > 12) return half === 'p' ? hour : NaN;
  if (hour === 0) return half === 'a' ? 0 : NaN;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** The zone at the start of `text`: how many seconds east, and what is left. */
function cutZone(text: string): { offset: number; rest: string; doubtful: string | null } {
  if (text === '') return { offset: 0, rest: '', doubtful: null };
  const numeric = OFFSET.exec(text);
  if (numeric && (numeric[1] !== undefined || numeric[3].length === 2)) {
    const rest = text.slice(numeric[0].length);
    // Go and others print the name of the zone after its offset.
    const name = /^\s([a-z]{3,5})\b/.exec(rest);
    const named = name !== null && monthOf(name[1]) === 0 && !isWeekday(name[1]);
    const left = named ? rest.slice(name[0].length) : rest;
    return {
      offset: offsetSeconds(numeric[2], numeric[3], numeric[4]),
      rest: left.replace(COMMENT, ''),
      doubtful: null,
    };
  }
  const name = ABBREVIATION.exec(text);
  const offset = name === null ? undefined : zoneSeconds(name[1]);
  if (name === null || offset === undefined) {
    return { offset: 0, rest: text, doubtful: name !== null && severalZones(name[1]) !== undefined ? name[1] : null };
  }
  return { offset, rest: text.slice(name[0].length).replace(COMMENT, ''), doubtful: null };
}

/** Each form is looked for only where its sign is, since most of a date's time of reading goes here. */
const clockIn = (text: string): RegExpExecArray | null =>
  (text.includes(':') ? COLONS.exec(text) : null) ??
  (text.includes('.') ? DOTS.exec(text) : null) ??
  (text.includes('h') ? LETTERS.exec(text) : null) ??
  (text.includes('m') ? HOUR_ONLY.exec(text) : null);

const isJoint = (sign: string): boolean => sign === ' ' || sign === ',' || sign === '\t';

/** What stands before a clock, without what joins it to the date: spaces and commas, `T` behind a digit, `:`. */
function beforeClock(text: string): string {
  let end = text.length;
  while (end > 0 && isJoint(text[end - 1])) end--;
  if (end === text.length && end > 0 && (text[end - 1] === ':' || /\dt$/.test(text.slice(-2)))) end--;
  return text.slice(0, end);
}

/** The clock in a text as `plainText` gives it; null where there is none. */
export function findClock(text: string): FoundClock | null {
  const found = clockIn(text);
  if (found === null) return null;
  const [, early, hour, minute, second, digits]: readonly (string | undefined)[] = found;
  const behind = text.slice(found.index + found[0].length);
  const half = behind === '' ? null : HALF.exec(behind);
  const { offset, rest, doubtful } = cutZone(half ? behind.slice(half[0].length) : behind);
  const before = beforeClock(text.slice(0, found.index));
  const zone = before.includes('t') || before.includes('c') ? EARLY_OFFSET.exec(before) : null;
  const seconds = clockSeconds(
    fullHour(Number(hour), half?.[1] ?? early?.[0]),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  return {
    seconds: seconds - offset - (zone ? offsetSeconds(zone[1], zone[2], zone[3]) : 0),
    fraction: digits === undefined ? 0 : Number(`0.${digits}`),
    before: zone ? before.slice(0, zone.index) : before,
    after: rest,
    doubtful,
  };
}

/**
 * How a column writes clocks: as people do (`21:37:13`, `9:37 PM`, `21.37`, `21 h 37`), or as one number, 838 or 0838 for 8:38
 * and 213713 for 21:37:13, or as whole hours, 21 for 21:00.
 */
export const clockForms = ['written', 'hours', 'hhmm', 'hhmmss'] as const;
export type ClockForm = (typeof clockForms)[number];

/** What some programs write before a clock that has no day: pandas, Excel and Access, SQL Server, Java. */
const NO_DAY =
  /^(?:0 days,?|1899-12-3[01]|3[01]\.12\.1899|12\/3[01]\/1899|1900-01-0[01]|1970-01-01|0001-01-01)[t\s]\s*/;
/** Characters of the longest clock with room to spare. */
const LONGEST_CLOCK = 48;
const NUMBER = /^\d{1,6}(?:\.0+)?$/;

function numberClock(plain: string, form: Exclude<ClockForm, 'written'>): number {
  if (!NUMBER.test(plain)) return NaN;
  const value = Math.trunc(Number(plain));
  if (form === 'hours') return value > 23 ? NaN : value * 3600;
  const [hhmm, second] = form === 'hhmm' ? [value, 0] : [Math.trunc(value / 100), value % 100];
  return hhmm === 2400 ? NaN : clockSeconds(Math.trunc(hhmm / 100), hhmm % 100, second);
}

/** Seconds since midnight, in UTC where a zone is given; NaN where the text is no clock. */
export function parseClock(text: string, form: ClockForm): number {
  if (text.length > LONGEST_CLOCK) return NaN;
  const plain = plainText(text);
  if (form !== 'written') return numberClock(plain, form);
  // A dotted clock is told from a date by what stands before it.
  const clock = findClock(` ${plain.replace(NO_DAY, '')}`);
  return clock === null || clock.before.trim() !== '' || clock.after.trim() !== ''
    ? NaN
    : clock.seconds + clock.fraction;
}

export interface DetectedClock {
  readonly form: ClockForm;
  /** 0 … 1, from the values alone. Numbers are clocks by chance the less, the more different ones there are. */
  readonly confidence: number;
  readonly distinct: number;
  /** Seconds between values that can be told apart: 1, 60 or 3600. */
  readonly resolution: number;
}

/** Share of the numbers of four or six digits that are clocks. */
const BY_CHANCE = { hhmm: 0.6, hhmmss: 0.36 } as const;
/** A number below is an hour or a minute at most, as ratings and quantities are. */
const LEAST = { hhmm: 100, hhmmss: 10_000 } as const;

const FORMS = ['written', 'hours', 'hhmm', 'hhmmss'] as const;

/**
 * How a column writes clocks; null where a value is none, or where all are equal. Values that are blank are passed over.
 * @param isHour whether the column is called the hour: then 0 … 23 are hours and no minutes
 */
export function detectClock(values: readonly string[], isHour = false): DetectedClock | null {
  const present = values.filter((value) => value.trim() !== '');
  for (const form of isHour ? FORMS : FORMS.filter((each) => each !== 'hours')) {
    const clocks = present.map((value) => parseClock(value, form));
    const distinct = new Set(clocks).size;
    if (distinct < 2 || clocks.some(Number.isNaN)) continue;
    const resolution = [3600, 60].find((unit) => clocks.every((clock) => clock % unit === 0)) ?? 1;
    if (form === 'hours') return { form, confidence: 0.9, distinct, resolution };
    if (form === 'written') return { form, confidence: 0.95, distinct, resolution };
    const large = new Set(present.map(Number).filter((value) => value >= LEAST[form])).size;
    if (large === 0) continue;
    return { form, confidence: Number((0.9 * (1 - BY_CHANCE[form] ** large)).toFixed(2)), distinct, resolution };
  }
  return null;
}
