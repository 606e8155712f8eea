import type { TrainingGraph } from './graph.ts';
import { scheduleAt, type AdamW, type LearningRate } from '../nn/optimizer.ts';
import type { TrainerState } from './trainer.ts';

/** How large the last update of a layer was beside its weights. */
export interface LayerUpdate {
  /** Place of the parameters in the model, e.g. "block0.mlp.up". */
  readonly layer: string;
  /** Root mean square of the weights. */
  readonly weights: number;
  /** Root mean square of the change that the last step made to them. */
  readonly update: number;
}

/** The parameters of one layer share the path before the last dot; a parameter of the model itself is its own layer. */
const layerOf = (name: string): string => (name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : name);

/**
 * The last update of every layer, worked out again from the state after it: AdamW moved each weight by
 * (α / (1 − β₁ᵗ)) · m / (√(v / (1 − β₂ᵗ)) + ε), and matrices by α · decay · w besides. So the step loop keeps nothing for
 * it. (The decay was of the weights before the step; those after it, which are at hand, differ by the update itself.)
 *
 * @param state  weights and moments after step `t`, counted from 1
 */
export function layerUpdates(
  { parameters, arena }: TrainingGraph,
  state: TrainerState,
  optimizer: AdamW,
  rate: LearningRate,
  t: number,
): LayerUpdate[] {
  const [alpha, correction1, correction2] = scheduleAt(optimizer, rate, t);
  const { firstMoment: m, secondMoment: v, parameters: w } = state;
  const layers = new Map<string, { count: number; weights: number; updates: number }>();
  for (const { name } of parameters) {
    const { offset, count } = arena.slices[name];
    const layer = layers.get(layerOf(name)) ?? { count: 0, weights: 0, updates: 0 };
    const decay = name.endsWith('.weight') ? alpha * optimizer.weightDecay : 0;
    for (let i = offset; i < offset + count; i++) {
      const step = ((alpha / correction1) * m[i]) / (Math.sqrt(v[i] / correction2) + optimizer.eps);
      layer.weights += w[i] ** 2;
      layer.updates += (step + decay * w[i]) ** 2;
    }
    layers.set(layerOf(name), { ...layer, count: layer.count + count });
  }
  return [...layers].map(([layer, { count, weights, updates }]) => ({
    layer,
    weights: Math.sqrt(weights / count),
    update: Math.sqrt(updates / count),
  }));
}
