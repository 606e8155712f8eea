import { size } from '../core/shape.ts';
import { configure } from '../models/catalogue.ts';
import type { Config, Model } from '../models/model.ts';
import { parametersOf } from '../models/parameters.ts';
import { isNumber, type AnyValues } from '../parts/settings.ts';
import { Reader } from '../recommend/reader.ts';
import { noise } from './random.ts';
import { sampleCodes } from './sample_codes.ts';

/** Two of everything that there may be two of, as little as there may be of the rest, and histories of `length`. */
export function smallest(model: Model, length: number): Config {
  const least = Object.entries(model.settings).map(([name, setting]) => {
    const value = isNumber(setting) ? Math.min(setting.maximum, Math.max(setting.minimum, 2)) : setting.usual;
    return [name, value] as const;
  });
  return configure(model, { ...Object.fromEntries(least), length });
}

/** A small model of any kind on the CPU, its weights noise. */
export function noisyReader(model: Model, items: number, given: AnyValues = {}): Reader {
  const config = configure(model, { ...smallest(model, 5), ...given });
  const entries = parametersOf(model, config, items).map(
    ({ name, tensor }, i) => [name, noise(size(tensor.shape), i)] as const,
  );
  return new Reader(model, config, items, Object.fromEntries(entries), sampleCodes(model, config, items));
}
