/**
 * The manifest of a snapshot: what a stranger needs to use the model and to judge it. The schema is strict: a field it
 * does not name is refused. A new field that every file has means a new version; one that only some have is optional, and
 * readers from before it refuse just those files.
 */
import * as v from 'valibot';
import { namedSplits } from '../core/split_rules.ts';
import { MAX_DATASET_NAME_LENGTH, MAX_ITEMS, MAX_SCORES } from './limits.ts';
import { finite, former, type Format, integer, seals, settingValue, text } from './seal.ts';
import { storages } from './storage.ts';

/** A model's settings, and the size of its catalogue. */
const settings = v.pipe(
  v.objectWithRest({ items: finite }, settingValue),
  v.check(
    (given) => Object.keys(given).every((name) => /^[a-zA-Z][a-zA-Z0-9]{0,63}$/.test(name)),
    'no name of a setting',
  ),
  v.readonly(),
);

/** Mean metrics over the targets of `users` users, with the weights stored one way or the other. */
const score = v.pipe(
  v.strictObject({
    stage: v.picklist(['validation', 'test']),
    weights: v.picklist(storages),
    users: integer(1),
    values: v.pipe(v.record(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9@]{0,63}$/)), finite), v.readonly()),
  }),
  v.readonly(),
);

/** How rows became histories; a gap in seconds cuts them into sessions and is absent where none does. */
export const shapingFields = {
  duplicates: v.picklist(['keep', 'drop repeated rows', 'collapse consecutive']),
  minimumUser: integer(1),
  minimumItem: integer(1),
  lastN: v.nullable(integer(1)),
  ties: v.picklist(['file order', 'seeded shuffle']),
  seed: integer(),
};

const training = {
  seed: integer(),
  optimizer: text(),
  learningRate: finite,
  precision: v.picklist(['f32', 'f16']),
  version: text(),
  commit: text(),
};

const fields = {
  /** Name of the model's folder; a key of the layouts the reader is given, never code or a path. */
  arch: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]{0,63}$/)),
  /** The model's settings; `items` is the size of its catalogue. */
  config: v.pipe(
    settings,
    v.check(({ items }) => Number.isSafeInteger(items) && items >= 1 && items <= MAX_ITEMS, 'items is not a count'),
  ),
  /** What is needed to prepare new histories alike. */
  prep: v.pipe(
    v.strictObject({ ...shapingFields, sessionGap: v.exactOptional(integer(1)), historyLength: integer(1) }),
    v.readonly(),
  ),
  /** How the parameters are stored. */
  weights: v.picklist(storages),
  /** What its author measured: the protocol (first 12 hex digits of its SHA-256), and scores under it. */
  metrics: v.pipe(
    v.strictObject({
      protocol: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
      /** Absent: leave-one-out. */
      split: v.exactOptional(v.picklist(namedSplits)),
      seen: v.picklist(['filtered', 'kept']),
      scores: v.pipe(v.array(score), v.maxLength(MAX_SCORES), v.readonly()),
    }),
    v.readonly(),
  ),
  /** The tokenizer that made the codes of its items, in files that say how a new title is coded. */
  tokenizer: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]{0,63}$/))),
  /** A name its author chose. No digest of the data, which would tell which data it was. */
  dataset: v.nullable(text(MAX_DATASET_NAME_LENGTH)),
  ...seals,
};

/** After which epoch and step a run had the weights; files of version 1 do not say the step. */
export const weightsAt = v.strictObject({ epoch: integer(), step: v.nullable(integer()) });

const schema = v.strictObject({
  ...fields,
  train: v.pipe(
    v.strictObject({
      /** Where the weights of this file are from: the best validation, or the end where there was none. */
      weights: v.pipe(weightsAt, v.readonly()),
      /** How far training went; files of version 1 do not say the epochs. */
      epochs: v.nullable(integer()),
      steps: integer(),
      ...training,
    }),
    v.readonly(),
  ),
});

/** `epochs` was where the weights were from, `steps` how far training went. */
const version1 = v.strictObject({
  ...fields,
  train: v.pipe(v.strictObject({ steps: integer(), epochs: integer(), ...training }), v.readonly()),
});

export const SNAPSHOT: Format<v.InferOutput<typeof schema>> = {
  name: 'nextup-snapshot',
  version: 2,
  schema,
  former: former(version1, ({ manifest, tensors }) => {
    const { epochs: epoch, ...train } = manifest.train;
    return { manifest: { ...manifest, train: { ...train, weights: { epoch, step: null }, epochs: null } }, tensors };
  }),
};

/** What a snapshot says about its model. */
export type ModelManifest = Readonly<Omit<v.InferOutput<typeof schema>, keyof typeof seals>>;
export type ModelSettings = ModelManifest['config'];
export type StatedScore = ModelManifest['metrics']['scores'][number];
