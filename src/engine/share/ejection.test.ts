import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { testPlatform } from '../../testing/platform.ts';
import { inPieces, pythonWith } from '../../testing/elsewhere.ts';
import { unzipped } from '../../testing/unzipped.ts';
import type { Engine, RecipeInput, RunEvent } from '../api.ts';
import { createEngine } from '../engine.ts';

const torch = pythonWith('torch', 'numpy', 'safetensors');
let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-ejected-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Forty users who each take some of a dozen items, of two kinds and at some price, some of which nobody knows. */
function orders(): File {
  const random = new Random(5, 'orders');
  const rows = Array.from({ length: 40 }, (_, user) =>
    Array.from({ length: 6 + random.below(4) }, (_none, t) => {
      const time = 1_600_000_000 + 86_400 * t + random.below(80_000);
      const price = random.below(5) === 0 ? '' : 1 + random.below(30);
      return `u${user},item ${(user + 3 * t) % 12},${time},${['view', 'buy', ''][random.below(3)]},${price}`;
    }),
  );
  return new File([['user,item,time,event,price', ...rows.flat(), ''].join('\n')], 'orders.csv');
}

const recipeOf = (dataset: string): RecipeInput => ({
  dataset,
  model: 'sasrec',
  config: {
    ...{ blocks: 1, heads: 1, width: 16, length: 4, dropout: 0 },
    ...{ times: 'gaps', kinds: 'read', values: 'read' },
  },
  training: { epochs: 3, batch: 16, learningRate: 5e-3, patience: 0, ...{ loss: 'gbce', negatives: 5 } },
  seen: 'kept',
  seed: 4,
});

/** Opens the orders with their kinds and values. */
async function opened(engine: Engine): Promise<string> {
  const files = [orders()];
  const found = await engine.sniff(files);
  const columns = [
    [3, 'event'],
    [4, 'value'],
  ] as const;
  let plan = found;
  for (const [column, role] of columns) plan = await engine.correct(plan, { file: 'orders.csv', column, role });
  return (await engine.open(files, { plan })).id;
}

describe('a run as a project', () => {
  it('goes on in PyTorch with the losses and the metrics that it has here (skipped there without torch, numpy and safetensors)', async () => {
    const engine = createEngine(testPlatform());
    const dataset = await opened(engine);
    const losses: number[] = [];
    const listen = (event: RunEvent): void => {
      if (event.kind === 'steps') losses.push(...event.losses);
    };
    const { id: run } = await engine.train(recipeOf(dataset), undefined, { steps: 5, baselines: false });
    const heard: number[] = [];
    const made = await engine.project({ run }, (done) => heard.push(done));
    expect(made).toMatchObject({ step: 5, moments: true });
    expect(heard.length).toBeGreaterThan(5);
    expect((await engine.project({ run })).zip).toEqual(made.zip);
    expect((await engine.project({ unfinished: dataset })).zip).toEqual(made.zip);
    const paths = unzipped(made.zip, folder);
    expect(paths.sort()).toEqual(made.files.map(({ path }) => `nextup-sasrec/${path}`).sort());

    const { test } = await engine.resume(run, listen);
    const after = await engine.project({ run });
    expect(after).toMatchObject({ moments: false });
    if (torch === null) return;
    const project = join(folder, 'nextup-sasrec');
    const weights = join(project, 'checkpoint.safetensors');
    writeFileSync(weights, inPieces(readFileSync(weights), 8)); // as only large tables are
    const python = (...words: string[]) => execFileSync(torch, ['-B', ...words], { cwd: project, encoding: 'utf8' });
    python('train.py', '--device', 'cpu', '--losses', 'losses.csv');
    const there = readFileSync(join(project, 'losses.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => Number(line.split(',')[1]));
    expect(there).toHaveLength(losses.length);
    there.forEach((loss, i) => expect(Math.abs(loss / losses[i] - 1), `step ${i + 6}`).toBeLessThan(1e-5));
    const scores = JSON.parse(python('evaluate.py', '--device', 'cpu')) as Record<string, number>; // what the script prints
    expect(scores['hr@10']).toBeCloseTo(test?.hr['10'] ?? NaN, 4);
    expect(scores['ndcg@10']).toBeCloseTo(test?.ndcg['10'] ?? NaN, 4);
  });

  it('is made of a model file on its own data, and of nothing else', async () => {
    const engine = createEngine(testPlatform());
    const dataset = await opened(engine);
    const recipe = { ...recipeOf(dataset), training: { epochs: 1 } };
    const { id: trained } = await engine.train(recipe, undefined, { baselines: false });
    const { id: run } = await engine.load(await engine.snapshot(trained));
    await expect(engine.project({ run })).rejects.toThrow('are part of its project and not open; open them first');
    const { id: others } = await engine.simulate('sequels');
    await expect(engine.project({ run, dataset: others })).rejects.toThrow('has other items than snapshot-1');
    expect(await engine.project({ run, dataset })).toMatchObject({ epoch: 1, moments: false });
    await engine.discard();
    await expect(engine.project({ unfinished: dataset })).rejects.toThrow('there is no unfinished run');
  });
});
