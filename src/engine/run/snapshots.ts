import { shortened } from '../../core/shorten.ts';
import { exactly, modelNamed } from '../../models/catalogue.ts';
import { Reader } from '../../recommend/reader.ts';
import { MAX_DATASET_NAME_LENGTH } from '../../snapshot/limits.ts';
import type { ModelManifest, StatedScore } from '../../snapshot/manifest.ts';
import { readModel, writeModel, type ModelFile } from '../../snapshot/model_file.ts';
import { usersAsked } from '../../data/split.ts';
import { namedWeights } from '../../train/trainer.ts';
import { sha256 } from '../../core/sha256.ts';
import type { ActiveRun } from './active_run.ts';
import type { RunSummary } from './messages.ts';
import type { QuantizationPrice, SnapshotOptions } from './snapshot_messages.ts';
import { kindsRead, type AskableModel } from './askable.ts';
import { checkedCoder } from './new_titles.ts';
import { readReceipt, receiptJson, type Receipt } from './receipt.ts';
import { layouts } from './layouts.ts';
import type { WholeState } from '../../snapshot/states.ts';
import type { Platform } from '../platform.ts';
import { summaryOfSnapshot } from './snapshot_summary.ts';
import type { Blueprint } from './workbench.ts';

/** A snapshot opened in this session. */
export interface LoadedSnapshot {
  readonly model: AskableModel;
  readonly summary: RunSummary;
  readonly file: ModelFile;
  readonly receipt: Receipt | null;
}

/**
 * The best weights of a run, its settings, its scores and its item titles; no interactions, no user ids. `price` is
 * stated beside the scores where it was measured.
 */
export function writeSnapshot(
  run: ActiveRun,
  platform: Platform,
  { precision = 'f32', titles = true, coder = true }: SnapshotOptions,
  price: QuantizationPrice | null,
  receipt: Receipt | null = null,
  states: readonly WholeState[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const { print, opened, state: at, weightsAt } = run;
  const { epoch, step } = at.position;
  const { catalogue } = opened.dataset;
  const unsaid = manifestOf(print, platform, { weights: weightsAt, epochs: epoch, steps: step });
  const metrics = { ...unsaid.metrics, scores: scoresOf(run, price) };
  const items = { ids: catalogue.ids, titles: titles ? catalogue.titles : null };
  const manifest = { ...unsaid, weights: precision, metrics };
  const known = kindsRead(print);
  return writeModel({
    ...{ manifest, parameters: namedWeights(print.graph, at.best), items },
    ...{ codes: run.codes, coder: coder && titles ? (run.coded?.coder ?? null) : null },
    ...{ kinds: known.length === 0 ? null : known, levels: print.shape.levels ?? null },
    ...(receipt === null ? {} : { receipt: receiptJson(receipt), states }),
  });
}

/** What a file with weights of f32 says of a run that came so far, without its scores. */
export function manifestOf(
  { recipe, split }: Pick<Blueprint, 'recipe' | 'split'>,
  { version, commit }: Pick<Platform, 'version' | 'commit'>,
  reached: Pick<ModelManifest['train'], 'weights' | 'epochs' | 'steps'>,
): ModelManifest {
  const { catalogue, shaping } = split.dataset;
  const { sessionGap, ...prep } = shaping;
  return {
    arch: recipe.model,
    config: { ...recipe.config, items: catalogue.ids.length },
    prep: { ...prep, ...(sessionGap === null ? {} : { sessionGap }), historyLength: recipe.config.length },
    train: {
      ...reached,
      seed: recipe.seed,
      optimizer: 'adamw',
      learningRate: recipe.training.learningRate,
      precision: 'f32',
      version,
      commit,
    },
    weights: 'f32',
    metrics: {
      protocol: recipe.protocol.hash,
      ...(recipe.protocol.split === 'leave-one-out' ? {} : { split: recipe.protocol.split }),
      seen: recipe.protocol.seen,
      scores: [],
    },
    dataset: shortened(recipe.dataset.name, MAX_DATASET_NAME_LENGTH),
  };
}

/** What is known of a run's best weights: on the validation targets that chose them, and on the test targets. */
function scoresOf({ tested, curve, print }: ActiveRun, price: QuantizationPrice | null): StatedScore[] {
  const best = curve.findLast((point) => point.best);
  const users = usersAsked(print.split, 'validation');
  const named = (hr10: number, ndcg10: number) => ({ 'hr@10': hr10, 'ndcg@10': ndcg10 });
  const validation: StatedScore[] =
    price === null
      ? best === undefined
        ? []
        : [{ stage: 'validation', weights: 'f32', users, values: named(best.hr10, best.ndcg10) }]
      : (['f32', 'int8'] as const).map((weights) => ({
          stage: 'validation',
          weights,
          users: price.users,
          values: named(price[weights].hr10, price[weights].ndcg10),
        }));
  if (tested === null) return validation;
  const { hr, ndcg } = tested.metrics;
  return [
    ...validation,
    { stage: 'test', weights: 'f32', users: tested.metrics.users, values: named(hr['10'], ndcg['10']) },
  ];
}

/** Opens a snapshot so that it can recommend. @throws SnapshotError for a file that is not wholly right */
export async function readSnapshot(bytes: Uint8Array<ArrayBuffer>): Promise<LoadedSnapshot> {
  const file = await readModel(bytes, layouts);
  const { manifest, parameters, items, codes, coder, kinds, levels } = file;
  const model = modelNamed(manifest.arch);
  const { items: count, ...settings } = manifest.config; // a snapshot's settings are the model's and the size of the catalogue
  const config = exactly(model, settings);
  const weights = Object.fromEntries(parameters.map(({ name, data }) => [name, new Float64Array(data)]));
  const known = { ...items, categories: null, counts: new Uint32Array(count) };
  const reader = new Reader(model, config, count, weights, { codes, levels });
  const receipt = file.receipt === undefined ? null : await readReceipt(file.receipt);
  const summary = await summaryOfSnapshot(file, config, { bytes: bytes.length, digest: await sha256(bytes), receipt });
  const told = { kinds: kinds ?? [], levels: levels ?? [], vectors: coder && ('text' as const) };
  if (coder !== null && codes !== null) checkedCoder(coder, codes);
  return { model: { items: known, seen: manifest.metrics.seen, ...told, reader, coder }, summary, file, receipt };
}

/** The file of an opened snapshot again, stored or titled differently where that is asked for. */
export function rewriteSnapshot(
  { file }: LoadedSnapshot,
  { precision = file.manifest.weights, titles = true, coder: says = true }: SnapshotOptions,
  receipt: Receipt | null,
  states: readonly WholeState[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const { manifest, parameters, items, codes, coder, kinds, levels } = file;
  return writeModel({
    manifest: { ...manifest, weights: precision },
    parameters,
    codes,
    coder: says && titles ? coder : null,
    kinds,
    levels,
    items: titles ? items : { ...items, titles: null },
    ...(receipt === null ? {} : { receipt: receiptJson(receipt), states }),
  });
}
