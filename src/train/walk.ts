import type { EventsShape } from '../events/events.ts';
import type { Pacer } from '../core/pace.ts';
import { lastExtent, size, type Shape } from '../core/shape.ts';
import { evaluateResting, type Leaves } from '../runtime/cpu.ts';
import { Feed } from '../runtime/feed.ts';
import type { Batches } from './batches.ts';
import type { TrainingGraph } from './graph.ts';
import type { TracedLoss } from '../losses/loss.ts';

/** Every number of one training step that a person may want to look at, in f64. */
export interface Walked {
  /** (B, T) items of each position, 0 is padding, and (B · T) what comes next. */
  readonly ids: Uint32Array;
  readonly targets: Uint32Array;
  /** Of each slot the states (B, T, C), where it depends on the codes before given the right ones, and the rows (R, C) that they are scored against. */
  readonly slots: readonly { readonly states: Float64Array; readonly rows: Float64Array; readonly width: number }[];
  /** Mean over positions that have a target, nats. */
  readonly loss: number;
  readonly gradients: readonly WalkedGradient[];
}

/** The gradient of one parameter. */
export interface WalkedGradient {
  readonly name: string;
  readonly shape: Shape;
  /** √Σ g². */
  readonly norm: number;
  /** √Σ w² of the weights themselves. */
  readonly weights: number;
}

/**
 * Evaluates one batch with the references on the CPU: forward, loss, backward, no update. @throws CancelledError
 *
 * @param graph    traced for `shape`; without dropout, so that the numbers are those of the model itself
 * @param weights  as the graph's arena lays them out
 * @param constants  what the model asks of the catalogue
 * @param at       batch of the epoch, and the step that keys what is random
 */
export async function walkBatch(
  graph: TrainingGraph,
  shape: EventsShape,
  loss: TracedLoss,
  batches: Batches,
  weights: Float32Array,
  constants: Leaves,
  at: { readonly epoch: number; readonly batch: number; readonly step: number },
  pacer: Pacer,
): Promise<Walked> {
  const feed = new Feed(graph.batch);
  batches.fill(feed, at.epoch, at.batch);
  loss.fill(feed, at.step);
  feed.integers('clock')[0] = at.step;
  const slice = (name: string): Float64Array => {
    const { offset, count } = graph.arena.slices[name];
    return new Float64Array(weights.subarray(offset, offset + count));
  };
  const leaves = {
    ...feed.values(graph.inputs),
    ...Object.fromEntries(graph.parameters.map(({ name }) => [name, slice(name)])),
    ...constants,
  };
  const { guesses } = graph;
  const [[lossTensor, ...gradientTensors]] = graph.request.stages;
  const scored = guesses.flatMap(({ states, table }) => [states, table]);
  const [mean, ...values] = await evaluateResting([lossTensor, ...scored, ...gradientTensors], leaves, pacer);
  const gradients = values.slice(scored.length);
  return {
    ids: feed.integers('ids').slice(0, shape.batch * shape.time),
    targets: feed.integers('targets').slice(),
    slots: guesses.map(({ states }, slot) => ({
      ...{ states: values[2 * slot], rows: values[2 * slot + 1] },
      width: lastExtent(states.shape),
    })),
    loss: mean[0],
    gradients: graph.parameters.map(({ name, tensor }, i) => ({
      name,
      shape: tensor.shape,
      norm: length(gradients[i].subarray(0, size(tensor.shape))),
      weights: length(leaves[name]),
    })),
  };
}

const length = (values: Float64Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
