import { size } from '../core/shape.ts';
import { configure } from '../models/catalogue.ts';
import type { Config, Model } from '../models/model.ts';
import { parametersOf } from '../models/parameters.ts';
import type { AnyValues } from '../parts/settings.ts';
import { Reader } from '../recommend/reader.ts';
import { noise } from './random.ts';
import { sampleCodes } from './sample_codes.ts';
import { leastValues } from './values.ts';

/** A model as small as it may be, over histories of `length`. */
export const smallest = (model: Model, length: number): Config =>
  configure(model, { ...leastValues(model.settings), length });

/** A small model of any kind on the CPU, its weights noise. */
export function noisyReader(model: Model, items: number, given: AnyValues = {}): Reader {
  const config = configure(model, { ...smallest(model, 5), ...given });
  const entries = parametersOf(model, config, items).map(
    ({ name, tensor }, i) => [name, noise(size(tensor.shape), i)] as const,
  );
  return new Reader(model, config, items, Object.fromEntries(entries), {
    ...{ codes: sampleCodes(model, config, items), levels: [1, 2, 3] },
  });
}
