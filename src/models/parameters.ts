import { Events } from '../events/events.ts';
import { leaf } from '../graph/tensor.ts';
import { Scope, type Parameter } from '../nn/scope.ts';
import { vocabularyOf } from '../objectives/catalogue.ts';
import type { Config, Model } from './model.ts';

/** The parameters of a model for a catalogue of `items`, in the order in which its forward pass asks for them. */
export function parametersOf(model: Model, config: Config, items: number): readonly Parameter[] {
  const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
  model.forward(
    scope,
    new Events({ batch: 1, time: 1, window: config.length, items, vocabulary: vocabularyOf(model.sees, items) }),
    config,
  );
  return scope.parameters;
}
