import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SweepTable } from '../engine/api.ts';
import { createEngine } from '../engine/engine.ts';
import { testPlatform } from '../testing/platform.ts';
import type { Answer } from './command.ts';
import { command } from './commands/sweep.ts';
import { parse } from './options.ts';

let folder: string;
let said: string[];
let before: (line: string) => void = () => undefined;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nextup-sweep-'));
  const rows = Array.from({ length: 80 }, (_, i) => `u${i % 8},b${(i * 7) % 20},${1_600_000_000 + i * 86_400}`);
  writeFileSync(at('log.csv'), ['user,item,time', ...rows].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** On the processor, a small SASRec of one epoch. */
function sweep(...words: string[]): Promise<Answer> {
  said = [];
  const say = (line: string): void => {
    said.push(line);
    before(line);
  };
  const small = ['blocks=1', 'heads=1', 'length=4', 'epochs=1', 'batch=8'].flatMap((set) => ['--set', set]);
  const given = parse([at('log.csv'), ...small, '--results', at('runs.json'), ...words], command.options);
  const engine = createEngine({ ...testPlatform(), gpu: () => Promise.resolve(undefined) });
  const progress = { say, update: () => undefined, clear: () => undefined };
  return command.run({ engine, arguments: given, typed: ['lab'], progress, keeping: { folder: null, runs: null } });
}
const trained = (): string[] => said.filter((line) => /^\d+ of \d+:/.test(line));
const GRID = ['--over', 'width=8,16', '--seeds', '3,4'];

describe('lab sweep', () => {
  it('trains the grid, keeps each run where it is stopped or the budget ends, and trains none again', async () => {
    before = (line) => void (line.startsWith('2 of 4') && process.emit('SIGINT'));
    const stopped = await sweep(...GRID);
    before = () => undefined;
    expect(stopped.failure).toBe('sweep: stopped; 3 of 4 runs are left, and the same line goes on');
    await sweep(...GRID, '--budget', '3');
    expect(trained()).toEqual(['1 of 3: width=16, seed 3', '2 of 3: width=8, seed 4']);
    expect(said.at(-1)).toBe('The budget of 3 epochs is used up.');
    const { json, text, failure } = await sweep(...GRID);
    expect(trained()).toEqual(['1 of 1: width=16, seed 4']);
    expect(failure).toBeUndefined();
    const { rows, best, todo, others } = json as SweepTable;
    expect({ todo, others }).toEqual({ todo: [], others: 0 });
    expect(rows.map(({ values, runs }) => [values, runs.map(({ seed }) => seed)])).toEqual([
      [{ width: 8 }, [3, 4]],
      [{ width: 16 }, [3, 4]],
    ]);
    for (const { test, runs } of rows) {
      const mean = (runs[0].test.ndcg10 + runs[1].test.ndcg10) / 2;
      expect(test?.ndcg10.value).toBeCloseTo(mean, 12);
    }
    expect(rows.findIndex(({ behind }) => behind === null)).toBe(best);
    expect(text).toMatch(/^\* width=(8|16) +2 of 2/m);

    await sweep('--over', 'width=16', '--over', 'dropout=0.1,0.3', '--seeds', '4');
    expect(trained()).toHaveLength(2);
    const { runs } = JSON.parse(readFileSync(at('runs.json'), 'utf8')) as { runs: object[] };
    expect(runs).toHaveLength(6);
  });

  it('refuses before anything is trained what could not be', async () => {
    const refused: readonly (readonly [readonly string[], string])[] = [
      [[], '--over NAME=A,B is missing'],
      [['--over', 'widht=8'], "--over: there is no setting 'widht', expected one of"],
      [['--over', 'width=8,x'], "--over: width is 'x', expected a number"],
      [['--over', 'width=8,8'], 'sweep: width 8 is named twice'],
      [['--over', 'epochs=1,2'], '--over varies epochs, which --set sets'],
      [['--over', 'width=8,1000000'], 'width is 1000000, expected'],
      [[...GRID, '--seeds', '1'], '--seeds is given twice'],
      [['--over', 'width=8', '--seeds', '1,b'], "--seeds has 'b'"],
      [['--over', 'width=8', '--results', at('log.csv')], '--results is given twice'],
      [['--over', 'width=8', '--out', at('out')], '--out: it is for --eject'],
      [['--over', 'width=8', '--eject', 'ray'], '--eject needs --out OUT'],
    ];
    for (const [words, message] of refused) {
      await expect((async () => sweep(...words))(), words.join(' ')).rejects.toThrow(message);
      expect(trained()).toEqual([]);
    }
    writeFileSync(at('runs.json'), '{}');
    await expect(sweep(...GRID)).rejects.toThrow(/runs\.json: sweep: .*--results names another file/);
  });
});
