import type { EventsShape } from '../events/events.ts';
import type { Pacer } from '../core/pace.ts';
import { size, type Shape } from '../core/shape.ts';
import { evaluateResting } from '../runtime/cpu.ts';
import { Feed } from '../runtime/feed.ts';
import type { Batches } from './batches.ts';
import type { TrainingGraph } from './graph.ts';
import type { TracedLoss } from '../losses/loss.ts';

/** Every number of one training step that a person may want to look at, in f64. */
export interface Walked {
  /** (B, T) items of each position, 0 is padding, and (B · T) what comes next. */
  readonly ids: Uint32Array;
  readonly targets: Uint32Array;
  /** (B, T, C) and (V, C); score of item v after a position is the inner product of their rows. */
  readonly hidden: Float64Array;
  readonly table: Float64Array;
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
 * @param at       batch of the epoch, and the step that keys what is random
 */
export async function walkBatch(
  graph: TrainingGraph,
  shape: EventsShape,
  loss: TracedLoss,
  batches: Batches,
  weights: Float32Array,
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
  };
  const { hidden, table } = graph.encoded;
  const [[lossTensor, ...gradientTensors]] = graph.request.stages;
  const wanted = [lossTensor, hidden, table, ...gradientTensors];
  const [mean, states, rows, ...gradients] = await evaluateResting(wanted, leaves, pacer);
  return {
    ids: feed.integers('ids').slice(0, shape.batch * shape.time),
    targets: feed.integers('targets').slice(),
    hidden: states,
    table: rows,
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
