import { size } from '../core/shape.ts';
import { leaf } from '../graph/tensor.ts';
import { configure } from '../models/catalogue.ts';
import type { Config, Model } from '../models/model.ts';
import { Scope } from '../nn/scope.ts';
import { Reader } from '../recommend/reader.ts';
import { noise } from './random.ts';

/** Two of everything that there may be two of, and as little as there may be of the rest. */
function small({ ranges }: Model): Config {
  const least = Object.entries(ranges).map(
    ([name, { minimum, maximum }]) => [name, Math.min(maximum, Math.max(minimum, 2))] as const,
  );
  return { ...Object.fromEntries(least), length: 5 };
}

/** A small model of any kind on the CPU, its weights noise. */
export function noisyReader(model: Model, items: number): Reader {
  const config = configure(model, small(model));
  const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
  const ids = leaf('ids', [1, config.length], 'u32');
  const index = { offsets: leaf('offsets', [items + 2], 'u32'), places: leaf('places', [config.length], 'u32') };
  const histories = { items: { ids, ...index }, start: leaf('start', [1], 'u32') };
  model.forward(scope, histories, items + 1, config);
  const entries = scope.parameters.map(({ name, tensor }, i) => [name, noise(size(tensor.shape), i)] as const);
  return new Reader(model, config, items, Object.fromEntries(entries));
}
