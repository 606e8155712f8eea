import { describe, expect, it } from 'vitest';
import { SettingsError } from './errors.ts';
import * as s from './schema.ts';

interface Options {
  readonly count?: number;
  readonly rule?: 'filtered' | 'kept';
  readonly name: string;
}

const options = s.fields<Options>({
  count: s.perhaps(s.whole(1, 128)),
  rule: s.perhaps(s.oneOf(['filtered', 'kept'])),
  name: s.text(),
});
const read = (value: unknown): Options => s.checked(options, value, 'list', 'options');

describe('an object of options', () => {
  it('gives a copy of what is named, without what is undefined and without −0', () => {
    const given = { name: 'a', count: 3, rule: undefined };
    expect(read(given)).toEqual({ name: 'a', count: 3 });
    expect(Object.keys(read(given))).toEqual(['count', 'name']);
    expect(read(given)).not.toBe(given);
    expect(s.checked(s.whole(0), -0, 'x')).toBe(0);
    expect(s.checked(s.number, -0, 'x')).toBe(0);
  });

  it('may have no prototype, and is no other kind of object', () => {
    expect(read(Object.assign(Object.create(null) as object, { name: 'a' }))).toEqual({ name: 'a' });
    class Named {
      readonly name = 'a';
    }
    for (const other of [[], new Map(), new Date(), new Named(), Float32Array.of(1), 'a', 5, null]) {
      expect(() => read(other)).toThrow(/^list: options is .*, expected an object$/);
    }
  });

  it.each([
    [{ name: 'a', count: 0 }, 'list: options.count is 0, expected a whole number from 1 to 128'],
    [{ name: 'a', count: '5' }, 'list: options.count is "5", expected a whole number from 1 to 128'],
    [{ name: 'a', count: [5] }, 'list: options.count is a list of 1, expected a whole number from 1 to 128'],
    [
      { name: 'a', rule: 'Filtered' },
      'list: options.rule is "Filtered", expected one of filtered, kept; did you mean \'filtered\'?',
    ],
    [{ name: 'a', rule: 5 }, 'list: options.rule is 5, expected text: one of filtered, kept'],
    [{ name: 'a', cuont: 5 }, 'list: options.cuont is not known, expected one of count, rule, name'],
    [
      { name: 'a', counts: 5 },
      "list: options.counts is not known, expected one of count, rule, name; did you mean 'count'?",
    ],
    [{ name: 'a', constructor: 5 }, 'list: options.constructor is not known, expected one of count, rule, name'],
    [
      JSON.parse('{"name":"a","__proto__":5}'),
      'list: options.__proto__ is not known, expected one of count, rule, name',
    ],
    [{}, 'list: options.name is missing, expected an object with count, rule, name'],
  ])('says of %j what is wrong, where, and what is right', (given, message) => {
    expect(() => read(given)).toThrow(new SettingsError(message));
  });

  it('takes nothing that is inherited', () => {
    expect(() => read(Object.create({ name: 'a' }))).toThrow(SettingsError);
  });

  it('that throws when it is read cannot be read', () => {
    const throws = (): never => {
      throw new TypeError('no');
    };
    const proxy = new Proxy({}, { get: throws, ownKeys: throws, getPrototypeOf: throws });
    for (const given of [proxy, Object.defineProperty({}, 'name', { get: throws, enumerable: true })]) {
      expect(() => read(given)).toThrow(new SettingsError('list: options cannot be read, expected plain data'));
    }
  });
});

describe('a list of texts', () => {
  const texts = s.textsOf('item ids');

  it('is the same list, not a copy: a history may be long', () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => `i${i}`);
    expect(s.checked(texts, ids, 'recommend', 'history')).toBe(ids);
  });

  it('names the first that is none, holes too', () => {
    expect(() => s.checked(texts, ['a', 5, null], 'recommend', 'history')).toThrow(
      new SettingsError('recommend: history.1 is 5, expected text'),
    );
    expect(() => s.checked(texts, new Array(9_000_000), 'recommend', 'history')).toThrow(/history\.0 is undefined/);
    expect(() => s.checked(texts, new Array(2 ** 32 - 1), 'recommend', 'history')).toThrow(/a list of item ids/);
  });
});

describe('an object by one of its words or keys', () => {
  type Form = { readonly kind: 'order' } | { readonly kind: 'epoch'; readonly unit: 's' | 'ms' };
  const form = s.byWord<'kind', Form>('kind', {
    order: s.fields<{ readonly kind: 'order' }>({ kind: s.oneOf(['order']) }),
    epoch: s.fields<Extract<Form, { unit: unknown }>>({ kind: s.oneOf(['epoch']), unit: s.oneOf(['s', 'ms']) }),
  });
  const by = s.byKey<object>({
    run: s.fields<{ readonly run: string }>({ run: s.text() }),
    dataset: s.fields<{ readonly dataset: string }>({ dataset: s.text() }),
  });

  it('goes by the schema of the word', () => {
    expect(s.checked(form, { kind: 'epoch', unit: 'ms' }, 'time')).toEqual({ kind: 'epoch', unit: 'ms' });
    expect(() => s.checked(form, { kind: 'epoch', unit: 'h' }, 'time')).toThrow(/unit is "h", expected one of s, ms/);
    expect(() => s.checked(form, { kind: 'order', unit: 's' }, 'time')).toThrow(/unit is not known/);
    expect(() => s.checked(form, { kind: 'epochs' }, 'time')).toThrow(/kind is "epochs".*did you mean 'epoch'/);
    expect(() => s.checked(form, {}, 'time')).toThrow(/kind is missing, expected one of order, epoch/);
    expect(() => s.checked(form, 5, 'time')).toThrow(/it is 5, expected an object/);
  });

  it('goes by the first key that it has, and has no other', () => {
    expect(s.checked(by, { dataset: 'a' }, 'by')).toEqual({ dataset: 'a' });
    expect(() => s.checked(by, { dataset: 'a', run: 'b' }, 'by')).toThrow(/dataset is not known, expected one of run/);
    expect(() => s.checked(by, { data: 'a' }, 'by')).toThrow(/it is an object, expected an object with run or dataset/);
  });
});

it.each([8, 12, 20])('%d is in a range from 8 to 20 in steps of 4', (value) => {
  expect(s.checked(s.inRange({ minimum: 8, maximum: 20, step: 4 }), value, 'setting')).toBe(value);
});

it.each([10, 4, 24, 9.5, NaN])('%d is not', (value) => {
  const schema = s.inRange({ minimum: 8, maximum: 20, step: 4 });
  expect(() => s.checked(schema, value, 'setting')).toThrow('expected a whole number from 8 to 20 in steps of 4');
});
