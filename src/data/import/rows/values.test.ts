import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { file, importFiles } from '../testing.ts';

const csv = (values: readonly string[], header = 'rating'): string =>
  [`user,item,${header}`, ...values.map((value, i) => `u${i % 3},i${i % 4},${value}`)].join('\n');

describe('values of events', () => {
  const values = ['4.5', '1', '', '-3', 'NULL', '1e3'];

  it('are the numbers of a column of values; where it says nothing, nobody knows', async () => {
    const read = await importFiles([file('log.csv', csv(values))]);
    expect(read.interactions.values).toEqual(Float64Array.of(4.5, 1, NaN, -3, NaN, 1000));
    expect(read.notes.join(' ')).not.toContain('unknown');
    expect((await importFiles([file('log.csv', csv(values, 'remark'))])).interactions.values).toBeUndefined();
    expect((await importFiles([file('log.csv', csv(['', '', '']))])).interactions.values).toBeUndefined();
  });

  it.each([
    ['texts', values],
    ['whole numbers', [4, 1, 3, -3, 7, 1000]],
    ['fractions', [4.5, 1, 0.1, -3, 7, 1000]],
  ])('are the same of Parquet, which is read by columns, written as %s', async (_name, rating) => {
    const columns = { user: rating.map((_, i) => `u${i % 3}`), item: rating.map((_, i) => `i${i % 4}`), rating };
    const columnData = Object.entries(columns).map(([name, data]) => ({ name, data: [...data] }));
    const read = await importFiles([file('log.parquet', new Uint8Array(parquetWriteBuffer({ columnData })))]);
    const same = await importFiles([file('log.csv', csv(rating.map(String)))]);
    expect(read.interactions.values).toEqual(same.interactions.values);
  });

  it('that are no numbers are unknown, and it is said how many these are', async () => {
    const { interactions, notes, problems } = await importFiles([
      file('log.csv', csv(['4', 'n/k', '3', '5', 'n/k', '2'])),
    ]);
    expect(interactions.values).toEqual(Float64Array.of(4, NaN, 3, 5, NaN, 2));
    expect(notes).toContain('log.csv: 2 values are no numbers and count as unknown.');
    expect(problems).toEqual([]);
  });

  it('stay those of the rows that are kept by their minimum', async () => {
    const files = [file('log.csv', csv(['4', '1', '', '5']))];
    const read = await readInteractions(files, { ...(await sniff(files)), keep: { minimumValue: 3, events: null } });
    expect(read.interactions.values).toEqual(Float64Array.of(4, NaN, 5));
  });

  it('are unknown of the rows of another file of the table, which has no such column', async () => {
    const rated = file('b.csv', csv(['4', '1', '3', '5']));
    const plan = await sniff([file('a.csv', csv(['2', '2', '2', '2'])), rated]);
    const files = plan.files.map((one, i) =>
      i > 0
        ? one
        : {
            ...one,
            columns: one.columns.map((column) =>
              column.role === 'value' ? { ...column, role: 'ignore' as const } : column,
            ),
          },
    );
    const read = await readInteractions([file('a.csv', csv(['2', '2', '2', '2'])), rated], { ...plan, files });
    expect(read.interactions.values).toEqual(Float64Array.of(NaN, NaN, NaN, NaN, 4, 1, 3, 5));
  });
});
