import { Random } from '../core/random.ts';
import type { Codes } from '../events/codes.ts';
import type { Config, Model } from '../models/model.ts';

/** Codes drawn at random, for a model that knows items by codes; null for any other. */
export function sampleCodes(model: Model, config: Config, items: number): Codes | null {
  const shape = model.codes?.(config);
  if (shape === undefined) return null;
  const random = new Random(1, 'sample codes');
  return { ...shape, values: Uint16Array.from({ length: items * shape.slots }, () => random.below(shape.size)) };
}
