import { describe, expect, it } from 'vitest';
import { canonicalJson, isJson } from './json.ts';
import { MAX_JSON_DEPTH } from './limits.ts';

describe('canonicalJson', () => {
  it('spells the example of RFC 8785, section 3.2.2, as section 3.2.3 does', () => {
    const value: unknown = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(isJson(value) && canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts the keys of RFC 8785, section 3.2.3, by UTF-16 code units', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'];
    expect(text).toBe(`{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(',')}}`);
  });

  it('knows one zero', () => {
    expect(canonicalJson([-0])).toBe('[0]');
  });
});

describe('isJson', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

  it(`takes ${MAX_JSON_DEPTH} levels and no more`, () => {
    expect(isJson(nested(MAX_JSON_DEPTH - 1))).toBe(true);
    expect(isJson(nested(MAX_JSON_DEPTH))).toBe(true);
    expect(isJson(nested(MAX_JSON_DEPTH + 1))).toBe(false);
    expect(isJson(nested(100_000))).toBe(false);
  });

  it.each([
    ['infinity', Infinity],
    ['not a number', NaN],
    ['undefined', { a: undefined }],
    ['a function', [isJson]],
    ['half a surrogate pair', 'a\ud800'],
    ['half a pair in a key', { '\udc00': 1 }],
    ['a prototype', JSON.parse('{"__proto__":1}') as unknown],
  ])('refuses %s', (_what, value) => {
    expect(isJson(value)).toBe(false);
  });
});
