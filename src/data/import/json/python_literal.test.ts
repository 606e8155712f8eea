import { describe, expect, it } from 'vitest';
import { dialectOf, prefixOf } from './json_dialect.ts';
import { LiteralStream } from './python_literal.ts';

function json(text: string, pieceBytes = 1 << 20): string {
  const bytes = new TextEncoder().encode(text);
  const stream = new LiteralStream();
  const decoder = new TextDecoder();
  let out = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    out += decoder.decode(stream.push(bytes.slice(at, at + pieceBytes)), { stream: true });
  }
  return out + decoder.decode(stream.finish());
}

const dialect = (text: string): string => dialectOf(new TextEncoder().encode(text), true).dialect;

describe('literals as JSON', () => {
  it.each([
    [String.raw`'it\'s "so"'`, `it's "so"`],
    [String.raw`"it's"`, "it's"],
    [String.raw`'\x41\u00e9\U0001f600\101\n\t\\'`, 'Aé😀A\n\t\\'],
    [String.raw`'\N{BULLET} \q'`, String.raw`\N{BULLET} \q`],
    [String.raw`'\a\v\0'`, '\x07\v\0'],
    [`u'x'`, 'x'],
    [`b'x'`, 'x'],
    [`None`, null],
    [`nan`, null],
    [`-inf`, null],
    [`(1, 2)`, [1, 2]],
    [`{'a': True, 2: False, b: .5, 'c': 5., 'd': 12L}`, { a: true, 2: false, b: 0.5, c: 5, d: 12 }],
    [`Decimal('1.50')`, '1.50'],
    [`np.float64(3.5)`, 3.5],
    [`ObjectId("5f")`, '5f'],
    [`new Date(1571175433000)`, 1571175433000],
    [`Timestamp('2017-01-02 00:00:00', tz='UTC')`, '2017-01-02 00:00:00'],
    [`datetime.datetime(2017, 1, 2, 3, 4)`, '2017-01-02 03:04:00'],
    [`datetime.datetime(2017, 1, 2, 3, 4, 5, 600, tzinfo=datetime.timezone.utc)`, '2017-01-02 03:04:05.000600Z'],
    [`datetime.date(2017, 1, 2)`, '2017-01-02'],
    [`{1, 'b'}`, [1, 'b']],
    [`{'a: b'}`, ['a: b']],
    [`set()`, null],
    [`{}`, {}],
    [
      `OrderedDict([('a', (1, "(")), ('b', ')')])`,
      [
        ['a', [1, '(']],
        ['b', ')'],
      ],
    ],
  ])('%s', (literal, value) => {
    for (const pieceBytes of [1, 2, 3, 1000]) {
      const text = json(`{'before': 1, 'x': ${literal}, 'after': [${literal}]}`, pieceBytes);
      expect(JSON.parse(text)).toEqual({ before: 1, x: value, after: [value] });
    }
  });

  it('leave JSON as it is', () => {
    const text = JSON.stringify({ a: 'x\\"y\n', b: [1.5e-3, -2, null, true], 'c d': { e: '☃' } }, null, 1);
    expect(json(text, 3)).toBe(text);
  });

  it('leave a line that is malformed without spoiling the next', () => {
    const lines = json("{'a': 'open\n{'a': 'b'}\n", 2).split('\n');
    expect(lines.slice(1)).toEqual(['{"a": "b"}', '']);
    expect(() => JSON.parse(lines[0]) as unknown).toThrow(SyntaxError);
  });
});

describe('how a text is written', () => {
  it.each([
    [`{'a': 1}\n{'a': 2}\n`, 'literals'],
    [`{u'a': 1}\n`, 'literals'],
    [`[{'a': "it's"}, {'a': 2}]`, 'literals'],
    [`{"it's": 1, 'b': None}\n{"it's": 1, 'b': None}\n`, 'literals'],
    [`{ a: 1 }\n`, 'literals'],
    [`{ "_id" : ObjectId("5f") }\n`, 'literals'],
    [`{"a": "it's 'so'"}\n{"a": NaN}\n`, 'json'],
    [`[\n {\n  "a": 1\n }\n]`, 'json'],
  ])('%j is %s', (text, is) => {
    expect(dialect(text)).toBe(is);
  });

  it.each([
    ['[{"a":1}]', ''],
    ['  {"a":1}', ''],
    ['window.YTD.like.part0 = [ {', 'window.YTD.like.part0 = '],
    ['var x = {', 'var x = '],
    ['callback({"a"', 'callback('],
    [`)]}'\n[1`, `)]}'\n`],
    ['user,item\n', null],
    ['a = b\n', null],
  ])('before %j stands %j', (text, prefix) => {
    expect(prefixOf(text)).toBe(prefix);
  });
});
