import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contenders, seeds, tasks } from '../contest/contest.ts';
import { contestTable } from '../contest/recorded.ts';
import type { ContestResults } from '../contest/results.ts';
import type { Engine, RecipeInput } from '../engine/api.ts';
import type { Answer, Call } from './command.ts';
import { contestOptions, runContest } from './contest.ts';
import { parse } from './options.ts';

let path: string;
beforeEach(() => (path = join(mkdtempSync(join(tmpdir(), 'nextup-contest-')), 'table.json')));
afterEach(() => rmSync(join(path, '..'), { recursive: true }));

const adapter = { vendor: 'none', architecture: '', description: '', software: true };

/** Trains nothing: every run reaches 0.9, and what `during` says happens in it. */
function engineOf(during: (count: number) => string = () => 'finished', print = 'data') {
  const trained: string[] = [];
  const engine = {
    worlds: () => Promise.resolve(contestTable('').rows.map(({ world: name }) => ({ name }))),
    contest: (json?: string) => Promise.resolve(contestTable(json)),
    simulate: (world: string, seed: number) =>
      Promise.resolve({ id: `${world} ${seed}`, fingerprint: print, best: { realised: { hr10: 1, ndcg10: 1 } } }),
    train({ dataset, model, config, training, seed }: RecipeInput) {
      trained.push(`${dataset} ${model}`);
      const recipe = { model, config, training, seed, protocol: { hash: 'p' } };
      const test = { hr: { '10': 1 }, ndcg: { '10': 0.9 } };
      const phase = during(trained.length);
      const facts = { id: 'run-1', phase, recipe, test: phase === 'finished' ? test : null, adapter, note: 'why' };
      return Promise.resolve({ ...facts, epochs: 4, weightsAt: { epoch: 2, step: 9 }, seconds: 1, stateSha256: 'ab' });
    },
    forget: () => Promise.resolve(),
    pause: () => Promise.resolve(),
  };
  return { trained, engine: engine as unknown as Engine }; // no more is asked of it
}

const silent = { say: () => undefined, update: () => undefined, clear: () => undefined };
const lab = (engine: Engine, ...words: string[]): Promise<Answer> => {
  const given = parse(['--results', path, ...words], contestOptions);
  return runContest({ engine, arguments: given, typed: [], progress: silent } as unknown as Call);
};
const runsKept = (): ContestResults['runs'] => (JSON.parse(readFileSync(path, 'utf8')) as ContestResults).runs;

const ONE = ['--only', 'threads', '--only', 'gates'];

describe('the table of worlds', () => {
  it('trains what is named and lacks, keeps it, and trains none of it again', async () => {
    const first = engineOf();
    const { text, failure } = await lab(first.engine, ...ONE);
    expect(first.trained).toEqual([1, 2, 3].map((seed) => `threads ${seed} gru4rec`));
    expect(failure).toBeUndefined();
    expect(text).toMatch(/gates +GRU4Rec \(gated recurrence\) +yes +no +0\.900 \(0\.900 to 0\.900\) +0 of 3 solve it/);
    expect(runsKept()).toHaveLength(3);
    expect(runsKept()[0]).toMatchObject({
      world: 'threads',
      seed: 1,
      adapter: 'none (software adapter)',
      stateSha256: 'ab',
    });
    expect(readdirSync(join(path, '..'))).toEqual(['table.json']);
    const again = engineOf();
    await lab(again.engine, '--only', 'threads', '--only', '1');
    const others = contenders.filter(({ name }) => name !== 'gates');
    expect(again.trained).toEqual(others.map(({ model }) => `threads 1 ${model}`));
    expect(runsKept()).toHaveLength(3 + others.length);
  });

  it('keeps what was finished where it is stopped, and goes on with the same line', async () => {
    const stopping = engineOf((count) => {
      if (count < 2) return 'finished';
      process.emit('SIGINT');
      return 'paused';
    });
    const { failure } = await lab(stopping.engine, ...ONE);
    expect(failure).toBe('worlds: stopped; 2 of 3 runs are left, and the same line goes on');
    expect(runsKept().map(({ seed }) => seed)).toEqual([1]);
    const { trained, engine } = engineOf();
    await lab(engine, ...ONE);
    expect(trained).toEqual(['threads 2 gru4rec', 'threads 3 gru4rec']);
    expect(runsKept().map(({ seed }) => seed)).toEqual([1, 2, 3]);
  });

  it('keeps what was finished where a run fails, and says why', async () => {
    const { engine } = engineOf((count) => (count < 3 ? 'finished' : 'failed'));
    await expect(lab(engine, ...ONE)).rejects.toThrow('training threads, gates, seed 3 came to no end: why');
    expect(runsKept()).toHaveLength(2);
  });

  it('counts no run on data that are others by now', async () => {
    await lab(engineOf().engine, ...ONE);
    const { trained, engine } = engineOf(undefined, 'other data');
    await lab(engine, ...ONE, '--only', '2');
    expect(trained).toEqual(['threads 2 gru4rec']);
  });

  it('prints what is kept and trains nothing where that is asked', async () => {
    const { trained, engine } = engineOf();
    const { text } = await lab(engine, '--kept');
    expect(text).toContain(`${tasks.length * contenders.length * seeds.length} runs left to train.`);
    expect(trained).toEqual([]);
  });

  it('refuses a name that there is not, and a file that holds something else', async () => {
    const { engine } = engineOf();
    await expect(lab(engine, '--only', 'gate')).rejects.toThrow("--only is 'gate', expected one of");
    writeFileSync(path, '{}');
    await expect(lab(engine)).rejects.toThrow(/table\.json: .*--results names another file/);
  });
});
