/**
 * The strict schemas of a recipe and of a validation curve, for whatever keeps them: checkpoints and kept runs. They are read
 * as if a stranger had made them: what a schema does not name is refused.
 */
import * as v from 'valibot';
import { LONGEST_NAME, tieRules } from '../../data/dataset.ts';
import { splitRules } from '../../data/split.ts';
import { seenRules } from '../../evaluate/protocol.ts';
import { digest, finite, integer, settingValue, text } from '../../snapshot/seal.ts';
import { shapingFields } from '../../snapshot/manifest.ts';
import { models } from '../../models/catalogue.ts';
import { allOf, formerValues } from '../../parts/settings.ts';
import { formerTraining, keptTrainingSchema, trainingBeside, withoutCoding } from '../../train/settings.ts';
import type { Recipe, ValidationPoint } from './messages.ts';

export const SENTENCE = 2000;
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const positive = v.pipe(v.number(), v.finite(), v.minValue(0));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/));
export const name = v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/));
export const protocol = v.strictObject({
  split: v.picklist(splitRules),
  seen: v.picklist(seenRules),
  ties: v.picklist(tieRules),
  ranking: v.literal('full'),
  equalScores: v.literal('expected rank'),
  queryTime: v.literal('unknown'),
  hash,
  sentence: text(SENTENCE),
});

/** Runs kept before histories could be cut have no gap. */
const shaping = v.strictObject({ ...shapingFields, sessionGap: v.optional(v.nullable(integer(1)), null) });

const kept = v.strictObject({
  dataset: v.strictObject({
    ...{ name: text(LONGEST_NAME), fingerprint: digest, shaping },
    guessed: v.exactOptional(v.literal(true)),
    kinds: v.exactOptional(digest),
    values: v.exactOptional(digest),
    codes: v.exactOptional(digest),
  }),
  protocol,
  model: name,
  config: v.objectWithRest({ length: integer(1) }, settingValue),
  training: keptTrainingSchema,
  seed: integer(),
});

/** A recipe that was kept, with what there was no choice of when it was; its settings are those of its model, where that is known. */
export const recipe: v.GenericSchema<unknown, Recipe> = v.pipe(
  kept,
  v.transform((read): Recipe => {
    const known = models.get(read.model);
    const former = known === undefined ? {} : formerValues(trainingBeside(known));
    const beside = read.dataset.codes === undefined ? former : withoutCoding(former);
    const training = { ...formerTraining, ...beside, ...read.training };
    const config = known === undefined ? read.config : { ...formerValues(known.settings), ...read.config };
    return { ...read, training, config };
  }),
  v.check(({ model, config }) => {
    const known = models.get(model);
    return known === undefined || v.is(allOf(known.settings), config);
  }, 'settings of another model'),
);

const point = v.strictObject({
  epoch: integer(),
  step: integer(),
  hr10: share,
  ndcg10: share,
  loss: finite,
  seconds: positive,
  best: v.boolean(),
  stateSha256: v.exactOptional(digest),
}) satisfies v.GenericSchema<unknown, ValidationPoint>;

export const curve = v.pipe(v.array(point), v.maxLength(20_000));
