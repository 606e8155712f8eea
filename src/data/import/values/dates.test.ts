import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySeconds } from './calendar.ts';
import { doubtfulZone, parseDate } from './dates.ts';
import { monthOf } from './datewords.ts';
import { detectTime, timeParser, unreadableZone } from './time.ts';
import type { DateOrder } from '../types.ts';

const DAY = Date.UTC(2019, 9, 15) / 1000;
const HOUR = 3600;
/** 21:37:13. */
const CLOCK = 21 * HOUR + 37 * 60 + 13;
const MINUTE = CLOCK - 13;

/** As a column of that one value is read. */
function read(text: string): number {
  const form = detectTime([text])?.form;
  const bytes = new TextEncoder().encode(text);
  return form === undefined || form.kind !== 'date' ? NaN : timeParser(form)(bytes, 0, bytes.length);
}

describe('dates that programs print', () => {
  it.each([
    // Java: seconds are left out where they are 0.
    ['2019-10-15T21:37Z[UTC]', MINUTE],
    ['2019-10-15T21:37:13.123456789+02:00[Europe/Berlin]', CLOCK - 2 * HOUR + 0.123456789],
    ['Tue Oct 15 21:37:13 CEST 2019', CLOCK - 2 * HOUR],
    ['October 15, 2019 at 9:37:13 PM EDT', CLOCK + 4 * HOUR],
    ['20191015+0800', -8 * HOUR],
    ['2019-W42-2Z', 0],
    ['2019-288+02:00', -2 * HOUR],
    // PostgreSQL, DuckDB, polars, Python, Go, Db2, Oracle, SAS, SQL Server, ASP.NET.
    ['2019-10-15 21:37:13+00', CLOCK],
    ['2019-10-15 21:37:13-05', CLOCK + 5 * HOUR],
    ['2019-10-15 21:37:13.5+05:30', CLOCK - 5.5 * HOUR + 0.5],
    ['2019-10-15T21:37:13.000000+0530', CLOCK - 5.5 * HOUR],
    ['2019-10-15 21:37:13.123 +0200 CEST m=+0.012', CLOCK - 2 * HOUR + 0.123],
    ['2019-10-15-21.37.13.250000', CLOCK + 0.25],
    ['15-OCT-19 09.37.13.000000 PM', CLOCK],
    ['15OCT2019:21:37:13', CLOCK],
    ['Oct 15 2019  9:37:13:250PM', CLOCK + 0.25],
    ['/Date(1571175433000)/', CLOCK],
    // Basic ISO, in logs and names of files.
    ['20191015T213713Z', CLOCK],
    ['20191015T213713.250+0200', CLOCK - 2 * HOUR + 0.25],
    ['20191015213713', CLOCK],
    ['201910152137', MINUTE],
    ['20191015213713250', CLOCK + 0.25],
    ['15/Oct/2019:21:37:13 +0000', CLOCK],
    ['[15/Oct/2019:21:37:13 -0500]', CLOCK + 5 * HOUR],
    ['2019:10:15 21:37:13', CLOCK],
    // JavaScript.
    ['Tue Oct 15 2019 21:37:13 GMT+0000 (Coordinated Universal Time)', CLOCK],
    ['Tue Oct 15 2019 21:37:13 GMT+0200 (Mitteleuropäische Sommerzeit)', CLOCK - 2 * HOUR],
    ['10/15/2019, 9:37:13 PM', CLOCK],
    ['10/15/2019, 9:37:13\u202fPM', CLOCK],
    ['15/10/2019, 21:37:13', CLOCK],
    ['15.10.2019, 21:37:13', CLOCK],
    ['15/10/2019, 9:37:13 p.\u00a0m.', CLOCK],
    ['2019-10-15, 9:37:13 p.m.', CLOCK],
    ['2019-10-15 21 h 37 min 13 s', CLOCK],
    ['15/10/2019 21:37:13 UTC+2', CLOCK - 2 * HOUR],
    ['15/10/2019 17:37:13 UTC\u22124', CLOCK],
    ['15. 10. 2019 21:37:13', CLOCK],
    ['2019. 10. 15. 21:37:13', CLOCK],
    ['2019. 10. 15. PM 9:37:13', CLOCK],
    ['2019/10/15 GMT+2 23:37:13', CLOCK],
    ['15.10.2019 klo 21.37.13', CLOCK],
    // Exports of services.
    ['Oct 15, 2019, 9:37:13 PM UTC', CLOCK],
    ['15 Oct 2019, 21:37', MINUTE],
    ['9:37 PM · Oct 15, 2019', MINUTE],
    ['9:37 PM - 15 Oct 2019', MINUTE],
    ['Fetched on Oct 15, 2019', NaN],
  ])('reads %j', (text, seconds) => {
    expect(read(text)).toBe(DAY + seconds);
  });
});

