import type {
  AnyValues,
  Engine,
  Id,
  ModelCard,
  RecipeInput,
  Setting,
  SweepAxis,
  TrainingCard,
  TrainingSettings,
} from '../engine/api.ts';
import type { Value } from '../core/value.ts';
import { expectedOneOf } from '../core/words.ts';
import type { Call } from './command.ts';
import type { OptionTable } from './options.ts';
import { seenOptions, seenRule, splitOptions, splitRule } from './protocol_options.ts';
import { UsageError } from './usage_error.ts';

export const recipeOptions: OptionTable = {
  model: { value: 'NAME', help: 'which model; lab models lists them (sasrec)' },
  preset: { value: 'NAME', help: 'settings to start from, as lab models lists them: tiny, standard …' },
  set: {
    value: 'KEY=VALUE',
    multiple: true,
    help: 'a setting of the model or of training, e.g. epochs=20, width=64; a list between commas',
  },
  seed: { value: 'N', help: 'of weights, order and dropout (1)' },
  ...splitOptions,
  ...seenOptions,
};

/** The recipe of the arguments; the engine fills in the rest and checks the values. */
export async function recipeOf(call: Call, dataset: Id): Promise<RecipeInput> {
  const { arguments: given } = call;
  const { model, training } = await settable(call);
  const preset = given.choice(
    'preset',
    model.presets.map((known) => known.name),
  );
  const seed = given.whole('seed');
  const split = splitRule(given);
  const seen = seenRule(given);
  return {
    dataset,
    model: model.name,
    ...settingsOf(model, training, given.list('set')),
    ...(preset === undefined ? {} : { preset }),
    ...(seed === undefined ? {} : { seed }),
    ...(split === undefined ? {} : { split }),
    ...(seen === undefined ? {} : { seen }),
  };
}

/** The model that is named and how it may be trained. @throws UsageError for one that there is not */
async function settable({ engine, arguments: given }: Call): Promise<{ model: ModelCard; training: TrainingCard }> {
  const name = given.text('model') ?? 'sasrec';
  const models = await engine.models();
  const model = models.find((card) => card.name === name);
  if (model !== undefined) return { model, training: await trainingOf(engine, model) };
  const known = models.map((card) => card.name);
  throw new UsageError(`--model is '${name}', expected ${expectedOneOf(known, name)}`);
}

/** What `--over NAME=A,B` varies, by name; the words of a list are between plus signs there. @throws UsageError */
export async function variedOf(call: Call): Promise<readonly SweepAxis[]> {
  const { model, training } = await settable(call);
  const over: SweepAxis[] = [];
  for (const given of call.arguments.list('over')) {
    const [, name = '', words = ''] = /^(\w+)=(.+)$/.exec(given) ?? [];
    if (name === '') throw new UsageError(`--over is '${given}', expected NAME=A,B`);
    if (call.arguments.list('set').some((set) => set.startsWith(`${name}=`)))
      throw new UsageError(`--over varies ${name}, which --set sets; leave one of them out`);
    const values = words.split(',').map((word) => {
      const { config, training: trained } = settingsOf(
        model,
        training,
        [`${name}=${word.replaceAll('+', ',')}`],
        'over',
      );
      return Object.values({ ...config, ...trained })[0];
    });
    over.push({ setting: name, values });
  }
  return over;
}

/** How a model may be trained: by the settings of its own, too, or by another objective. */
async function trainingOf(engine: Engine, { objective, training }: ModelCard): Promise<TrainingCard> {
  const { settings } = await engine.training();
  const named: Setting = {
    usual: objective.name,
    options: { [objective.name]: objective.title },
    help: objective.says,
  };
  return { settings: { ...settings, objective: named, ...training } };
}

/** Shares settings, each `KEY=VALUE`, between the model and training by their names. @throws UsageError */
export function settingsOf(
  model: Pick<ModelCard, 'settings'>,
  training: Pick<TrainingCard, 'settings'>,
  assignments: readonly string[],
  option: 'set' | 'over' = 'set',
): { config: AnyValues; training: Partial<TrainingSettings> } {
  const config: Record<string, Value> = {};
  const trained: Record<string, Value> = {};
  for (const assignment of assignments) {
    const [, key = '', text = ''] = /^(\w+)=([^=]+)$/.exec(assignment) ?? [];
    if (key === '') throw new UsageError(`--${option} is '${assignment}', expected KEY=VALUE`);
    if (Object.hasOwn(model.settings, key)) config[key] = valueOf(option, key, model.settings[key], text);
    else if (Object.hasOwn(training.settings, key)) trained[key] = valueOf(option, key, training.settings[key], text);
    else {
      const known = [...Object.keys(model.settings), ...Object.keys(training.settings)];
      throw new UsageError(`--${option}: there is no setting '${key}', expected ${expectedOneOf(known, key)}`);
    }
  }
  return { config, training: trained };
}

/** Words as they are, between commas where they are a list, which the engine checks against its own; a number as one. */
function valueOf(option: string, key: string, setting: Setting, text: string): Value {
  if ('least' in setting) return text.split(',').map((word) => word.trim());
  if ('options' in setting) return text;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new UsageError(`--${option}: ${key} is '${text}', expected a number`);
}
