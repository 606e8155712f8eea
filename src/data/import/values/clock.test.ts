import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectClock, parseClock } from './clock.ts';

describe('parseClock', () => {
  it.each([
    ['21:37:13', 77_833],
    ['9:37 PM', 77_820],
    ['12:05 am', 300],
    ['21.37', 77_820],
    ['21h37', 77_820],
    ['0 days 21:37:13.500000', 77_833.5],
    ['1899-12-30 21:37:13', 77_833],
    ['21:37:13+02:00', 70_633],
  ])('reads %j', (text, seconds) => {
    expect(parseClock(text, 'written')).toBe(seconds);
  });

  it.each([
    ['838', 'hhmm', 8 * 3600 + 38 * 60],
    ['0838', 'hhmm', 8 * 3600 + 38 * 60],
    ['2137.0', 'hhmm', 77_820],
    ['5', 'hhmm', 300],
    ['80000', 'hhmmss', 8 * 3600],
    ['213713', 'hhmmss', 77_833],
  ] as const)('reads the number %s as %s', (text, form, seconds) => {
    expect(parseClock(text, form)).toBe(seconds);
  });

  it.each(['', '25:00', '12:60', '21:37 on Monday x', '2019-10-15 21:37', '13:00 AM', '1 days 00:00:00', '5.5', '10'])(
    'takes %j for no written clock',
    (text) => {
      expect(parseClock(text, 'written')).toBeNaN();
    },
  );

  it('gives back every second of the day as five programs write it', () => {
    fc.assert(
      fc.property(fc.nat(86_399), (seconds) => {
        const date = new Date(seconds * 1000);
        const iso = date.toISOString().slice(11, 19);
        const digits = String(Number(iso.replaceAll(':', '')));
        expect(parseClock(iso, 'written')).toBe(seconds);
        expect(parseClock(iso.replaceAll(':', '.'), 'written')).toBe(seconds);
        expect(parseClock(date.toLocaleTimeString('en-US', { timeZone: 'UTC' }), 'written')).toBe(seconds);
        expect(parseClock(digits, 'hhmmss')).toBe(seconds);
        expect(parseClock(String(Math.floor(Number(digits) / 100)), 'hhmm')).toBe(seconds - (seconds % 60));
      }),
    );
  });
});

describe('detectClock', () => {
  it('finds a column of clocks where every value is one and they differ', () => {
    expect(detectClock(['21:37', '', '9:05'])).toMatchObject({ form: 'written', distinct: 2, resolution: 60 });
    expect(detectClock(['838', '2137', '15', '1200', '2359'])).toMatchObject({ form: 'hhmm', resolution: 60 });
    expect(detectClock(['80001', '213713'])).toMatchObject({ form: 'hhmmss', resolution: 1 });
    expect(detectClock(['21:37', '21:37'])).toBeNull();
    expect(detectClock(['21:37', 'noon'])).toBeNull();
    expect(detectClock(['2019-10-15 21:37', '2019-10-15 21:38'])).toBeNull();
  });

  it('takes ratings, quantities and ids for none, and is the surer of numbers the more there are', () => {
    expect(detectClock(['1', '2', '5', '3'])).toBeNull();
    expect(detectClock(['12', '59', '7'])).toBeNull();
    expect(detectClock(['838', '2160'])).toBeNull();
    expect(detectClock(['8380', '2137'])).toBeNull();
    const few = detectClock(['838', '2137'])?.confidence ?? NaN;
    const many = detectClock(['838', '2137', '1201', '1455', '930', '1015', '1659', '2000'])?.confidence ?? NaN;
    expect(few).toBeLessThan(0.6);
    expect(many).toBeGreaterThan(0.85);
  });
});
