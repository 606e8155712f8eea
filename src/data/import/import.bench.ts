/**
 * Throughput of parsing and dictionary coding. `npx vitest bench --run --project unit src/data/import`; MB/s is 64 × the
 * operations per second it prints.
 */
import { parquetWriteBuffer } from 'hyparquet-writer';
import { bench, describe } from 'vitest';
import { Random } from '../../core/random.ts';
import { gzip, importFiles } from './testing.ts';
import type { NamedBlob } from './types.ts';

const MEGABYTES = 64;

/** A 4-column file of about `megabytes` MB: 100,000 users, 20,000 items with a skew, a rating, epoch seconds. */
function synthetic(megabytes: number): { readonly csv: Blob; readonly parquet: Blob } {
  const random = new Random(1, 'import bench');
  const block: string[] = ['userId,movieId,rating,timestamp\n'];
  const parts: string[] = [];
  const [users, items, ratings, times]: number[][] = [[], [], [], []];
  let length = 0;
  while (length < megabytes * 1e6) {
    const item = Math.floor(20_000 * random.uniform() ** 2);
    const [user, rating, time] = [
      random.below(100_000),
      1 + random.below(5),
      1_000_000_000 + random.below(500_000_000),
    ];
    users.push(user);
    items.push(item);
    ratings.push(rating);
    times.push(time);
    const row = `${user},${item},${rating}.0,${time}\n`;
    block.push(row);
    length += row.length;
    if (block.length === 10_000) parts.push(block.splice(0).join(''));
  }
  const whole = (name: string, data: readonly number[]) =>
    ({ name, data: BigInt64Array.from(data, BigInt), type: 'INT64' }) as const;
  const columnData = [
    whole('userId', users),
    whole('movieId', items),
    { name: 'rating', data: Float64Array.from(ratings), type: 'DOUBLE' } as const,
    whole('timestamp', times),
  ];
  return { csv: new Blob([...parts, ...block]), parquet: new Blob([parquetWriteBuffer({ columnData })]) };
}

const { csv, parquet } = synthetic(MEGABYTES);
const plain = { name: 'ratings.csv', blob: csv };
const packed: NamedBlob = {
  name: 'ratings.csv.gz',
  blob: new Blob([await gzip(await plain.blob.text())]),
};

const OPTIONS = { iterations: 5, warmupIterations: 1, time: 0 };

describe(`importing ${MEGABYTES} MB, 4 columns`, () => {
  bench(
    'csv',
    async () => {
      await importFiles([plain]);
    },
    OPTIONS,
  );
  bench(
    'the same as Parquet',
    async () => {
      await importFiles([{ name: 'ratings.parquet', blob: parquet }]);
    },
    OPTIONS,
  );
  bench(
    'csv.gz',
    async () => {
      await importFiles([packed]);
    },
    OPTIONS,
  );
});
