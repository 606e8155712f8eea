import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../core/errors.ts';
import { defaultLimits } from '../limits.ts';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { sources } from '../archives/source.ts';
import { kindOf } from '../table_kind.ts';
import { file, importFiles, triples } from '../testing.ts';
import type { ImportResult, NamedBlob } from '../types.ts';

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];
type Written = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;

const written = (columnData: Columns, how: Written = {}): NamedBlob =>
  file('t.parquet', new Uint8Array(parquetWriteBuffer({ columnData, ...how })));

/** Made by `parquet/examples/make.py`; those that can be imported lie among the examples of all formats. */
const example = (name: string): NamedBlob => {
  const own = ['types', 'nested', 'empty'].includes(name);
  const path = own ? `./examples/${name}.parquet` : `../examples/parquet_${name}/parquet_${name}.parquet`;
  return file(`${name}.parquet`, new Uint8Array(readFileSync(new URL(path, import.meta.url))));
};

/** Names, types and rows of the table that is found. */
async function tableOf(one: NamedBlob) {
  const [source] = await sources([one]);
  const { table, warnings } = await (await kindOf(source)).find(source, {}, defaultLimits);
  return { names: table.names, types: table.types, rows: table.rows, format: table.format, warnings };
}

const outcome = (result: ImportResult) => ({
  triples: triples(result),
  users: result.interactions.users,
  items: result.interactions.catalogue.ids,
  rows: result.rows,
  problems: result.problems.map(({ kind, rows, examples }) => ({
    ...{ kind, rows },
    examples: examples.map(({ row, column, value, cells }) => ({ row, column, value, cells })),
  })),
});

/** What an import comes to, or why it is refused. */
async function outcomeOf(one: NamedBlob) {
  try {
    return outcome(await importFiles([one], { acceptProblems: true }));
  } catch (failure) {
    return failure instanceof Error ? failure.message.replaceAll(/t\.(csv|parquet)/g, 't') : failure;
  }
}