describe('dates that people write', () => {
  it.each([
    ['October 15, 2019 at 9:37 PM', MINUTE],
    ['Oct 15th, 2019 9:37pm', MINUTE],
    ['15. Oktober 2019 um 21:37 Uhr', MINUTE],
    ['mardi 15 octobre 2019 à 21h37', MINUTE],
    ['mar. 15 oct. 2019', 0],
    ['15 de octubre de 2019 a las 21:37', MINUTE],
    ['terça-feira, 15 de outubro de 2019 às 21:37', MINUTE],
    ['martedì 15 ottobre 2019 alle ore 21:37', MINUTE],
    ['dinsdag 15 oktober 2019 om 21:37', MINUTE],
    ['15 Ekim 2019 Salı 21:37', MINUTE],
    ['15 октября 2019 г. в 21:37', MINUTE],
    ['2019年10月15日', 0],
    ['2019年10月15日(火) 21:37', MINUTE],
    ['2019년 10월 15일 화요일 오후 9:37', MINUTE],
    ['21:37 15/10/2019', MINUTE],
    ['2019-10-15 9 PM', 21 * HOUR],
    ['15102019', 0],
    ['20191015.0', 0],
  ])('reads %j', (text, seconds) => {
    expect(read(text)).toBe(DAY + seconds);
  });

  it.each(['2019-10', '2019/10', '10/2019', 'Oct 2019', 'October 2019', 'octobre 2019', '2019年10月', '201910'])(
    'reads the month %s as its first day',
    (text) => {
      expect(read(text)).toBe(Date.UTC(2019, 9, 1) / 1000);
    },
  );

  it.each([
    ...['May', '12 May', '12/5', '1.2.3', '10.0.0.1', '978-3-16-148410-0', '+49 30 2019', '2019-2020', '2019-20'],
    ...[
      'N30 N36 2019',
      '1,2,2019',
      '-5-10-2019',
      'AB-12-2019',
      '31.02.2019',
      'Chapter 5, 2019',
      '12:30',
      '4006381333931',
    ],
  ])('takes %j for no date', (text) => {
    expect(read(text)).toBeNaN();
  });

  it('reads eight digits by the order that fits most, with or without a leading zero, and never a year as a day', () => {
    const dates = ['15102019', '03102019', '20102019', '3102019'];
    expect(detectTime(dates)?.form).toEqual({ kind: 'date', order: 'day first' });
    expect(detectTime(['10152019', '10032019'])?.form).toEqual({ kind: 'date', order: 'month first' });
    expect(detectTime(['20191003', '20191015'])?.form).toEqual({ kind: 'date', order: 'year first' });
    expect(dates.map((date) => parseDate(date, 'day first'))).toEqual(
      [15, 3, 20, 3].map((day) => Date.UTC(2019, 9, day) / 1000),
    );
    expect(detectTime(['03102019', '05112019'])?.ambiguous).toBe('03102019');
  });

  it('takes the first of three short numbers for the year where it differs less than the last', () => {
    const dates = ['19-10-15', '19-10-16', '20-01-03'];
    expect(detectTime(dates)?.form).toEqual({ kind: 'date', order: 'year first' });
    expect(parseDate('19-10-15', 'year first')).toBe(DAY);
    expect(detectTime(['15-10-19', '16-10-19', '03-01-20'])?.form).toEqual({ kind: 'date', order: 'day first' });
  });

  it.each([
    ['2019-10-15 21:37:13 CST', 'UTC+8 in China'],
    ['Tue Oct 15 21:37:13 IST 2019', 'UTC+5:30 in India'],
  ])('does not read %j, whose zone means several, and says so', (text, meaning) => {
    expect(read(text)).toBeNaN();
    expect(unreadableZone(['2019-10-15', text])).toContain(`"${text}" cannot be read: the zone`);
    expect(doubtfulZone(text)).toContain(meaning);
  });

  it.each(['1970-01-01 00:00:00', '1969-12-31 19:00:00', '1970-01-19', '1900-01-01', '0001-01-01', '9999-12-31'])(
    'takes %s for no time of an interaction',
    (text) => {
      expect(parseDate(text, 'day first')).toBeNaN();
      expect(parseDate(`${text.slice(0, 10)}T03:00:00.000Z`, 'day first')).toBeNaN();
    },
  );
});

