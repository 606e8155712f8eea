import { defaultShaping, type Shaping } from '../data/dataset.ts';
import { leaf } from '../graph/tensor.ts';
import { configure, models, modelNamed } from '../models/catalogue.ts';
import { Scope } from '../nn/scope.ts';
import { leaveOneOut, state } from '../evaluate/protocol.ts';
import { Reader } from '../recommend/reader.ts';
import type { ModelManifest, ModelSettings } from '../snapshot/manifest.ts';
import { readModel, writeModel, type Layout, type ModelFile } from '../snapshot/model_file.ts';
import { defaultTraining } from '../train/settings.ts';
import { namedWeights } from '../train/trainer.ts';
import { sha256 } from '../core/sha256.ts';
import type { ActiveRun } from './active_run.ts';
import type { Config, RunSummary } from './api.ts';
import type { Platform } from './platform.ts';
import type { AskableModel } from './runs.ts';

/** A snapshot opened in this session. */
export interface LoadedSnapshot {
  readonly model: AskableModel;
  readonly summary: RunSummary;
}

/** Parameters of each model under a snapshot's settings; `items` is the size of the catalogue. */
const layouts: ReadonlyMap<string, Layout> = new Map(
  [...models].map(([name, model]): [string, Layout] => [
    name,
    ({ items, ...config }: ModelSettings) => {
      const settings = configure(model, config);
      const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
      const ids = leaf('ids', [1, settings.length], 'u32');
      const unused = { offsets: leaf('offsets', [items + 2], 'u32'), places: leaf('places', [settings.length], 'u32') };
      model.forward(scope, { items: { ids, ...unused }, start: leaf('start', [1], 'u32') }, items + 1, settings);
      return scope.parameters.map(({ name: parameter, tensor }) => ({ name: parameter, shape: tensor.shape }));
    },
  ]),
);

/** The best weights of a run, its settings, its scores and its item titles; no interactions, no user ids. */
export function writeSnapshot(
  { print, opened, state: at, tested }: ActiveRun,
  platform: Platform,
): Promise<Uint8Array<ArrayBuffer>> {
  const { recipe, graph } = print;
  const { catalogue, shaping } = opened.dataset;
  const test = tested?.metrics;
  const manifest: ModelManifest = {
    arch: recipe.model,
    config: { ...recipe.config, items: catalogue.ids.length },
    prep: { ...shaping, historyLength: recipe.config.length },
    train: {
      steps: at.position.step,
      epochs: at.position.best?.epoch ?? at.position.epoch,
      seed: recipe.seed,
      optimizer: 'adamw',
      learningRate: recipe.training.learningRate,
      precision: 'f32',
      version: platform.version,
      commit: platform.commit,
    },
    metrics: {
      protocol: recipe.protocol.hash,
      split: test === undefined ? 'not tested' : recipe.protocol.seen,
      users: test?.users ?? 0,
      values: test === undefined ? {} : { 'hr@10': test.hr['10'], 'ndcg@10': test.ndcg['10'] },
    },
    dataset: recipe.dataset.name.slice(0, 120),
  };
  const items = { ids: catalogue.ids, titles: catalogue.titles };
  return writeModel({ manifest, parameters: namedWeights(graph, at.best), items });
}

/** Opens a snapshot so that it can recommend. @throws SnapshotError for a file that is not wholly right */
export async function readSnapshot(bytes: Uint8Array<ArrayBuffer>): Promise<LoadedSnapshot> {
  const file = await readModel(bytes, layouts);
  const { manifest, parameters, items } = file;
  const { count, config } = splitOff(manifest.config);
  const weights = Object.fromEntries(parameters.map(({ name, data }) => [name, Float64Array.from(data)]));
  const known = { ...items, categories: null, counts: new Uint32Array(count) };
  const seen = manifest.metrics.split === 'kept' ? 'kept' : 'filtered';
  const reader = new Reader(modelNamed(manifest.arch), config, count, weights);
  return { model: { items: known, seen, reader }, summary: await summaryOf(file, await sha256(bytes)) };
}

/** A snapshot's settings are the model's and the size of the catalogue. */
function splitOff({ items: count, ...config }: ModelSettings): { count: number; config: Config } {
  return { count, config };
}

async function summaryOf({ manifest, parameters }: ModelFile, digest: string): Promise<RunSummary> {
  const { train, metrics, prep, arch } = manifest;
  const { config } = splitOff(manifest.config);
  const shaping: Shaping = {
    ...defaultShaping,
    duplicates: prep.duplicates,
    minimumUser: prep.minimumUser,
    minimumItem: prep.minimumItem,
    lastN: prep.lastN,
    ties: prep.ties,
    seed: prep.seed,
  };
  const protocol = await state(leaveOneOut(metrics.split === 'kept' ? 'kept' : 'filtered', prep.ties));
  const scores = Object.entries(metrics.values).map(([name, value]) => `${name} ${value.toFixed(4)}`);
  return {
    id: '',
    recipe: {
      dataset: { name: manifest.dataset ?? 'unnamed', fingerprint: '', shaping },
      protocol,
      model: arch,
      config,
      training: { ...defaultTraining, learningRate: train.learningRate },
      seed: train.seed,
    },
    phase: 'finished',
    adapter: null,
    parameters: parameters.reduce((sum, { data }) => sum + data.length, 0),
    epochs: train.epochs,
    steps: train.steps,
    validation: [],
    test: null,
    baselines: [],
    againstBaseline: null,
    weightsSha256: digest,
    stateSha256: '',
    variants: {},
    seconds: 0,
    pace: null,
    note: `Opened from a file whose author is not known. ${scores.length === 0 ? 'It states no score.' : `It states ${scores.join(', ')} on ${metrics.users} users.`}`,
  };
}