describe('a Parquet file', () => {
  it('comes to what the same table comes to as CSV', async () => {
    const id = fc.oneof(
      fc.constantFrom('a', 'b', 'ü', 'a b', 'NULL', '007'),
      fc.integer({ min: -5, max: 30 }).map(String),
    );
    const whole = fc.record({
      user: fc.option(id, { freq: 8 }),
      item: fc.option(fc.bigInt({ min: 9007199254740990n, max: 9007199254740999n }), { freq: 8 }),
      time: fc.option(fc.integer({ min: 1_600_000_000, max: 1_700_000_000 }), { freq: 8 }),
    });
    // A row of separators alone is a blank row of CSV; Parquet has no such thing.
    const row = whole.filter(({ user, item, time }) => user !== null || item !== null || time !== null);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 4, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('PLAIN', undefined),
        async (rows, rowGroupSize, encoding) => {
          const some = encoding === undefined ? {} : ({ encoding } as const);
          const columns: Columns = [
            { name: 'user_id', data: rows.map(({ user }) => user), type: 'STRING', ...some },
            { name: 'item_id', data: rows.map(({ item }) => item), type: 'INT64', ...some },
            {
              name: 'timestamp',
              data: rows.map(({ time }) => (time === null ? null : BigInt(time))),
              type: 'INT64',
              ...some,
            },
          ];
          const lines = rows.map(({ user, item, time }) => `${user ?? ''},${item ?? ''},${time ?? ''}\n`);
          const csv = file('t.csv', ['user_id,item_id,timestamp\n', ...lines].join(''));
          expect(await outcomeOf(written(columns, { rowGroupSize }))).toEqual(await outcomeOf(csv));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps whole numbers of 64 bits, and floats as floats', async () => {
    const [whole, unsigned] = [
      [9007199254740993n, -9007199254740993n],
      [17000, 0.1],
    ];
    const { rows } = await tableOf(
      written([
        { name: 'whole', data: whole, type: 'INT64' },
        { name: 'float', data: unsigned, type: 'DOUBLE' },
      ]),
    );
    expect(rows).toEqual([
      ['9007199254740993', '17000.0'],
      ['-9007199254740993', '0.1'],
    ]);
  });

  it('is read with each type as the text of the same table as CSV', async () => {
    const { names, types, rows } = await tableOf(example('types'));
    const column = (name: string) => [types?.[names.indexOf(name)], ...rows.map((row) => row[names.indexOf(name)])];
    expect(column('u8')).toEqual(['number', '255', '']);
    expect(column('u64')).toEqual(['number', '18446744073709551615', '1']);
    expect(column('u32')).toEqual(['number', '4294967295', '1']);
    expect(column('f32')).toEqual(['number', '0.1', '17000.0']);
    expect(column('f16')).toEqual(['number', '0.5', '3.0']);
    expect(column('f64')).toEqual(['number', '1e+16', '1e-05']);
    expect(column('b')).toEqual(['truth', 'true', '']);
    expect(column('bin')).toEqual(['text', 'abc', 'ÿþ']);
    expect(column('fix')).toEqual(['text', 'ab', 'abcd']);
    expect(column('dec')).toEqual(['number', '12.50', '-0.05']);
    expect(column('dec38')).toEqual(['number', '12345678901234567890.12', '']);
    expect(column('t32')).toEqual(['clock', '01:02:03', '']);
    expect(column('ns')).toEqual(['time', '2023-11-14 22:13:20.123456789', '1969-12-31 23:59:59.999999999']);
    expect(column('d')).toEqual(['time', '1969-12-31', '2024-02-29']);
  });

  it('has structures as columns with dots, maps as two lists in order, and says what it leaves out', async () => {
    const { names, rows, warnings } = await tableOf(example('nested'));
    expect(names).toEqual(['user_id', 'm.key', 'm.value', 's.id', 's.deep.n']);
    expect(rows).toEqual([
      ['a', '["10","2"]', '[1,2]', 'x', '1'],
      ['b', '[]', '[]', 'y', ''],
      ['', '', '', '', ''],
      ['d', '["3"]', '[null]', '', '2'],
    ]);
    expect(warnings).toEqual(['Lists of lists are left out: "ll".']);
  });

  it('has the fields of events in a list as lists beside each other', async () => {
    const { names, types, rows } = await tableOf(example('events'));
    expect(names).toEqual(['session', 'events.item', 'events.ts']);
    expect(types).toEqual(['number', 'list', 'list']);
    expect(rows[1]).toEqual(['1', '["i1","i2","i3"]', '[1700000000,1700000001,1700000002]']);
  });

  it.each(['us', 'ns'])('reads timestamps in %s to the millisecond, and INT96 to the second', async (unit) => {
    const times = (await importFiles([example(unit)])).interactions.time;
    expect(times?.slice(0, 3)).toEqual(Float64Array.of(1704067200, 1704070800.001, 1704074400.002));
    const spark = await importFiles([example('spark')]);
    expect(spark.interactions.time?.slice(0, 2)).toEqual(Float64Array.of(1_700_000_000, 1_700_003_600));
  });

  it('is read although a column has a type that nobody reads', async () => {
    const { names, rows } = await tableOf(example('interval'));
    expect(names).toEqual(['user_id', 'item_id', 'timestamp', 'span', 'price']);
    expect(rows[0].slice(0, 4)).toEqual(['u0', 'i0', '2023-11-14 22:13:20', 'P0M3DT0S']);
  });

  const writers = ['pandas', 'categories', 'polars', 'duckdb', 'spark', 'fastparquet', 'empty_groups', 'pages_v2'];
  it.each([...writers, 'delta', 'gzip', 'brotli', 'lz4', 'interval'])('is read as written by %s', async (name) => {
    const result = await importFiles([example(name)]);
    const expected = Array.from({ length: 60 }, (_, i) => [`u${i % 6}`, `i${(7 * i) % 11}`, 1_700_000_000 + 3600 * i]);
    expect(triples(result)).toEqual(expected);
    expect(result.problems).toEqual([]);
  });

  it('has no column of the numbers that pandas gives its rows', async () => {
    expect((await tableOf(example('index'))).names).toEqual(['user_id', 'item_id', 'rating', 'timestamp']);
  });

  it('keeps the ids of a column of whole numbers with a gap as floats, and larger ones exact', async () => {
    const { interactions } = await importFiles([example('big_ids')]);
    expect(interactions.users.slice(0, 2)).toEqual(['9007199254740993', '9007199254740994']);
    expect(interactions.catalogue.ids.slice(0, 2)).toEqual(['17000.0', '17001.0']);
  });

  it('counts rows from 2, as a table whose names are row 1, and shows the columns that are read', async () => {
    const users = ['a', null, 'c', ...Array.from({ length: 40 }, () => 'd')];
    const result = await importFiles([
      written([
        { name: 'user_id', data: users, type: 'STRING' },
        { name: 'item_id', data: users.map((_, i) => `i${i % 5}`), type: 'STRING' },
        { name: 'picture', data: users.map(() => 'x'), type: 'STRING' },
      ]),
    ]);
    expect(result.problems.map(({ kind, examples }) => [kind, examples[0]])).toEqual([
      ['missing user', { row: 3, column: 'user_id', value: '', cells: ['', 'i1', ''] }],
    ]);
  });

  it('is found in an archive by its content', async () => {
    const { blob } = example('polars');
    const packed = new Response(blob.stream().pipeThrough(new CompressionStream('gzip')));
    const result = await importFiles([{ name: 'anything.gz', blob: new Blob([await packed.arrayBuffer()]) }]);
    expect(result.rows).toBe(60);
  });

  it('reports progress up to the end, and stops on the signal', async () => {
    const n = 40_000;
    const data = Array.from({ length: n }, (_, i) => `x${i % 100}`);
    const big = written([
      { name: 'user_id', data, type: 'STRING' },
      { name: 'item_id', data, type: 'STRING' },
    ]);
    const plan = await sniff([big]);
    const seen: number[] = [];
    await readInteractions([big], plan, { onProgress: ({ bytes, rows }) => seen.push(bytes, rows) });
    expect(seen.slice(-2)).toEqual([big.blob.size, n]);
    const abort = new AbortController();
    abort.abort();
    await expect(readInteractions([big], plan, { signal: abort.signal })).rejects.toThrow(CancelledError);
  });
});

describe('a damaged or hostile Parquet file', () => {
  const columns: Columns = [
    { name: 'user_id', data: Array.from({ length: 300 }, (_, i) => `u${i % 7}`), type: 'STRING' },
    { name: 'item_id', data: Array.from({ length: 300 }, (_, i) => i % 11), type: 'INT32' },
  ];
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData: columns }));

  it('is refused with a sentence wherever it is cut off', async () => {
    for (let length = 4; length < bytes.length; length += 7)
      await expect(importFiles([file('cut.parquet', bytes.slice(0, length))])).rejects.toThrow(
        /^cut\.parquet: the Parquet file is damaged or cut off: .*; get the file again$/,
      );
  });

  it('is read or refused, and never hangs, with any bytes changed', async () => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), value: fc.constantFrom(0, 1, 0x7f, 0x80, 0xff) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const broken = bytes.slice();
        for (const { at, value } of changes) broken[at] = value;
        await importFiles([file('broken.parquet', broken)], { acceptProblems: true }).catch((failure: unknown) => {
          expect(failure).toMatchObject({ name: 'ImportError' });
        });
      }),
      { numRuns: 400 },
    );
  });

  it('is refused for a description that is a number without an end', async () => {
    const footer = new Uint8Array(3_000_000).fill(0xff);
    footer[0] = 0x15;
    const tail = new Uint8Array(8);
    new DataView(tail.buffer).setUint32(0, footer.length, true);
    tail.set([0x50, 0x41, 0x52, 0x31], 4);
    const hostile = new Blob(['PAR1', footer, tail]);
    await expect(importFiles([{ name: 'x.parquet', blob: hostile }])).rejects.toThrow(/a number that does not end/);
  });

  it('is refused where it unpacks to more than the limit', async () => {
    const data = Array.from({ length: 5000 }, () => 'the same again and again');
    const repeated = { data, type: 'STRING', encoding: 'PLAIN' } as const;
    const packed = written([
      { name: 'user_id', ...repeated },
      { name: 'item_id', ...repeated },
    ]);
    const limits = { ...defaultLimits, textBytes: 2 * packed.blob.size };
    await expect(importFiles([packed], { limits })).rejects.toThrow(/the columns that are used unpack to more than/);
  });

  it('is refused by the name of its compression where nothing unpacks it', async () => {
    const codec = written(columns, { codec: 'LZO', compressors: { LZO: (page: Uint8Array) => page } });
    await expect(importFiles([codec])).rejects.toThrow(/compressed by LZO, which is not read; write it with snappy/);
  });

  it('is refused where it has no rows', async () => {
    await expect(importFiles([example('empty')])).rejects.toThrow(/the file has no data rows/);
  });
});
