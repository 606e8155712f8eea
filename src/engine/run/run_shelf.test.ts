import { beforeEach, describe, expect, it } from 'vitest';
import { memoryShelf, type Shelf } from '../../snapshot/shelf.ts';
import { finishedSummary } from '../../testing/finished.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { KeptRun } from './kept_run.ts';
import { checkName, MOST_RUNS, RunShelf } from './run_shelf.ts';

const ranks = Float64Array.of(0, 3, 50);

async function finished(seed = 1): Promise<KeptRun> {
  const summary = { ...(await finishedSummary(ranks, { seed })), baselines: [] };
  return { summary, model: Uint8Array.of(1, 2, 3), ranks, baselineRanks: new Map() };
}

let shelf: Shelf;
const open = (on: Shelf | null = shelf): RunShelf => new RunShelf(testPlatform(undefined, on));
beforeEach(() => {
  shelf = memoryShelf();
});

describe('the shelf', () => {
  it('gives back what another session kept, in order, with the names it was given', async () => {
    const first = open();
    await first.keep(2, await finished(2));
    await first.keep(1, await finished(1));
    await first.rename(1, 'my best');
    const second = open();
    const found = await second.load();
    expect(found.map(({ number, name, summary }) => [number, name, summary.recipe.seed])).toEqual([
      [1, 'my best', 1],
      [2, null, 2],
    ]);
    expect((await second.read(2)).ranks).toEqual(ranks);
    expect((await second.report()).runs).toBe(2);
  });

  it('takes the next free number where another tab has taken this one', async () => {
    await open().keep(1, await finished());
    expect((await open().keep(1, await finished())).number).toBe(2);
  });

  it('writes a run anew in its place, and leaves it as it was where there is no room for that', async () => {
    const kept = open();
    await kept.keep(1, await finished(1));
    await kept.keep(2, await finished(2));
    await kept.replace(1, { ...(await finished(1)), ranks: Float64Array.of(7, 7, 7) });
    expect((await open().read(1)).ranks).toEqual(Float64Array.of(7, 7, 7));
    expect(await shelf.list()).toEqual(['run-1.safetensors', 'run-2.safetensors']);
    const full: Shelf = {
      ...shelf,
      file: (name) => ({ ...shelf.file(name), write: () => Promise.reject(new Error('no room')) }),
    };
    await expect(open(full).replace(1, await finished(1))).rejects.toThrow('no room');
    expect((await open().read(1)).ranks).toEqual(Float64Array.of(7, 7, 7));
  });

  it(`lets the oldest go beyond ${MOST_RUNS} runs, and says which`, async () => {
    const kept = open();
    for (let number = 1; number <= MOST_RUNS; number++) {
      expect((await kept.keep(number, await finished(number))).removed).toEqual([]);
    }
    expect((await kept.keep(MOST_RUNS + 1, await finished())).removed).toEqual([1]);
    expect((await kept.report()).runs).toBe(MOST_RUNS);
  });

  it('reports a damaged file, leaves it alone, and deletes it when told to', async () => {
    await open().keep(1, await finished());
    await open().keep(2, await finished());
    const file = shelf.file('run-1.safetensors');
    const bytes = (await file.read()) ?? new Uint8Array();
    bytes[bytes.length - 1] ^= 1;
    await file.write(bytes);
    const after = open();
    expect((await after.load()).map(({ number }) => number)).toEqual([2]);
    expect((await after.report()).damaged).toMatchObject([{ file: 'run-1.safetensors' }]);
    expect(await file.read()).not.toBeNull();
    await after.removeDamaged();
    expect(await file.read()).toBeNull();
    expect((await after.report()).damaged).toEqual([]);
  });

  it('refuses when storage is full or lies, and leaves no half of a run', async () => {
    const full: Shelf = {
      ...shelf,
      file: (name) => ({ ...shelf.file(name), write: () => Promise.reject(new Error('could write 8 of 900 bytes')) }),
    };
    await expect(open(full).keep(1, await finished())).rejects.toThrow('could write 8 of 900 bytes');
    const lying: Shelf = {
      ...shelf,
      file: (name) => ({ ...shelf.file(name), write: (bytes) => shelf.file(name).write(bytes.subarray(8)) }),
    };
    await expect(open(lying).keep(1, await finished())).rejects.toThrow('it kept other bytes');
    expect(await shelf.list()).toEqual([]);
  });

  it('keeps nothing and says so where there is no storage', async () => {
    expect(await open(null).load()).toEqual([]);
    expect((await open(null).report()).available).toBe(false);
    await expect(open(null).keep(1, await finished())).rejects.toThrow('keeps no files');
  });

  it('lets a session start although storage cannot be read', async () => {
    const broken: Shelf = { ...shelf, list: () => Promise.reject(new Error('not allowed')) };
    const kept = open(broken);
    expect(await kept.load()).toEqual([]);
    expect((await kept.report()).damaged).toEqual([{ file: 'all of them', reason: 'not allowed' }]);
  });

  it('ignores names it did not write', async () => {
    await open().keep(1, await finished());
    await shelf.file('names.json').write(new TextEncoder().encode('{"1": 7, "2": ["x"]}'));
    expect((await open().load()).map(({ name }) => name)).toEqual([null]);
    await shelf.file('names.json').write(new TextEncoder().encode('not JSON'));
    expect((await open().load()).map(({ name }) => name)).toEqual([null]);
  });
});

it('accepts names that a table can show', () => {
  expect(checkName('  wide model ')).toBe('wide model');
  for (const name of [' ', 'x'.repeat(61), '\ud800']) expect(() => checkName(name)).toThrow('1 to 60 characters');
});
