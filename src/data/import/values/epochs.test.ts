import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EARLIEST, LATEST } from './epochs.ts';
import { detectTime, timeFault, timeParser, timesOf } from './time.ts';
import type { EpochUnit, TimeForm } from '../types.ts';

const epoch = (unit: EpochUnit): TimeForm => ({ kind: 'epoch', unit });
const parse = (text: string, form: TimeForm): number => {
  const bytes = new TextEncoder().encode(text);
  return timeParser(form)(bytes, 0, bytes.length);
};
const SECONDS = 1_571_175_433;
const FACTORS = { s: 1, ms: 1e3, us: 1e6 } as const;
const units = fc.constantFrom('s' as const, 'ms' as const, 'us' as const);
const seconds = fc.integer({ min: EARLIEST, max: LATEST - 1 });

describe('numbers since 1970', () => {
  it.each([
    ['1571175433.123', 's', SECONDS + 0.123],
    ['1.571175433e9', 's', SECONDS],
    ['1571175433.0', 's', SECONDS],
    ['1571175433000', 'ms', SECONDS],
    ['1571175433000', 'mixed', SECONDS],
    ['1571175433', 'mixed', SECONDS],
    ['1571175', 'ks', 1_571_175_000],
    ['18184', 'days', Date.UTC(2019, 9, 15) / 1000],
    ['43753', 'excel', Date.UTC(2019, 9, 15) / 1000],
    ['43753.900845', 'excel', SECONDS + 0.008],
  ] as const)('reads %s in %s', (text, unit, expected) => {
    expect(parse(text, epoch(unit))).toBeCloseTo(expected, 3);
  });

  it('are read in one column each by its size, and only where both are seen', () => {
    const values = ['1600034948007', '1600074058007', '1600398561', '1600486879'];
    const detected = detectTime(values);
    expect(detected).toMatchObject({ form: epoch('mixed'), inRange: 1, ascending: true });
    expect(timesOf(values, epoch('mixed'))).toEqual([1600034948.007, 1600074058.007, 1600398561, 1600486879]);
    expect(detectTime(values.slice(0, 2))?.form).toEqual(epoch('ms'));
    expect(timesOf(values.slice(2), epoch('ms'))).toEqual([null, null]);
  });

  it('are detected where they are read, and read where they are detected', () => {
    fc.assert(
      fc.property(seconds, units, (time, unit) => {
        const text = String(time * FACTORS[unit]);
        expect(detectTime([text])).toMatchObject({ form: epoch(unit), inRange: 1 });
        expect(parse(text, epoch(unit))).toBe(time);
      }),
    );
    for (const outside of [EARLIEST - 1, LATEST]) {
      for (const factor of Object.values(FACTORS)) {
        expect(detectTime([String(outside * factor)])?.form).toEqual({ kind: 'order' });
        expect(parse(String(outside * factor), epoch('mixed'))).toBeNaN();
      }
    }
  });

  it.each([
    ['nine digits of a loyalty card', ['300000001', '300007920', '300015839']],
    ['ten digits of an order', ['2636471393', '6285898624', '6008089573', '4924884728', '7777196487']],
    ['article numbers', ['4006381333931', '5449000000996', '8710398527462']],
    ['Steam accounts', ['76561198000000001', '76561198000007921']],
  ])('are not seen in %s', (_, values) => {
    expect(detectTime(values)?.form).toEqual({ kind: 'order' });
  });
});

