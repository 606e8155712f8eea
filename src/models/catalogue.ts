import { SettingsError } from '../core/errors.ts';
import type { Config, Model } from './model.ts';

const modules = import.meta.glob<Record<string, unknown>>(['./*/*.ts', '!./*/*.test.ts'], { eager: true });

const isModel = (value: unknown): value is Model =>
  typeof value === 'object' && value !== null && 'forward' in value && 'ranges' in value && 'presets' in value;

/** Every model, by name. A new model is found by its folder. */
export const models: ReadonlyMap<string, Model> = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .filter(isModel)
    .map((model) => [model.name, model]),
);

export function modelNamed(name: string): Model {
  const model = models.get(name);
  if (model === undefined)
    throw new SettingsError(`model '${name}' is not known, expected one of ${[...models.keys()].join(', ')}`);
  return model;
}

/** Defaults with `chosen` on top, each setting checked against its range. */
export function configure(model: Model, chosen: Config): Config {
  for (const [key, value] of Object.entries(chosen)) {
    const range = model.ranges[key];
    if (range === undefined) {
      throw new SettingsError(
        `${model.name}: there is no setting '${key}', expected one of ${Object.keys(model.ranges).join(', ')}`,
      );
    }
    const whole = !Number.isInteger(range.step) || Number.isInteger(value);
    if (!(value >= range.minimum && value <= range.maximum && whole)) {
      throw new SettingsError(
        `${model.name}: ${key} = ${value}, expected ${Number.isInteger(range.step) ? 'a whole number' : 'a number'} from ${range.minimum} to ${range.maximum}`,
      );
    }
  }
  return { ...model.defaults, ...chosen };
}

/**
 * The settings of a file, which decide what is computed: exactly the model's own, each in its range. Nothing is filled in, since
 * the tensors of one model may fit another. @throws SettingsError for one that is missing, foreign or out of range
 */
export function exactly(model: Model, settings: Config): Config {
  const own = Object.keys(model.ranges);
  const missing = own.find((key) => !Object.hasOwn(settings, key));
  if (missing !== undefined)
    throw new SettingsError(`${model.name}: ${missing} is missing, expected ${own.join(', ')}`);
  const foreign = Object.keys(settings).find((key) => !own.includes(key));
  if (foreign !== undefined) {
    throw new SettingsError(`${model.name}: there is no setting '${foreign}', expected ${own.join(', ')}`);
  }
  return configure(model, settings);
}
