/** What may be said to the facade about recipes and runs. */
import * as v from 'valibot';
import {
  byKey,
  byValue,
  callback,
  fields,
  flag,
  listOf,
  oneOf,
  perhaps,
  recordOf,
  seed,
  text,
  value,
  whole,
  type Fields,
  type Schema,
} from '../../core/schema.ts';
import { splitRules, stages } from '../../data/split.ts';
import { baselines } from '../../evaluate/baselines/registry.ts';
import { seenRules } from '../../evaluate/protocol.ts';
import { cutoffs, rankingMetrics } from '../../evaluate/ranking.ts';
import { configSchema, modelNamed, models } from '../../models/catalogue.ts';
import type { Model } from '../../models/model.ts';
import { someOf } from '../../parts/settings.ts';
import { tokenizerNamed, tokenizers } from '../../tokenizers/catalogue.ts';
import type { Tokenizer } from '../../tokenizers/tokenizer.ts';
import { trainingSchema, trainingTable } from '../../train/settings.ts';
import type { Id } from '../messages.ts';
import { datasetId, runId } from '../schema.ts';
import type { TokenizeOptions } from './code_messages.ts';
import type { CompareOptions, Contender } from './compare_messages.ts';
import type { EvaluateOptions, Recommender } from './evaluation_messages.ts';
import type { EstimateOptions, Listener, MoreEpochs, RecipeInput, RecoverOptions, TrainOptions } from './messages.ts';
import { DEFAULT_MODEL } from './recipes.ts';
import type { SweepAxis, SweepGrid } from './sweep_messages.ts';
import { tokenizeSettings, USUAL_TOKENIZER } from './tokenizing.ts';

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

/** By its tokenizer; of one that there is not it says which there are. */
export const tokenizeOptions = byValue<TokenizeOptions>('tokenizer', (name) =>
  optionsOf(tokenizers.get(String(name)) ?? tokenizerNamed(USUAL_TOKENIZER)),
);

const optionsOf = (tokenizer: Tokenizer): Schema<TokenizeOptions> =>
  fields<TokenizeOptions>({
    tokenizer: perhaps(oneOf([...tokenizers.keys()])),
    settings: perhaps(someOf(tokenizeSettings(tokenizer))),
    seed: perhaps(seed),
    split: perhaps(oneOf(splitRules)),
    given: perhaps(flag),
  });

export const moreEpochs = fields<MoreEpochs>({ dataset: datasetId, epochs: whole(1, trainingTable.epochs.maximum) });
export const recoverOptions = fields<RecoverOptions>({ watch: perhaps(whole(0)), steps: perhaps(whole(0)) });

export const recommender: Schema<Recommender> = byKey<Recommender>({
  run: fields<Extract<Recommender, { readonly run: Id }>>({ run: runId }),
  dataset: fields<Extract<Recommender, { readonly dataset: Id }>>({ dataset: datasetId, baseline: baselineName }),
});

export const contender = fields<Contender>({ run: runId, baseline: perhaps(text('the name of a baseline')) });

export const sweepGrid = fields<SweepGrid>({
  recipe: recipeInput,
  over: listOf(
    fields<SweepAxis>({ setting: text('the name of a setting'), values: listOf(value, 'values') }),
    'settings',
  ),
  seeds: perhaps(listOf(seed, 'seeds')),
});

export const compareOptions = fields<CompareOptions>({
  metric: perhaps(oneOf(rankingMetrics)),
  cutoff: perhaps(oneOf(cutoffs)),
});

export const evaluateOptions = fields<EvaluateOptions>({
  stage: perhaps(oneOf(stages)),
  split: perhaps(oneOf(splitRules)),
  seen: perhaps(oneOf(seenRules)),
});
