/**
 * The strict schema of what a kept run says about itself. It is JSON inside the run's file; like every file it is read as
 * if a stranger had made it: what the schema does not name is refused.
 */
import * as v from 'valibot';
import { shortened } from '../../core/shorten.ts';
import { LONGEST_NAME } from '../../data/dataset.ts';
import { stages } from '../../data/split.ts';
import { MAX_TEXT_LENGTH } from '../../snapshot/limits.ts';
import { digest, finite, integer, text } from '../../snapshot/seal.ts';
import { weightsAt } from '../../snapshot/manifest.ts';
import type { RunSummary } from './messages.ts';
import { curve, name, positive, protocol, recipe, SENTENCE, share } from './recipe_schema.ts';

/** What is kept of a summary: its id belongs to a session, its place to the shelf; it is no snapshot. */
export type KeptSummary = Omit<RunSummary, 'id' | 'kept' | 'snapshot'>;

/** A digest, or nothing where none was made. */
const maybeDigest = v.union([digest, v.literal('')]);

/** Targets only where a user may have several. */
const asked = { users: integer(1), targets: v.exactOptional(integer(1)) };

const atCutoffs = v.strictObject({ '5': share, '10': share, '20': share });
const ranking = { hr: atCutoffs, ndcg: atCutoffs, mrr: atCutoffs };
const bucket = v.strictObject({ from: integer(), to: v.nullable(integer()), users: integer(1), ...ranking });
const buckets = v.pipe(v.array(bucket), v.maxLength(32));

const metrics = v.strictObject({
  dataset: v.strictObject({ name: text(LONGEST_NAME), fingerprint: digest }),
  stage: v.picklist(stages),
  protocol,
  ...asked,
  ofUsers: v.exactOptional(integer(1)),
  items: integer(1),
  ...ranking,
  coverage: share,
  headShare: share,
  byLength: buckets,
  byPopularity: buckets,
});

/** Of an adapter; there are some thirty. */
const MOST_FEATURES = 200;

const adapter = v.strictObject({
  vendor: text(),
  architecture: text(),
  description: text(SENTENCE),
  software: v.boolean(),
  features: v.pipe(v.array(text()), v.maxLength(MOST_FEATURES)),
  limits: v.record(name, finite),
  key: text(SENTENCE),
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
  weightsAt,
  validation: curve,
  test: metrics,
  baselines: v.pipe(v.array(v.strictObject({ name, title: text(), metrics })), v.maxLength(64)),
  againstBaseline: v.nullable(
    v.strictObject({ baseline: name, metric: text(), difference: interval, sentence: text(SENTENCE) }),
  ),
  codes: v.exactOptional(
    v.strictObject({
      items: integer(1),
      slots: integer(1),
      size: integer(1),
      used: share,
      alike: v.strictObject({ items: integer(), most: integer(1), collisions: integer() }),
    }),
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

export type CheckedSummary = v.InferOutput<typeof keptSummary>;

/** A summary whose texts from elsewhere, errors and drivers, are as long as the schema takes: no run is lost for a long word. */
export function fitted(summary: KeptSummary): KeptSummary {
  const { adapter: of, note } = summary;
  const short = (said: string): string => shortened(said, MAX_TEXT_LENGTH);
  const told = of && {
    ...of,
    vendor: short(of.vendor),
    architecture: short(of.architecture),
    description: shortened(of.description, SENTENCE),
    features: of.features.slice(0, MOST_FEATURES).map(short),
    key: shortened(of.key, SENTENCE),
  };
  return { ...summary, adapter: told, note: shortened(note, SENTENCE) };
}

const version1 = v.omit(keptSummary, ['weightsAt']);

/** A summary as version 1 kept it: the weights are those of the best validation, or of the end where there was none. */
export const formerSummary = v.pipe(
  version1,
  v.transform((summary): CheckedSummary => {
    const { epochs, steps, validation } = summary;
    const { epoch, step } = validation.findLast(({ best }) => best) ?? { epoch: epochs, step: steps };
    return { ...summary, weightsAt: { epoch, step } };
  }),
);
