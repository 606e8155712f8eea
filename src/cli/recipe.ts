import type { Config, Id, ModelCard, RecipeInput, TrainingCard, TrainingSettings } from '../engine/api.ts';
import type { Call } from './command.ts';
import type { OptionTable } from './options.ts';
import { seenOptions, seenRule, splitOptions, splitRule } from './protocol_options.ts';
import { UsageError } from './usage_error.ts';

export const recipeOptions: OptionTable = {
  model: { value: 'NAME', help: 'which model (sasrec)' },
  preset: { value: 'NAME', help: 'settings to start from: tiny, standard, long, large' },
  set: { value: 'KEY=VALUE', multiple: true, help: 'a setting of the model or of training, e.g. epochs=20, width=64' },
  seed: { value: 'N', help: 'of weights, order and dropout (1)' },
  ...splitOptions,
  ...seenOptions,
};

/** The recipe of the arguments; the engine fills in the rest and checks the values. */
export async function recipeOf({ engine, arguments: given }: Call, dataset: Id): Promise<RecipeInput> {
  const name = given.text('model') ?? 'sasrec';
  const models = await engine.models();
  const model = models.find((card) => card.name === name);
  if (model === undefined) {
    throw new UsageError(`--model is '${name}', expected one of ${models.map((card) => card.name).join(', ')}`);
  }
  const preset = given.text('preset');
  const seed = given.whole('seed');
  const split = splitRule(given);
  const seen = seenRule(given);
  return {
    dataset,
    model: name,
    ...settingsOf(model, await engine.training(), given.list('set')),
    ...(preset === undefined ? {} : { preset }),
    ...(seed === undefined ? {} : { seed }),
    ...(split === undefined ? {} : { split }),
    ...(seen === undefined ? {} : { seen }),
  };
}

/** Shares settings, each `KEY=VALUE`, between the model and training by their names. @throws UsageError */
export function settingsOf(
  { ranges }: Pick<ModelCard, 'ranges'>,
  { defaults }: Pick<TrainingCard, 'defaults'>,
  assignments: readonly string[],
): { config: Config; training: Partial<TrainingSettings> } {
  const config: Record<string, number> = {};
  const training: Record<string, number | string> = {};
  for (const assignment of assignments) {
    const [, key = '', text = ''] = /^(\w+)=([^=]+)$/.exec(assignment) ?? [];
    if (key === '') throw new UsageError(`--set is '${assignment}', expected KEY=VALUE`);
    const value = Number(text);
    if (key in ranges) config[key] = value;
    else if (key in defaults) training[key] = Number.isNaN(value) ? text : value;
    else {
      const known = [...Object.keys(ranges), ...Object.keys(defaults)].join(', ');
      throw new UsageError(`--set: there is no setting '${key}', expected one of ${known}`);
    }
  }
  return { config, training };
}
