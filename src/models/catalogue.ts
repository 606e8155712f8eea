import { SettingsError } from '../core/errors.ts';
import { foundIn } from '../core/found.ts';
import { checked, type Schema } from '../core/schema.ts';
import { chosen, unknownWord } from '../core/words.ts';
import { allOf, formerValues, someOf, usualValues, type AnyValues } from '../parts/settings.ts';
import type { Config, Model } from './model.ts';

const modules = import.meta.glob<Record<string, unknown>>(['./*/*.ts', '!./*/*.test.ts'], { eager: true });

/** Every model, by name. A new model is found by its folder. */
export const models: ReadonlyMap<string, Model> = foundIn(modules, (value) => 'forward' in value && 'presets' in value);

/** @throws SettingsError */
export function modelNamed(name: string): Model {
  const model = models.get(name);
  if (model === undefined) throw unknownWord('model', name, models.keys());
  return model;
}

/** What a recipe may say of a model's settings; the rest are usual. */
export const configSchema = ({ settings }: Model): Schema<AnyValues> => someOf(settings);

/** Usual settings with `given` on top. @throws SettingsError naming the first setting that there is not, outside its range, or not fitting others */
export const configure = (model: Model, given: AnyValues): Config =>
  fitting(model, { ...usualValues(model.settings), ...checked(configSchema(model), given, model.name) });

/** The settings of a preset; none where none is named. @throws SettingsError */
export function presetOf({ name, presets }: Model, preset: string | undefined): AnyValues {
  if (preset === undefined) return {};
  return chosen(`${name} preset`, preset, Object.fromEntries(presets.map((known) => [known.name, known.values])));
}

/**
 * The settings of a file, which decide what is computed: exactly the model's own, each in its range. Nothing is filled in but
 * what there was no choice of when it was made, since the tensors of one model may fit another. @throws SettingsError for
 * one that is missing, foreign, out of range or not fitting others
 */
export const exactly = (model: Model, given: AnyValues): Config =>
  fitting(model, checked(allOf(model.settings), { ...formerValues(model.settings), ...given }, model.name) as Config);

/** @throws SettingsError for settings that do not fit one another */
function fitting(model: Model, config: Config): Config {
  const misfit = model.misfit(config);
  if (misfit !== null) throw new SettingsError(`${model.name}: ${misfit}`);
  return config;
}
