/** Every layout of JSON gives back the rows that were written, whatever the pieces the file comes in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonReader } from './json.ts';
import { jsonTable } from './json_table.ts';
import { defaultLimits } from '../limits.ts';
import { texts } from '../text/sample.ts';

interface Read {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Finds the table in a text and reads it again in pieces. */
function read(text: string, pieceBytes = 1 << 20): Read {
  const bytes = new TextEncoder().encode(text);
  const sample = { name: 'x.json', encoding: 'utf-8', bytes, complete: true } as const;
  const found = jsonTable(sample, {}, defaultLimits);
  if (found === null) throw new Error(`no JSON: ${text.slice(0, 200)}`);
  const { format, names } = found;
  const rows: string[][] = [];
  const reader = jsonReader(
    { name: 'x.json', format, columns: names },
    defaultLimits,
    (row) => rows.push(texts(row)) > 0,
  );
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.slice(at, at + pieceBytes));
  reader.finish();
  return { names, rows };
}

/** The columns `names` of what was read. */
const columns = ({ names, rows }: Read, wanted: readonly string[]): readonly (readonly (string | undefined)[])[] =>
  rows.map((row) => wanted.map((name) => row[names.indexOf(name)]));

interface Event {
  readonly user: string;
  readonly item: string;
  readonly ts: number;
}

const NAMES = ['user', 'item', 'ts'];

/** Python's repr of a string, which prefers single quotes. */
function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = [...text.matchAll(/[^]/gu)].map(([c]) => {
    const code = c.codePointAt(0) ?? 0;
    if (c === '\\' || c === quote) return `\\${c}`;
    if (c === '\n') return '\\n';
    if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : c;
  });
  return quote + escaped.join('') + quote;
}

const python = ({ user, item, ts }: Event): string => `{'user': ${repr(user)}, u'item': ${repr(item)}, 'ts': ${ts}L}`;
const values = (event: Event): readonly unknown[] => [event.user, event.item, event.ts];
const column = (events: readonly Event[], of: (event: Event) => unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(events.map((event, i) => [i, of(event)]));
const print = (value: unknown, indent: number): string => JSON.stringify(value, null, indent);

/** How a list of events may be written; the second argument is the indent. */
const WRITERS: Readonly<Record<string, (events: readonly Event[], indent: number) => string>> = {
  lines: (events) => events.map((event) => print(event, 0)).join('\n'),
  'lines of arrays below their names': (events) =>
    [NAMES, ...events.map(values)].map((row) => print(row, 0)).join('\r\n'),
  'a text sequence': (events, indent) => events.map((event) => `\x1e${print(event, indent)}\n`).join(''),
  'one object after the other': (events, indent) => events.map((event) => print(event, indent)).join(''),
  'an array': print,
  'an array of arrays below their names': (events, indent) => print([NAMES, ...events.map(values)], indent),
  'an array in an object': (events, indent) =>
    print({ status: 'ok', n: 3, page: { next: '}]"' }, data: events, more: [] }, indent),
  'an array in an object in an object': (events, indent) =>
    print({ a: [1, 2], data: { ids: ['x'], items: events } }, indent),
  'a script': (events, indent) => `window.YTD.like.part0 = ${print(events, indent)};\n`,
  "pandas' columns": (events, indent) =>
    print(
      { user: column(events, (e) => e.user), item: column(events, (e) => e.item), ts: column(events, (e) => e.ts) },
      indent,
    ),
  'lists of values': (events, indent) =>
    print({ user: events.map((e) => e.user), item: events.map((e) => e.item), ts: events.map((e) => e.ts) }, indent),
  "pandas' split": (events, indent) =>
    print({ columns: NAMES, index: events.map((_, i) => i), data: events.map(values) }, indent),
  "pandas' index": (events, indent) => print(Object.fromEntries(events.map((event, i) => [i, event])), indent),
  "pandas' table": (events, indent) => print({ schema: { fields: [{ name: 'user' }] }, data: events }, indent),
  'Python lines': (events) => events.map(python).join('\n'),
  'a Python list': (events) => `[${events.map(python).join(',\n ')},]`,
};

const event = fc.record({
  user: fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.toWellFormed()),
  item: fc.string({ unit: 'binary' }).map((text) => `i${text.toWellFormed()}`),
  ts: fc.integer({ min: 0 }),
});
const someEvents = fc.array(event, { minLength: 3, maxLength: 12 });

