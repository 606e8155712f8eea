/**
 * Throughput of parsing and dictionary coding. `npx vitest bench --run --project unit src/data/import`; MB/s is 64 × the
 * operations per second it prints.
 */
import { bench, describe } from 'vitest';
import { Random } from '../../core/random.ts';
import { gzip, importFiles } from './testing.ts';
import type { NamedBlob } from './types.ts';

const MEGABYTES = 64;

/** A 4-column file of about `megabytes` MB: 100,000 users, 20,000 items with a skew, epoch seconds, a rating. */
function synthetic(megabytes: number): Blob {
  const random = new Random(1, 'import bench');
  const block: string[] = ['userId,movieId,rating,timestamp\n'];
  const parts: string[] = [];
  let length = 0;
  while (length < megabytes * 1e6) {
    const item = Math.floor(20_000 * random.uniform() ** 2);
    const row = `${random.below(100_000)},${item},${1 + random.below(5)}.0,${1_000_000_000 + random.below(500_000_000)}\n`;
    block.push(row);
    length += row.length;
    if (block.length === 10_000) parts.push(block.splice(0).join(''));
  }
  return new Blob([...parts, ...block]);
}

const plain = { name: 'ratings.csv', blob: synthetic(MEGABYTES) };
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
    'csv.gz',
    async () => {
      await importFiles([packed]);
    },
    OPTIONS,
  );
});
