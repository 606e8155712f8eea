import { describe, expect, it } from 'vitest';
import { suggest } from './columns.ts';
import type { Role } from '../types.ts';

const EPOCH = '1700000000';
const roles = (names: readonly string[], row: readonly string[]): readonly Role[] =>
  suggest({ names, rows: [row] }, false).columns.map(({ role }) => role);

describe('suggestColumns', () => {
  it.each<[string, string[], string[], Role[]]>([
    [
      'MovieLens',
      ['userId', 'movieId', 'rating', 'timestamp'],
      ['1', '2', '3.5', EPOCH],
      ['user', 'item', 'value', 'time'],
    ],
    [
      'Amazon reviews',
      ['reviewerID', 'asin', 'reviewerName', 'overall', 'reviewTime', 'unixReviewTime'],
      ['A1', 'B2', 'Ann', '5.0', '09 13, 2009', EPOCH],
      ['user', 'item', 'ignore', 'value', 'ignore', 'time'],
    ],
    [
      'online retail',
      ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID'],
      ['536365', '85123A', 'WHITE HEART', '6', '12/1/10 8:26', '2.55', '17850'],
      ['session', 'item', 'title', 'value', 'time', 'ignore', 'user'],
    ],
    [
      'a shop log',
      ['event_time', 'event_type', 'product_id', 'category_code', 'brand', 'user_id', 'user_session'],
      ['2019-10-01 00:00:00 UTC', 'view', '44600062', 'a.b', 'shiseido', '541312140', '72d76fde'],
      ['time', 'event', 'item', 'category', 'ignore', 'user', 'session'],
    ],
    ['RecBole', ['user_id:token', 'item_id:token', 'timestamp:float'], ['1', '2', EPOCH], ['user', 'item', 'time']],
    [
      'German',
      ['Kundennummer', 'Artikelnr.', 'Kaufdatum', 'Menge'],
      ['7', '9', '31.01.2024', '2'],
      ['user', 'item', 'time', 'value'],
    ],
    ['French', ['id_utilisateur', 'produit', 'date achat'], ['7', '9', '2024-01-31'], ['user', 'item', 'time']],
    [
      'Spanish',
      ['usuario', 'película', 'fecha', 'puntuación'],
      ['7', '9', '2024-01-31', '4'],
      ['user', 'item', 'time', 'value'],
    ],
    ['Russian', ['пользователь', 'товар', 'дата'], ['7', '9', '31.01.2024'], ['user', 'item', 'time']],
    ['Chinese', ['用户ID', '商品ID', '行为类型', '时间戳'], ['7', '9', 'pv', EPOCH], ['user', 'item', 'event', 'time']],
    ['a mistyped name', ['custommer_id', 'prodct_id'], ['7', '9'], ['user', 'item']],
    ['no name for the time', ['user', 'item', 'x'], ['7', '9', EPOCH], ['user', 'item', 'time']],
    ['order numbers', ['user', 'item', 'order', 'title'], ['7', '9', '0', 'T'], ['user', 'item', 'time', 'title']],
    ['an item list', ['id', 'name', 'genre'], ['7', 'Heat', 'Crime'], ['item', 'title', 'category']],
    ['titles for ids', ['user', 'title'], ['7', 'Heat'], ['user', 'item']],
  ])('finds the columns of %s', (_, names, row, expected) => {
    expect(roles(names, row)).toEqual(expected);
  });

  it('guesses from the values where there are no names, with less confidence', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [
      String(i),
      `u${i % 7}`,
      `i${i % 9}`,
      String(1 + (i % 5)),
      String(1_700_000_000 + i),
    ]);
    const { columns } = suggest({ names: ['column 1', 'column 2', 'column 3', 'column 4', 'column 5'], rows }, true);
    expect(columns.map(({ role }) => role)).toEqual(['ignore', 'user', 'item', 'value', 'time']);
    expect(columns[1].confidence).toBeLessThan(0.65);
    expect(columns[1].samples).toEqual(['u0', 'u1', 'u2', 'u3', 'u4']);
    expect(columns[4].why).toBe('values are seconds since 1970');
  });

  it('doubts a time column that holds no times', () => {
    expect(roles(['user', 'item', 'date'], ['1', '2', 'soon'])).toEqual(['user', 'item', 'ignore']);
  });

  it('takes no time over names and values that are too long to be any', () => {
    const long = 2_000_000; // whoever looked at each letter from each other one would not be back before the test is given up
    const values = ['a', `${'1'.repeat(long)}x`, `2024-01-31${' '.repeat(long)}x`];
    expect(roles(['custommer_id'.repeat(long / 10), 'value', 'date'], values)).toEqual(['ignore', 'ignore', 'ignore']);
  });

  it.each(['1', '-1.5', '+,5', '1,5e-3', ' 7 '])('takes %j for a number', (value) => {
    expect(roles(['rating'], [value])).toEqual(['value']);
  });

  it.each(['1.', 'e5', '1.2.3', '1'.repeat(65)])('does not take %j for a number', (value) => {
    expect(roles(['rating'], [value])).toEqual(['ignore']);
  });
});