/** Locales whose dates are read in full: words, orders, clocks. */
const LOCALES = [
  ...[
    'en-US',
    'en-GB',
    'en-CA',
    'en-AU',
    'en-IN',
    'de-DE',
    'de-AT',
    'de-CH',
    'fr-FR',
    'fr-CA',
    'fr-CH',
    'es-ES',
    'es-MX',
  ],
  ...[
    'pt-BR',
    'pt-PT',
    'it-IT',
    'nl-NL',
    'nl-BE',
    'sv-SE',
    'da-DK',
    'nb-NO',
    'fi-FI',
    'hu-HU',
    'ro-RO',
    'tr-TR',
    'ru-RU',
  ],
  ...['ja-JP', 'zh-CN', 'id-ID'],
];
const STYLES: readonly Intl.DateTimeFormatOptions[] = [
  {},
  { dateStyle: 'medium', timeStyle: 'medium' },
  { dateStyle: 'long', timeStyle: 'medium' },
  { dateStyle: 'full', timeStyle: 'medium' },
];
const instants = fc.integer({ min: Date.UTC(1971, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 });
const ORDERS: readonly DateOrder[] = ['day first', 'month first'];

describe('instants', () => {
  it('come back from every style of every locale', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...LOCALES), fc.constantFrom(...STYLES), (seconds, locale, style) => {
        const text = new Date(seconds * 1000).toLocaleString(locale, { timeZone: 'UTC', ...style });
        expect([text, ...ORDERS.map((order) => parseDate(text, order))]).toContain(seconds);
      }),
      { numRuns: 300 },
    );
  });

  const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');
  it('come back from ISO 8601 with any offset, in its basic form, and from logs', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -47, max: 56 }), fc.nat(999), (seconds, quarters, milliseconds) => {
        const local = new Date((seconds + quarters * 900) * 1000);
        const size = Math.abs(quarters) * 15;
        const offset = `${quarters < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
        const clock = `${local.toISOString().slice(0, 19)}.${pad(milliseconds, 3)}`;
        const basic = clock.replace(/[-:]/g, '');
        const expected = seconds + milliseconds / 1000;
        for (const text of [clock + offset, `${clock.replace('T', ' ')} ${offset.replace(':', '')}`, basic + offset]) {
          expect(read(text)).toBeCloseTo(expected, 6);
        }
        const [, , day, month, year, time] = /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(local.toUTCString()) ?? [];
        expect(read(`${day}/${month}/${year}:${time} ${offset.replace(':', '')}`)).toBe(seconds);
        expect(read(`${month} ${day} ${year} ${time} GMT${offset.replace(':', '')} (Somewhere Standard Time)`)).toBe(
          seconds,
        );
      }),
    );
  });

  it('have the days of the Gregorian calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000_000_000, max: 250_000_000_000 }), (seconds) => {
        const date = new Date(Math.floor(seconds / 86_400) * 86_400_000);
        expect(daySeconds(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(
          date.getTime() / 1000,
        );
      }),
    );
  });

  it('are never found by accident in texts that take long to read', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('1', ' ', ':', '.', '-', 'a', 'm', ',', '('), maxLength: 112 }),
        (text) => {
          expect(parseDate(text, 'day first')).not.toBe(0);
        },
      ),
    );
  });
});

describe('names of months', () => {
  it.each([
    'en',
    'de',
    'de-AT',
    'fr',
    'es',
    'pt',
    'it',
    'nl',
    'sv',
    'da',
    'nb',
    'fi',
    'hu',
    'ro',
    'tr',
    'ru',
    'sk',
    'ca',
    'id',
  ])('are known as %s writes them in a date', (locale) => {
    for (const month of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month, year: 'numeric' });
      for (let number = 1; number <= 12; number++) {
        const text = format.format(Date.UTC(2019, number - 1, 5));
        expect([text, parseDate(text, 'day first')]).toEqual([text, Date.UTC(2019, number - 1, 5) / 1000]);
      }
    }
  });

  it('leave out words that are one month here and another there', () => {
    expect(['listopada', 'lis', 'lip'].map(monthOf)).toEqual([0, 0, 0]);
  });
});
