/** What may be said to the facade about recipes, runs and lists. */
import * as v from 'valibot';
import {
  byKey,
  byValue,
  callback,
  fields,
  flag,
  oneOf,
  perhaps,
  recordOf,
  seed,
  text,
  whole,
  type Fields,
  type Schema,
} from '../../core/schema.ts';
import { splitRules, stages } from '../../data/split.ts';
import { baselines } from '../../evaluate/baselines/registry.ts';
import { seenRules } from '../../evaluate/protocol.ts';
import { cutoffs, rankingMetrics } from '../../evaluate/ranking.ts';
import { lenses } from '../../lenses/catalogue.ts';
import { configSchema, modelNamed, models } from '../../models/catalogue.ts';
import type { Model } from '../../models/model.ts';
import { linkViews } from '../../snapshot/link.ts';
import { storages } from '../../snapshot/storage.ts';
import { trainingSchema } from '../../train/settings.ts';
import type {
  CompareOptions,
  Contender,
  EstimateOptions,
  EvaluateOptions,
  Id,
  Listener,
  LookOptions,
  RankOptions,
  RecipeInput,
  Recommender,
  RecoverOptions,
  SnapshotOptions,
  TrainOptions,
} from '../api.ts';
import { DEFAULT_MODEL } from './recipes.ts';

/** Names what this session made; whether it is there is found out where it is looked up. */
export const datasetId: Schema<Id> = text('the id of a dataset, as text');
export const runId: Schema<Id> = text('the id of a run, as text');

export const linkView = oneOf(linkViews);
export const listener: Schema<Listener> = callback();

/** A baseline's name; a hyphen counts as an underscore. */
const baselineName: Schema<string> = v.pipe(
  text('the name of a baseline'),
  v.transform((name): unknown => name.replaceAll('-', '_')),
  oneOf(baselines.map(({ name }) => name)),
);

type ModelInput = Omit<RecipeInput, 'dataset'>;

/** What a recipe may say, where its model is `model`. */
const saidOf = (model: Model): Fields<ModelInput> => ({
  model: perhaps(oneOf([...models.keys()])),
  preset: perhaps(oneOf(model.presets.map(({ name }) => name))),
  config: perhaps(configSchema(model)),
  training: perhaps(trainingSchema),
  split: perhaps(oneOf(splitRules)),
  seen: perhaps(oneOf(seenRules)),
  seed: perhaps(seed),
});

/** The schema for each model; an object that names none, or none there is, goes by that of the default. */
function byModel<T>(schemaOf: (said: Fields<ModelInput>) => Schema<T>): Schema<T> {
  const schemas = new Map<unknown, Schema<T>>([...models].map(([name, model]) => [name, schemaOf(saidOf(model))]));
  const usual = schemaOf(saidOf(modelNamed(DEFAULT_MODEL)));
  return byValue('model', (name) => schemas.get(name) ?? usual);
}

export const recipeInput: Schema<RecipeInput> = byModel((said) => fields<RecipeInput>({ dataset: datasetId, ...said }));
export const modelInput: Schema<ModelInput> = byModel((said) => fields<ModelInput>(said));

export const estimateOptions = fields<EstimateOptions>({ measure: perhaps(flag) });

export const trainOptions = fields<TrainOptions>({
  watch: perhaps(whole(0)),
  steps: perhaps(whole(1)),
  variants: perhaps(recordOf(text('the name of a variant'))),
  baselines: perhaps(flag),
});

export const recoverOptions = fields<RecoverOptions>({ watch: perhaps(whole(0)), steps: perhaps(whole(0)) });

export const recommender: Schema<Recommender> = byKey<Recommender>({
  run: fields<Extract<Recommender, { readonly run: Id }>>({ run: runId }),
  dataset: fields<Extract<Recommender, { readonly dataset: Id }>>({ dataset: datasetId, baseline: baselineName }),
});

export const contender = fields<Contender>({ run: runId, baseline: perhaps(text('the name of a baseline')) });

export const compareOptions = fields<CompareOptions>({
  metric: perhaps(oneOf(rankingMetrics)),
  cutoff: perhaps(oneOf(cutoffs)),
});

export const evaluateOptions = fields<EvaluateOptions>({
  stage: perhaps(oneOf(stages)),
  split: perhaps(oneOf(splitRules)),
  seen: perhaps(oneOf(seenRules)),
});

/** Items of the longest list. */
export const MOST_RECOMMENDED = 128;

export const rankOptions = fields<RankOptions>({
  count: perhaps(whole(1, MOST_RECOMMENDED)),
  seen: perhaps(oneOf(seenRules)),
  described: perhaps(datasetId),
});

export const lensName = oneOf(lenses.map(({ name }) => name));

export const lookOptions = fields<LookOptions>({ described: perhaps(datasetId) });

export const snapshotOptions = fields<SnapshotOptions>({ precision: perhaps(oneOf(storages)), titles: perhaps(flag) });
