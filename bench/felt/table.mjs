import { createWriteStream, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

/** As many rows as pandas puts into a row group. */
const BLOCK = 1 << 20;
const BYTES_A_ROW = 27;
const USERS = 100_000;
const ITEMS = 20_000;

/**
 * One table as two files of `folder`: 100,000 users, 20,000 items with a skew, a rating, epoch seconds. The CSV has so many
 * bytes, to a whole row group; the Parquet file has the types, the row groups and the compression that pandas would give it.
 *
 * @returns {Promise<{ rows: number, csv: File, parquet: File }>} each with its path and its bytes
 */
export async function writeTable(folder, aboutBytes) {
  const csv = join(folder, 'interactions.csv');
  const parquet = join(folder, 'interactions.parquet');
  const text = createWriteStream(csv);
  const group = await parquetWriter(parquet);
  const below = random();
  text.write('userId,movieId,rating,timestamp\n');
  const rows = BLOCK * Math.max(1, Math.round(aboutBytes / (BLOCK * BYTES_A_ROW)));
  for (let row = 0; row < rows; row += BLOCK) {
    const block = draw(below);
    const lines = linesOf(block);
    group.write(block);
    if (!text.write(lines)) await once(text, 'drain');
  }
  text.end();
  await once(text, 'finish');
  group.end();
  const file = (path) => ({ path, bytes: statSync(path).size });
  return { rows, csv: file(csv), parquet: file(parquet) };
}

function random() {
  let state = 1;
  return (count) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % count;
}

function draw(below) {
  const block = {
    userId: new BigInt64Array(BLOCK),
    movieId: new BigInt64Array(BLOCK),
    rating: new Float64Array(BLOCK),
    timestamp: new BigInt64Array(BLOCK),
  };
  for (let i = 0; i < BLOCK; i++) {
    block.movieId[i] = BigInt(Math.floor(ITEMS * (below(1_000_000) / 1_000_000) ** 2));
    block.userId[i] = BigInt(below(USERS));
    block.rating[i] = 1 + below(5);
    block.timestamp[i] = BigInt(1_000_000_000 + below(500_000_000));
  }
  return block;
}

function linesOf({ userId, movieId, rating, timestamp }) {
  let lines = '';
  for (let i = 0; i < BLOCK; i++) lines += `${userId[i]},${movieId[i]},${rating[i]}.0,${timestamp[i]}\n`;
  return lines;
}

/** Loaded late: this folder's dependencies are installed when they are first needed. */
async function parquetWriter(path) {
  const { ParquetWriter, fileWriter } = await import('hyparquet-writer');
  const column = (name, type) => ({ name, type, repetition_type: 'OPTIONAL' });
  const schema = [
    { name: 'schema', num_children: 4 },
    column('userId', 'INT64'),
    column('movieId', 'INT64'),
    column('rating', 'DOUBLE'),
    column('timestamp', 'INT64'),
  ];
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, codec: 'SNAPPY' });
  return {
    write(block) {
      const columnData = Object.entries(block).map(([name, data]) => ({ name, data }));
      writer.write({ columnData, rowGroupSize: BLOCK });
    },
    end: () => writer.finish(),
  };
}