describe('times outside the plausible range', () => {
  it.each([
    ['0', epoch('s')],
    ['-1', epoch('ms')],
    ['1571175433', epoch('ms')],
    ['99999999999', epoch('s')],
    ['0', { kind: 'date', order: 'year first' }],
    ['1970-01-01 00:00:00', { kind: 'date', order: 'year first' }],
    ['0000-00-00 00:00:00', { kind: 'date', order: 'year first' }],
    ['9999-12-31', { kind: 'date', order: 'day first' }],
    ['0001-01-01T00:00:00', { kind: 'date', order: 'day first' }],
  ] as const)('are told from what cannot be read: %s', (text, form) => {
    expect(parse(text, form)).toBeNaN();
    expect(timeFault(text, form)).toBe('out of range');
  });

  it.each([
    ['soon', epoch('s')],
    ['2019-02-30', { kind: 'date', order: 'year first' }],
    ['yesterday', { kind: 'date', order: 'day first' }],
    ['x', { kind: 'order' }],
  ] as const)('are not what cannot be read: %s', (text, form) => {
    expect(timeFault(text, form)).toBe('unreadable');
  });

  it('do not hide the form of the others, however many are zero', () => {
    expect(detectTime(['0', '0', '0', '1600090505', '1600154049'])).toMatchObject({
      form: epoch('s'),
      readable: 1,
      inRange: 0.4,
      distinct: 2,
    });
    expect(detectTime(['0000-00-00', '1970-01-01', '0', '2019-10-15'])).toMatchObject({
      form: { kind: 'date', order: 'year first' },
      readable: 1,
      inRange: 0.25,
    });
  });
});

describe('suspicions', () => {
  it.each([
    [['1571175', '1571184'], 'looks like seconds divided by 1,000: 1571175 would be 2019-10-15', 'ks'],
    [['43753.9', '43754'], 'looks like a spreadsheet’s days: 43753.9 would be 2019-10-15', 'excel'],
    [['18184', '18185', '0'], 'looks like days since 1970: 18184 would be 2019-10-15', 'days'],
  ] as const)('name what %s look like, with the form that reads them', (values, sentence, unit) => {
    const detected = detectTime(values);
    expect(detected?.form).toEqual({ kind: 'order' });
    expect(detected?.suspicion).toEqual({ sentence, form: epoch(unit) });
  });

  it('say that dates of January 1970 are seconds read as something finer', () => {
    const detected = detectTime(['1970-01-19 04:26:15.433', '1970-01-19 04:26:16.100']);
    expect(detected).toMatchObject({ readable: 1, inRange: 0, suspicion: { form: null } });
    expect(detected?.suspicion?.sentence).toContain('January 1970');
  });

  it('say that clocks have lost AM and PM, and not where they show the afternoon or name it', () => {
    const hours = Array.from(
      { length: 30 },
      (_, i) => `${1 + (i % 28)}/1/2019, ${String(1 + (i % 12)).padStart(2, '0')}:0${i % 10}:03`,
    );
    expect(detectTime(hours)?.suspicion?.sentence).toContain('neither AM nor PM');
    expect(detectTime([...hours, '5/1/2019, 13:00:00'])?.suspicion).toBeNull();
    expect(detectTime(hours.map((time) => `${time} AM`))?.suspicion).toBeNull();
    expect(detectTime(hours.slice(0, 10))?.suspicion).toBeNull();
  });

  it('are absent from plain times and small numbers', () => {
    expect(detectTime(['1571175433'])?.suspicion).toBeNull();
    expect(detectTime(['1', '2', '3'])?.suspicion).toBeNull();
    expect(detectTime(['2019-10-15', '2019-10-16'])?.suspicion).toBeNull();
  });
});

describe('resolution', () => {
  it.each([
    [['2019-10', '2019-11'], 2_629_746],
    [['2019-10-15', '2019-10-16 00:00:00'], 86_400],
    [['1571097600', '1571184000'], 86_400],
    [['2019-10-15 21:00:00', '2019-10-15 22:00:00'], 3600],
    [['2019-10-15 21:37', '2019-10-15 21:38'], 60],
    [['2019-10-15 21:37:13', '2019-10-15 21:37:00'], 1],
    [['1571175433123', '1571175434000'], 0.001],
    [['1571175433.123456'], 0.000001],
    [['1571175', '1571200'], null],
  ])('of %s is %s', (values, expected) => {
    expect(detectTime(values)?.resolution).toBe(expected);
  });
});
