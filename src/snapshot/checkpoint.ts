/**
 * Checkpoints: everything a run needs to go on as if it had never stopped. The container is that of snapshots; the
 * trainer decides which tensors there are (parameters, first and second moments, best weights) and gets the same back.
 */
import * as v from 'valibot';
import { canonicalJson, isJsonObject, type JsonObject } from './json.ts';
import { canonicalIn, canonicalTensor } from './json_tensor.ts';
import { MAX_HEADER_BYTES, MAX_JSON_BYTES } from './limits.ts';
import { type Outline, outlineBytes } from './pieces.ts';
import { refusal } from './refusal.ts';
import { digest, finite, former, type Format, integer, seal, seals, text, unseal, verify } from './seal.ts';
import type { Tensor } from './tensor.ts';

const json = v.custom<JsonObject>(isJsonObject, 'not a JSON object of finite numbers and well-formed text');

const fields = {
  /** Rises by one with every save of a run; the newest checkpoint is the one with the largest. */
  counter: integer(1),
  /** The recipe as the trainer was given it. */
  recipe: json,
  /** Fingerprint of the dataset: SHA-256, hexadecimal. */
  dataset: digest,
  adapter: text(),
  /** Kernel → variant chosen by measurement; other variants would give other bits. */
  variants: v.pipe(v.record(text(), text()), v.readonly()),
  /** Training steps and epochs finished. */
  step: integer(),
  epoch: integer(),
  /** Batches of the current epoch already used. */
  cursor: integer(),
  best: v.nullable(v.pipe(v.strictObject({ metric: text(), value: finite, epoch: integer() }), v.readonly())),
  ...seals,
};

const schema = v.strictObject(fields);

/** Held `progress` in the manifest, which a long curve outgrew. */
const version1 = v.strictObject({ ...fields, progress: json });

const CHECKPOINT: Format<v.InferOutput<typeof schema>> = {
  name: 'nextup-checkpoint',
  version: 2,
  schema,
  former: former(version1, ({ manifest: { progress, ...manifest }, tensors }) => {
    return { manifest, tensors: [...tensors, canonicalTensor(PROGRESS, progress)] };
  }),
};

const PROGRESS = 'progress';

/** The state of a run between two steps. */
export type Checkpoint = Readonly<Omit<v.InferOutput<typeof schema>, 'counter' | keyof typeof seals>> & {
  /** What else the trainer wants back as it was: patience, curve. */
  readonly progress: JsonObject;
  readonly tensors: readonly Tensor[];
};

export interface SavedCheckpoint {
  readonly counter: number;
  readonly checkpoint: Checkpoint;
}

/**
 * The bytes of `checkpoint` as the `counter`-th save of its run. Throws SnapshotError where a number is not finite: a
 * run that has diverged must not replace one that had not.
 */
export async function encodeCheckpoint({ counter, checkpoint }: SavedCheckpoint): Promise<Uint8Array<ArrayBuffer>> {
  const { tensors, progress, ...manifest } = checkpoint;
  tensors.forEach(checkFinite);
  return await seal(CHECKPOINT, { ...manifest, counter }, [...tensors, canonicalTensor(PROGRESS, progress)]);
}

/** The most bytes that a checkpoint with such tensors may have, whatever its manifest and its progress come to. */
export const checkpointBytes = (tensors: readonly Outline[]): number =>
  8 + MAX_HEADER_BYTES + MAX_JSON_BYTES + outlineBytes(tensors);

/** Reads a checkpoint; its tensors are views into `bytes`. Throws SnapshotError for a file that is not wholly right. */
export async function decodeCheckpoint(bytes: Uint8Array<ArrayBuffer>): Promise<SavedCheckpoint> {
  const { manifest, stated, tensors: all } = unseal(CHECKPOINT, bytes);
  await verify(bytes, stated);
  const progress = canonicalIn(PROGRESS, all);
  const tensors = all.filter(({ name }) => name !== PROGRESS);
  tensors.forEach(checkFinite);
  const { counter, recipe, dataset, adapter, variants, step, epoch, cursor, best } = manifest;
  return {
    counter,
    checkpoint: { recipe, dataset, adapter, variants, step, epoch, cursor, best, progress, tensors },
  };
}

/** Throws SnapshotError unless `checkpoint` belongs to a run of `recipe` on the dataset with this fingerprint. */
export function checkSameRun(checkpoint: Checkpoint, recipe: JsonObject, dataset: string): void {
  if (checkpoint.dataset !== dataset) {
    const [saved, open] = [checkpoint.dataset.slice(0, 12), dataset.slice(0, 12)];
    throw refusal('SNAP_OTHER_RUN', 'checkpoint', `saved with dataset ${saved}, but ${open} is open`);
  }
  if (canonicalJson(checkpoint.recipe) !== canonicalJson(recipe)) {
    throw refusal('SNAP_OTHER_RUN', 'checkpoint', 'saved with another recipe');
  }
}

/** Exponent bits of IEEE 754 single precision: all ones in infinities and NaN only. */
const EXPONENT = 0x7f800000;

function checkFinite({ name, dtype, data }: Tensor): void {
  if (dtype !== 'F32') return;
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  for (let i = 0; i < bits.length; i++) {
    if ((bits[i] & EXPONENT) === EXPONENT)
      throw refusal('SNAP_NUMBERS', `tensor "${name}"`, `element ${i} is not finite`);
  }
}
