import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { tableFiles, type TableColumn, type TableColumns, type TableFile } from './table.ts';
import { tableWriter } from './table_writer.ts';

const columns: readonly TableColumn[] = [
  { name: 'user', holds: 'text' },
  { name: 'rank', holds: 'whole' },
  { name: 'score', holds: 'numbers' },
];
const pieces: readonly TableColumns[] = [
  [
    ['u1', 'Ø, "ü"'],
    [1, 2],
    [0.1, -1e-300],
  ],
  [['=1+1'], [1], [3]],
];

async function written(format: TableFile, given: readonly TableColumns[]): Promise<Uint8Array<ArrayBuffer>> {
  const writer = await tableWriter(format, columns);
  const parts = [...given.map((piece) => writer.rows(piece)), writer.end()];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

it('writes CSV that a spreadsheet runs nothing of', async () => {
  expect(new TextDecoder().decode(await written('csv', pieces))).toBe(
    'user,rank,score\r\nu1,1,0.1\r\n"Ø, ""ü""",2,-1e-300\r\n\'=1+1,1,3\r\n',
  );
});

it('writes Parquet with a row group for each piece, every digit and every character', async () => {
  const file = (await written('parquet', pieces)).buffer;
  expect(parquetMetadata(file).row_groups.map(({ num_rows: rows }) => rows)).toEqual([2n, 1n]);
  expect(await parquetReadObjects({ file })).toEqual([
    { user: 'u1', rank: 1, score: 0.1 },
    { user: 'Ø, "ü"', rank: 2, score: -1e-300 },
    { user: '=1+1', rank: 1, score: 3 },
  ]);
});

it('writes a table without rows', async () => {
  expect(new TextDecoder().decode(await written('csv', []))).toBe('user,rank,score\r\n');
  expect(await parquetReadObjects({ file: (await written('parquet', [])).buffer })).toEqual([]);
});

it('goes on with pieces as large as the first, however many came before', async () => {
  for (const format of tableFiles) {
    const writer = await tableWriter(format, columns);
    const sizes = Array.from({ length: 20 }, () => writer.rows(pieces[0]).length);
    expect(Math.max(...sizes.slice(1)), format).toBeLessThan(1.5 * sizes[1]);
  }
});
