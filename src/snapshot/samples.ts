/** Small files for the tests of this folder. */
import * as v from 'valibot';
import { SettingsError } from '../core/errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Json, isJsonObject, type JsonObject } from './json.ts';
import type { ModelManifest } from './manifest.ts';
import type { Layout, ModelFile } from './model_file.ts';
import { seal } from './seal.ts';
import { f32, type Tensor } from './tensor.ts';

export const manifest: ModelManifest = {
  arch: 'tiny',
  config: { items: 3, width: 2, dropout: 0.25 },
  prep: {
    duplicates: 'keep',
    minimumUser: 1,
    minimumItem: 1,
    lastN: null,
    ties: 'file order',
    seed: 0,
    historyLength: 50,
  },
  train: {
    weights: { epoch: 2, step: 80 },
    epochs: 3,
    steps: 120,
    seed: 1,
    optimizer: 'adamw',
    learningRate: 0.001,
    precision: 'f32',
    version: '0.1.0',
    commit: 'unknown',
  },
  weights: 'f32',
  metrics: {
    protocol: 'ab'.repeat(6),
    seen: 'filtered',
    scores: [{ stage: 'test', weights: 'f32', users: 5, values: { 'ndcg@10': 0.125 } }],
  },
  dataset: 'Bücher',
};

export const model: ModelFile = {
  manifest,
  parameters: [
    { name: 'item.weight', shape: [3, 2], data: Float32Array.of(1, -2, 0.5, 0, 1e-3, 7) },
    { name: 'bias', shape: [2], data: Float32Array.of(0.25, -1e6) },
  ],
  items: { ids: ['0123', 'b', '日本'], titles: ['Faust', '', 'Emma 🙂'] },
  codes: null,
  coder: null,
  kinds: null,
  levels: null,
};

/** The same weights as int8; a vector's numbers end at 65,504 there. */
export const small: ModelFile = {
  ...model,
  manifest: { ...manifest, weights: 'int8' },
  parameters: [model.parameters[0], { name: 'bias', shape: [2], data: Float32Array.of(0.25, -65_504) }],
};

/** Parameters of the architecture `tiny`: an item table and a bias. */
export const tiny: Layout = ({ items, width: given = 0 }) => {
  const width = Number(given);
  if (!Number.isInteger(width) || width < 1 || width > 8) {
    throw new SettingsError(`tiny: width is ${width}, expected 1 to 8; choose a smaller one`);
  }
  const places = [
    { name: 'item.weight', shape: [items, width] },
    { name: 'bias', shape: [width] },
  ];
  return { places, codes: null, kinds: false, values: false };
};

export const layouts: ReadonlyMap<string, Layout> = new Map([['tiny', tiny]]);

export const checkpoint = (step: number): Checkpoint => ({
  recipe: { model: 'tiny', seed: 1, steps: [1, 2] },
  dataset: 'cd'.repeat(32),
  adapter: 'none',
  variants: { 'matmul.nn': 'tiled' },
  step,
  epoch: 2,
  cursor: 7,
  best: { metric: 'ndcg@10', value: 0.125, epoch: 1 },
  progress: { patience: 4 },
  tensors: [
    f32('moment1', [4], Float32Array.of(0, 1e-8, -1, 2)),
    f32('moment2', [4], Float32Array.of(0, 1e-30, 1, 4)),
    f32('parameters', [4], Float32Array.of(step, 2, 3, 4)),
  ],
});

/** A file whose digests are right whatever it says: what an attacker who knows the format can make. */
export const forge = (
  format: string,
  fields: JsonObject,
  tensors: readonly Tensor[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const [name = '', version = ''] = format.split('/');
  const schema = v.custom<JsonObject & { dataSha256: string; headerSha256: string }>(isJsonObject);
  return seal({ name, version: Number(version), schema }, fields, tensors);
};

/** A container with any text as its header and any bytes as its body. */
export function raw(header: string | Uint8Array, body: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + body.length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  bytes.set(body, 8 + padded);
  return bytes;
}

/** The fields of a manifest with some of them replaced. */
export const altered = (changes: Readonly<Record<string, Json>>): JsonObject => ({ ...manifest, ...changes });
