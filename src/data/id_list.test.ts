import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readIdList, type IdsOf } from './id_list.ts';
import { tableWriter } from './tables/table_writer.ts';

const read = (text: string, of: IdsOf = 'items', name = 'list.csv') => readIdList({ name, blob: new Blob([text]) }, of);

it('takes bare ids as they are, the first line among them, each once', async () => {
  expect(await read('B001\nB002\nB001\n')).toEqual({ ids: ['B001', 'B002'], column: null, stock: null });
  expect((await read('00017\n00018')).ids).toEqual(['00017', '00018']);
  expect((await read('B001\n')).ids).toEqual(['B001']);
});

it('finds the column that is called after what is looked for, else takes the first', async () => {
  expect(await read('name,customer_id\nAnn,7\nBob,8\n', 'users')).toMatchObject({
    ids: ['7', '8'],
    column: 'customer_id',
  });
  expect((await read('price,sku\n3,A\n4,B\n')).ids).toEqual(['A', 'B']);
  expect((await read('first,second\nA,B\nC,D\n', 'users')).ids).toEqual(['A', 'C']);
});

it('reads what is in stock, as numbers or words', async () => {
  expect(await read('sku;bestand\nA;3,5\nB;0\nC;-1\n')).toEqual({
    ids: ['A', 'B', 'C'],
    column: 'sku',
    stock: { column: 'bestand', out: ['B', 'C'] },
  });
  expect((await read('item\tin_stock\nA\tyes\nB\tOut of stock\nC\t\n')).stock?.out).toEqual(['B', 'C']);
  expect((await read('user,stock\nu1,0\n', 'users')).stock).toBeNull();
});

it('refuses what is no stock, no list or no file, saying where', async () => {
  await expect(read('sku,stock\nA,many\nB,2\n')).rejects.toThrow(
    'list.csv, column "stock" of "A": "many" is no stock, expected a number, yes or no',
  );
  await expect(read('')).rejects.toThrow('list.csv: the file has no data rows');
  const image = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
  await expect(readIdList({ name: 'a.png', blob: new Blob([image]) }, 'items')).rejects.toThrow(/a\.png/);
});

it('reads Parquet too', async () => {
  const writer = await tableWriter('parquet', [
    { name: 'item_id', holds: 'text' },
    { name: 'stock', holds: 'whole' },
  ]);
  const file = new Blob([
    writer.rows([
      ['A', 'B'],
      [0, 2],
    ]),
    writer.end(),
  ]);
  expect(await readIdList({ name: 'stock.parquet', blob: file }, 'items')).toMatchObject({
    ids: ['A', 'B'],
    stock: { out: ['A'] },
  });
});

it('reads the workbook of a spreadsheet', async () => {
  const blob = new Blob([
    readFileSync(new URL('./import/examples/excel-written-by-many/pandas-openpyxl.xlsx', import.meta.url)),
  ]);
  expect((await readIdList({ name: 'a.xlsx', blob }, 'items')).ids.length).toBeGreaterThan(0);
});
