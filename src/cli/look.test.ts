import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { testPlatform } from '../testing/platform.ts';
import { untrained } from '../testing/untrained.ts';
import type { Answer } from './command.ts';
import { command } from './commands/look.ts';
import { parse } from './options.ts';

const silent = { say: () => undefined, update: () => undefined, clear: () => undefined };
const ids = Array.from({ length: 20 }, (_, i) => `b${i + 1}`);
let folder: string;
let model: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nextup-look-'));
  model = join(folder, 'model.safetensors');
  const titles = ids.map((id) => `Book ${id}`);
  writeFileSync(model, (await untrained({ blocks: 1, heads: 2, width: 16, length: 8 }, ids, titles)).file);
});
afterAll(() => rmSync(folder, { recursive: true }));

const look = (...words: readonly string[]): Promise<Answer> =>
  command.run({
    engine: createEngine(testPlatform()),
    arguments: parse([model, ...words], command.options),
    typed: ['lab', 'look', ...words],
    progress: silent,
    keeping: { folder: null, runs: null },
  });

describe('lab look', () => {
  it('lists the ways to look into a model', async () => {
    const { text } = await look();
    expect(text).toMatch(/^attention {2}Attention of every head \(of --history\)\n {2}Each row is/);
    expect(text).toMatch(/^map {2}Items as the model sees them$/m);
  });

  it('says what is seen, with its numbers', async () => {
    const { text, json } = await look('--lens', 'influence', '--history', 'b3,b1,b4');
    expect(text).toMatch(/^Leave one out\n {2}The model recommends Book b\d+ first/);
    expect(text).toMatch(/^ +change of the score\n1 +b3 +Book b3 +-?\d+\.\d{4}\n2 +b1 .*\n3 +b4 .*$/m);
    const written = JSON.parse(JSON.stringify(json)) as { pictures: { numbers: { values: number[] } }[] };
    expect(written.pictures[0].numbers.values).toHaveLength(3);
  });

  it('says what each picture of several shows, and the numbers of one', async () => {
    const history = ['--lens', 'attention', '--history', 'b3,b1'];
    expect((await look(...history)).text).toMatch(/^Average\n[\s\S]*\n\nHighest\n[\s\S]*Block 1, head 2\n/);
    const { text } = await look(...history, '--picture', 'Block 1, head 2');
    expect(text).toMatch(/weight 1 +weight 2\n1 +b3 +Book b3 +100\.0 %\n2 +b1 /);
  });

  it('writes the first rows of a long table, and says how many more there are', async () => {
    const many = Array.from({ length: 300 }, (_, i) => `m${i}`);
    const { file } = await untrained({ blocks: 1, heads: 1, width: 8, length: 8 }, many, many);
    const engine = createEngine(testPlatform());
    writeFileSync(join(folder, 'many.safetensors'), file);
    const given = parse([join(folder, 'many.safetensors'), '--lens', 'map'], command.options);
    const call = { engine, arguments: given, typed: [], progress: silent, keeping: { folder: null, runs: null } };
    expect((await command.run(call)).text).toMatch(/… and 100 more rows; --json has them all\.$/);
  });

  it.each([
    [['--history', 'b1'], '--history: it is for --lens NAME; leave it out'],
    [['--lens', 'map', '--history', 'b1'], '--history: map reads only the model; leave it out'],
    [
      ['--lens', 'influense'],
      'expected one of attention, mixing, influence, last_look, lengths, map, nearest; did you mean',
    ],
    [['--lens', 'influence'], '--history is missing'],
    [['--lens', 'influence', '--world', 'text-attr', '--history', 'b1'], 'influence reads no dataset; leave it out'],
    [['--world', 'text-attr'], 'it is for --lens NAME'],
  ])('refuses %j', async (words, message) => {
    await expect(look(...words)).rejects.toThrow(message);
  });
});
