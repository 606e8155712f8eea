import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import type { Engine } from '../engine/api.ts';
import { testPlatform } from '../testing/platform.ts';
import { untrained } from '../testing/untrained.ts';
import type { Answer } from './command.ts';
import { command } from './commands/lists.ts';
import { parse } from './options.ts';

const ids = Array.from({ length: 20 }, (_, i) => `b${i + 1}`);
let folder: string;
let said: string[];
const at = (name: string): string => join(folder, name);
const put = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nextup-lists-'));
  const rows = Array.from({ length: 80 }, (_, i) => `u${i % 8},${ids[(i * 7) % 20]},${1_600_000_000 + i * 86_400}`);
  put('log.csv', ['user,item,time', ...rows].join('\n'));
  writeFileSync(
    at('model.safetensors'),
    (await untrained({ blocks: 1, heads: 2, width: 16, length: 8 }, ids, ids)).file,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function lists(words: readonly string[], engine: Engine = createEngine(bare())): Promise<Answer> {
  said = [];
  const progress = { say: (line: string) => void said.push(line), update: () => undefined, clear: () => undefined };
  const given = parse([at('log.csv'), ...words], command.options);
  return command.run({ engine, arguments: given, typed: ['lab'], progress, keeping: { folder: null, runs: null } });
}
const bare = () => testPlatform();
const rowsIn = (name: string): string[][] =>
  readFileSync(at(name), 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));

describe('lab lists', () => {
  it('writes lists of a model and of a baseline', async () => {
    for (const by of [
      ['--snapshot', at('model.safetensors')],
      ['--baseline', 'itemknn'],
    ]) {
      const { text, json } = await lists([...by, '--out', at('all.csv'), '--count', '3', '--seen', 'kept']);
      expect(text).toBe(`Written to ${at('all.csv')}: 8 lists, 24 rows, computed on the processor.`);
      expect(json).toMatchObject({ users: 8, rows: 24, on: 'cpu' });
      expect(
        rowsIn('all.csv')
          .map(([user, rank]) => `${user} ${rank}`)
          .slice(0, 4),
      ).toEqual(['u0 1', 'u0 2', 'u0 3', 'u1 1']);
    }
  });

  it('holds them to files of ids and of stock, for the users of another, and says what it read', async () => {
    const stock = put('stock.csv', ['sku,left', ...ids.slice(0, 8).map((id, i) => `${id},${i % 2}`)].join('\n').replace('left', 'stock')); // prettier-ignore
    const block = put('block.txt', 'b2\nb999\n');
    const users = put('users.csv', 'customer\nu1\nu77\n');
    const words = ['--stock', stock, '--without-items', block, '--users', users, '--user', 'u5', '--seen', 'kept'];
    const { text } = await lists(['--baseline', 'popularity', '--out', at('some.csv'), ...words]);
    expect(said.slice(0, 3)).toEqual([
      'users.csv: 2 users by column "customer".',
      'stock.csv: 8 items by column "sku", 4 items of them out of stock by column "stock".',
      'block.txt: 2 items.',
    ]);
    expect(new Set(rowsIn('some.csv').map(([, , item]) => item))).toEqual(new Set(['b4', 'b6', 'b8']));
    expect(text.split('\n').slice(1)).toEqual([
      '1 id is no user of the data: "u77".',
      '2 lists have fewer than 10 items, since no more may be listed: "u1", "u5".',
      '1 id of the rules is no item of the catalogue: "b999".',
    ]);
  });

  it('leaves the file that was there where it does not come to an end', async () => {
    put('kept.csv', 'as it was');
    const engine = createEngine(bare());
    const full = (): never => {
      throw new Error('the disk is full');
    };
    const failing: Engine = { ...engine, lists: (by, dataset, options) => engine.lists(by, dataset, options, full) };
    await expect(lists(['--baseline', 'popularity', '--out', at('kept.csv')], failing)).rejects.toThrow(
      'the disk is full',
    );
    expect(readFileSync(at('kept.csv'), 'utf8')).toBe('as it was');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('refuses what it cannot write or does not understand before it reads anything', async () => {
    const baseline = ['--baseline', 'popularity'];
    await expect(lists(baseline)).rejects.toThrow('--out is missing');
    await expect(lists([...baseline, '--out', at('a.txt')])).rejects.toThrow(
      'expected a name that ends in .csv or .parquet',
    );
    await expect(lists([...baseline, '--out', at('log.csv')])).rejects.toThrow('is named twice and would be replaced');
    await expect(lists(['--out', at('a.csv')])).rejects.toThrow('expected either --snapshot FILE or --baseline NAME');
    const bareIds = put('ids.csv', 'sku,price\nb1,3\nb2,4\n');
    await expect(lists([...baseline, '--out', at('a.csv'), '--stock', bareIds])).rejects.toThrow(
      'no column is called a stock',
    );
    expect(existsSync(at('a.csv'))).toBe(false);
  });
});
