/**
 * What one process holds of a file of interactions: `node --expose-gc entry.js FILE FOLDER`. Each stage says how long it took, what the process
 * holds once the garbage is gone, and the most that it ever held.
 */
import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nodePlatform } from '../../src/cli/platform.ts';
import type { RecipeInput } from '../../src/engine/api.ts';
import { createEngine } from '../../src/engine/engine.ts';

const [file, folder] = process.argv.slice(2);
const engine = createEngine(nodePlatform({ folder, runs: null }));
await engine.computeOn('cpu');
const MEGABYTE = 1e6;
const stages: Record<string, object> = {};

async function stage<T>(name: string, work: () => Promise<T>, said: (answer: T) => object = () => ({})): Promise<T> {
  const begun = process.hrtime.bigint();
  const answer = await work();
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  globalThis.gc?.();
  const held = Math.round(process.memoryUsage().rss / MEGABYTE);
  const most = Math.round((process.resourceUsage().maxRSS * 1024) / MEGABYTE);
  stages[name] = { seconds: Number(seconds.toFixed(1)), heldMegabytes: held, mostMegabytes: most, ...said(answer) };
  process.stderr.write(`${name}: ${JSON.stringify(stages[name])}\n`);
  return answer;
}

const failure = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const blob = await openAsBlob(file);
const data = await stage(
  'open',
  () => engine.open([{ name: basename(file), blob }]),
  ({ interactions, users, items }) => ({ interactions, users, items, fileBytes: blob.size }),
);
await stage('audit', () => engine.audit(data.id));
await stage('split', () => engine.splits(data.id));

/** The largest width that is not refused. */
async function fitting(): Promise<RecipeInput> {
  for (const width of [256, 128, 64, 32, 16, 8]) {
    const recipe: RecipeInput = {
      dataset: data.id,
      config: { width, heads: 1, blocks: 2, length: 20 },
      training: { batch: 8, loss: 'sampled-softmax' },
    };
    const estimate = await engine.estimate(recipe).catch((error: unknown) => failure(error));
    if (typeof estimate === 'string' || estimate.refused !== null) {
      stages[`width ${width}`] = { refused: typeof estimate === 'string' ? estimate : estimate.refused };
      process.stderr.write(`width ${width}: ${JSON.stringify(stages[`width ${width}`])}\n`);
      continue;
    }
    const { parameters, gpuBytes, largestBufferBytes, unkept, stepsPerEpoch } = estimate;
    stages[`width ${width}`] = { parameters, gpuBytes, largestBufferBytes, stepsPerEpoch, unkept };
    return recipe;
  }
  throw new Error('scale: no width fits');
}

const recipe = await stage('estimates', fitting);
const { id: run } = await stage(
  'a step on the processor',
  () => engine.train(recipe, () => undefined, { steps: 1, baselines: false }),
  ({ phase, recipe: { config, training }, parameters }) => ({
    phase,
    width: config.width,
    loss: training.loss,
    parameters,
  }),
);
stages.checkpoint = { bytes: Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).size)) };
await stage(
  'the model as a file',
  () => engine.snapshot(run, { precision: 'f32', titles: false }),
  ({ length }) => ({ bytes: length }),
).catch((error: unknown) => (stages['the model as a file'] = { refused: failure(error) }));
process.stdout.write(`${JSON.stringify(stages)}\n`);
process.exit(0);
