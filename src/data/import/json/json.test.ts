import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonReader } from './json.ts';
import { defaultLimits } from '../limits.ts';
import { texts } from '../text/sample.ts';
import type { JsonFormat } from '../types.ts';

const lines: JsonFormat = {
  ...{ kind: 'json', encoding: 'utf-8', dialect: 'json', prefix: '', layout: 'lines', at: [], rows: 'objects' },
  ...{ header: false, events: [], key: null, frame: null },
};

function cut(
  text: string,
  columns: readonly string[],
  { pieceBytes = 1 << 20, ...format }: { pieceBytes?: number } & Partial<JsonFormat> = {},
): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const table = { name: 'x.json', format: { ...lines, ...format }, columns };
  const reader = jsonReader(table, defaultLimits, (row) => rows.push(texts(row)) > 0);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes));
  reader.finish();
  return rows;
}

describe('JSON lines', () => {
  it('gives fields in the order of the columns, with absent keys and null empty', () => {
    const text = '{"user":"u1","item":7}\r\n\n{ "item" : null , "more" : [1,{"x":"}"}], "user" : "u2" }';
    expect(cut(text, ['user', 'item', 'none'])).toEqual([
      ['u1', '7', ''],
      ['u2', '', ''],
    ]);
  });

  it('keeps numbers as they are written', () => {
    const line = '{"a":12345678901234567890,"b":1.50e3,"c":-0.0,"d":true}';
    expect(cut(line, ['a', 'b', 'c', 'd'])).toEqual([['12345678901234567890', '1.50e3', '-0.0', 'true']]);
  });

  it.each([
    'x',
    '[1]',
    '{"a":1',
    '{"a":1}}',
    '{"a":1} x',
    '{a:1}',
    "{'a':1}",
    '{"a":01}',
    '{"a":}',
    '{"a" 1}',
    '{"a":"\\q"}',
    '{"a":"x',
  ])('hands on %j as a row without fields', (line) => {
    expect(cut(line, ['a'])).toEqual([[]]);
  });

  it('reads whatever JSON.stringify writes, in pieces of any size', () => {
    const value = fc.record({
      __proto__: fc.string(),
      'a"b': fc.string({ unit: 'binary' }),
      c: fc.oneof(fc.string(), fc.constant(null)),
    });
    fc.assert(
      fc.property(fc.array(value), fc.integer({ min: 1, max: 40 }), (objects, pieceBytes) => {
        const wellFormed = objects.map((object) => ({ ...object, 'a"b': object['a"b'].toWellFormed() }));
        const rows = wellFormed.map((object) => [object['a"b'], object.c ?? '']);
        const lines = wellFormed.map((object) => JSON.stringify(object)).join('\n');
        expect(cut(lines, ['a"b', 'c'], { pieceBytes })).toEqual(rows);
        for (const indent of [0, 2]) {
          const array = JSON.stringify(wellFormed, null, indent);
          expect(cut(array, ['a"b', 'c'], { pieceBytes, layout: 'elements' })).toEqual(rows);
        }
      }),
    );
  });
});

describe('one JSON array', () => {
  it('is a row an element, whatever stands between two', () => {
    const text = '\n[ {"a": 1,\n  "b": [{"a": 2}]}\n,{"a":"]},{"}\t, {} ]\n';
    expect(cut(text, ['a', 'b'], { layout: 'elements' })).toEqual([
      ['1', '[{"a": 2}]'],
      [']},{', ''],
      ['', ''],
    ]);
  });

  it('hands on what is no object as a row without fields, and what is cut off too', () => {
    expect(cut('[{"a":1}, 2, "x", {"a":3}]', ['a'], { layout: 'elements' })).toEqual([['1'], [], [], ['3']]);
    expect(cut('[{"a":1}, {"a":2', ['a'], { layout: 'elements' })).toEqual([['1'], []]);
    for (const pieceBytes of [1, 5, 100]) {
      const rows = cut('[{"a":1}, what is this }, {"a":3}, 4]', ['a'], { layout: 'elements', pieceBytes });
      expect(rows).toEqual([['1'], [], ['3'], []]); // what follows it is not lost
    }
  });
});