describe('a list of events written as', () => {
  it.each(Object.keys(WRITERS))('%s is read as it was, in pieces of any size', (name) => {
    fc.assert(
      fc.property(someEvents, fc.integer({ min: 1, max: 60 }), fc.constantFrom(0, 2), (events, pieceBytes, indent) => {
        const text = WRITERS[name](events, indent);
        const rows = events.map(({ user, item, ts }) => [user, item, String(ts)]);
        expect(columns(read(text, pieceBytes), NAMES)).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });
});

describe('rows that hold lists', () => {
  const sessions = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.array(event, { minLength: 2, maxLength: 5 })), {
    minLength: 2,
    maxLength: 5,
  });

  it('become a row for each element, whatever stands before and after the list', () => {
    fc.assert(
      fc.property(sessions, fc.integer({ min: 1, max: 60 }), fc.boolean(), (all, pieceBytes, before) => {
        const objects = all.map(([session, events], i) =>
          before ? { session, n: { o: i }, events } : { events, n: { o: i }, session },
        );
        const text = objects.map((object) => JSON.stringify(object)).join('\n');
        const rows = all.flatMap(([session, events], i) =>
          events.map((e) => [session, String(i), e.item, String(e.ts)]),
        );
        expect(columns(read(text, pieceBytes), ['session', 'n.o', 'events.item', 'events.ts'])).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('are unfolded in two levels where the elements hold lists again', () => {
    const text = [1, 2]
      .map((u) =>
        JSON.stringify({ u, visits: [1, 2].map((v) => ({ v, views: [{ item: `a${u}` }, { item: `b${v}` }] })) }),
      )
      .join('\n');
    const { names, rows } = read(text);
    expect(names).toEqual(['u', 'visits.v', 'visits.views.item']);
    expect(rows.map((row) => row.join())).toEqual([
      '1,1,a1',
      '1,1,b1',
      '1,2,a1',
      '1,2,b2',
      '2,1,a2',
      '2,1,b1',
      '2,2,a2',
      '2,2,b2',
    ]);
  });

  it('give a row without those fields where there is no list, and none where it is empty', () => {
    const { rows } = read(
      '{"u":1,"e":[{"i":1},{"i":2}]}\n{"u":2}\n{"u":3,"e":[]}\n{"u":4,"e":[{"i":3},4]}\n{"u":5,"e":null}',
    );
    expect(rows).toEqual([['1', '1'], ['1', '2'], ['2', ''], ['4', '3'], [], ['5', '']]);
  });

  it('read a list that never holds more than one element as that element', () => {
    const text = '{"t":"a","subtitles":[{"name":"c","url":"u"}]}\n{"t":"b"}\n{"t":"c","subtitles":[{"name":"d"}]}';
    expect(read(text)).toEqual({
      names: ['t', 'subtitles.name', 'subtitles.url'],
      rows: [
        ['a', 'c', 'u'],
        ['b', '', ''],
        ['c', 'd', ''],
      ],
    });
  });
});

describe('objects by their keys', () => {
  it.each([
    ['histories', '{"ann":[{"i":1},{"i":2}],"b\\u00e9":[{"i":3}],"cid":[]}', ['key', 'i'], ['ann,1', 'ann,2', 'bé,3']],
    [
      'histories of pairs',
      '{"ann":[["a",1],["b",2]],"bob":[["c",3]],"cid":[["a",4]]}',
      ['key', 'column 1', 'column 2'],
      ['ann,a,1', 'ann,b,2', 'bob,c,3', 'cid,a,4'],
    ],
    [
      'lists',
      '{"ann":["a","b"],"bob":["c"],"cid":["a"]}',
      ['column 1', 'column 2'],
      ['ann,["a","b"]', 'bob,["c"]', 'cid,["a"]'],
    ],
    [
      'ratings',
      '{"ann":{"Heat":4.5,"Alien":3},"bob":{"Big":2},"cid":{"Up":1}}',
      ['column 1', 'column 2', 'column 3'],
      ['ann,Heat,4.5', 'ann,Alien,3', 'bob,Big,2', 'cid,Up,1'],
    ],
    [
      'rows of other names',
      '{"x":{"u":1,"i":2},"y":{"i":4,"u":3},"z":{"u":5,"i":6}}',
      ['key', 'u', 'i'],
      ['x,1,2', 'y,3,4', 'z,5,6'],
    ],
  ])('are %s', (_, text, names, rows) => {
    for (const pieceBytes of [1, 7, 1000]) {
      const found = read(text, pieceBytes);
      expect([found.names, found.rows.map((row) => row.join())]).toEqual([names, rows]);
    }
  });
});

describe('values of other systems', () => {
  it.each([
    ['{"$oid":"5f"}', '5f'],
    ['{"$date":"2019-10-15T21:37:13Z"}', '2019-10-15T21:37:13Z'],
    ['{ "$date" : { "$numberLong" : "1571175433000" } }', '1571175433000'],
    ['{"$numberLong":"9007199254740993"}', '9007199254740993'],
    ['{"$numberDecimal":"1.50"}', '1.50'],
    ['{"$timestamp":{"t":1571175433,"i":1}}', '1571175433'],
    ['{"S":"u\\u00e9"}', 'ué'],
    ['{"long":5}', '5'],
    ['1234567890123456789', '1234567890123456789'],
    ['NaN', 'NaN'],
  ])('%s is one value', (value, field) => {
    const line = `{"u":${value},"i":"x"}\n`;
    expect(read(line + line)).toEqual({
      names: ['u', 'i'],
      rows: [
        [field, 'x'],
        [field, 'x'],
      ],
    });
  });

  it('are fields of their own where an object has others beside them', () => {
    expect(read('{"u":{"long":5,"lat":6}}\n{"u":{"long":7,"lat":8}}').names).toEqual(['u.long', 'u.lat']);
  });
});

describe('keys', () => {
  it('are found however they are escaped, with dots in them, and called __proto__', () => {
    const text = '{"caf\\u00e9":1,"a.b":2,"__proto__":{"x":3}}\n{"café":4,"a":{"b":5},"__proto__":{"x":6}}';
    expect(read(text)).toEqual({
      names: ['café', 'a.b', '__proto__.x'],
      rows: [
        ['1', '2', '3'],
        ['4', '5', '6'],
      ],
    });
  });

  it('that come twice count once, the last time', () => {
    expect(read('{"a":1,"b":2,"a":3}\n{"a":1,"b":2}').rows).toEqual([
      ['3', '2'],
      ['1', '2'],
    ]);
  });

  it('of a map, so many that they are ids, are no columns', () => {
    const map = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`k${i}`, i]));
    expect(read(`${JSON.stringify({ u: 1, map })}\n${JSON.stringify({ u: 2, map })}`).names).toEqual(['u', 'map']);
  });
});

it('meets any depth without running out of stack', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  expect(read(`{"a":1,"b":${deep}}\n{"a":2,"b":${deep}}`).rows.map(([a]) => a)).toEqual(['1', '2']);
  const objects = '{"x":'.repeat(50_000) + '1' + '}'.repeat(50_000);
  expect(read(`{"a":1,"b":${objects}}\n{"a":2,"b":${objects}}`).rows.map(([a]) => a)).toEqual(['1', '2']);
});
