/**
 * The strict schema of what a kept run says about itself. It is JSON inside the run's file; like every file it is read as
 * if a stranger had made it: what the schema does not name is refused.
 */
import * as v from 'valibot';
import { tieRules } from '../data/dataset.ts';
import { splitRules, stages } from '../data/split.ts';
import { seenRules } from '../evaluate/protocol.ts';
import { digest, finite, integer, text } from '../snapshot/seal.ts';
import { shapingFields } from '../snapshot/manifest.ts';
import { schedules } from '../train/optimizer.ts';
import { lossNames } from '../train/settings.ts';
import type { RunSummary } from './api.ts';

/** What is kept of a summary: its id belongs to a session, its place to the shelf; it is no snapshot. */
export type KeptSummary = Omit<RunSummary, 'id' | 'kept' | 'snapshot'>;

const SENTENCE = 2000;
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const positive = v.pipe(v.number(), v.finite(), v.minValue(0));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/));
const name = v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/));
/** A digest, or nothing where none was made. */
const maybeDigest = v.union([digest, v.literal('')]);

/** Targets only where a user may have several. */
const asked = { users: integer(1), targets: v.exactOptional(integer(1)) };

const atCutoffs = v.strictObject({ '5': share, '10': share, '20': share });
const ranking = { hr: atCutoffs, ndcg: atCutoffs, mrr: atCutoffs };
const bucket = v.strictObject({ from: integer(), to: v.nullable(integer()), users: integer(1), ...ranking });
const buckets = v.pipe(v.array(bucket), v.maxLength(32));

const protocol = v.strictObject({
  split: v.picklist(splitRules),
  seen: v.picklist(seenRules),
  ties: v.picklist(tieRules),
  ranking: v.literal('full'),
  equalScores: v.literal('expected rank'),
  queryTime: v.literal('unknown'),
  hash,
  sentence: text(SENTENCE),
});

const metrics = v.strictObject({
  dataset: v.strictObject({ name: text(1024), fingerprint: digest }),
  stage: v.picklist(stages),
  protocol,
  ...asked,
  items: integer(1),
  ...ranking,
  coverage: share,
  headShare: share,
  byLength: buckets,
  byPopularity: buckets,
});

/** Runs kept before histories could be cut have no gap. */
const shaping = v.strictObject({ ...shapingFields, sessionGap: v.optional(v.nullable(integer(1)), null) });

const training = v.strictObject({
  epochs: integer(1),
  batch: integer(1),
  learningRate: positive,
  schedule: v.picklist(schedules),
  warmup: integer(),
  weightDecay: positive,
  clip: positive,
  beta2: share,
  loss: v.picklist(lossNames),
  negatives: integer(1),
  validateEvery: integer(1),
  patience: integer(),
});

const recipe = v.strictObject({
  dataset: v.strictObject({
    ...{ name: text(1024), fingerprint: digest, shaping },
    guessed: v.exactOptional(v.literal(true)),
  }),
  protocol,
  model: name,
  config: v.record(name, finite),
  training,
  seed: integer(),
});

const adapter = v.strictObject({
  vendor: text(),
  architecture: text(),
  description: text(SENTENCE),
  software: v.boolean(),
  features: v.pipe(v.array(text()), v.maxLength(200)),
  limits: v.record(name, finite),
  key: text(SENTENCE),
});

const point = v.strictObject({
  epoch: integer(),
  step: integer(),
  hr10: share,
  ndcg10: share,
  loss: finite,
  seconds: positive,
  best: v.boolean(),
});

const interval = v.strictObject({ value: finite, low: finite, high: finite, ...asked, resamples: integer(1) });

export const keptSummary = v.strictObject({
  name: v.pipe(text(), v.minLength(1)),
  recipe,
  phase: v.picklist(['finished', 'stopped']),
  adapter: v.nullable(adapter),
  parameters: integer(1),
  epochs: integer(),
  steps: integer(),
  validation: v.pipe(v.array(point), v.maxLength(20_000)),
  test: metrics,
  baselines: v.pipe(v.array(v.strictObject({ name, title: text(), metrics })), v.maxLength(64)),
  againstBaseline: v.nullable(
    v.strictObject({ baseline: name, metric: text(), difference: interval, sentence: text(SENTENCE) }),
  ),
  weightsSha256: maybeDigest,
  stateSha256: maybeDigest,
  variants: v.record(text(SENTENCE), text()),
  seconds: positive,
  pace: v.nullable(
    v.strictObject({
      millisecondsPerStep: positive,
      secondsPerValidation: positive,
      stepWork: positive,
      validationWork: positive,
    }),
  ),
  note: text(SENTENCE),
}) satisfies v.GenericSchema<unknown, KeptSummary>;
