import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstLeaf } from '../events/events.ts';
import { leaf } from '../graph/tensor.ts';
import { Pipelines } from '../gpu/pipelines.ts';
import type { Gpu } from '../gpu/device.ts';
import { crossEntropy } from '../losses/cross_entropy.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { evaluate } from '../runtime/cpu.ts';
import { GpuMachine } from '../runtime/gpu_machine.ts';
import { Tuner } from '../runtime/tuning.ts';
import { testGpu } from '../testing/gpu.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { traceTraining, type TrainingGraph } from './graph.ts';
import { scheduleAt } from '../nn/optimizer.ts';
import { initialWeights, Trainer } from './trainer.ts';

const config = { blocks: 2, heads: 2, width: 16, length: 6, dropout: 0.25, positions: 'newest' } as const;
const shape = { items: 11, vocabulary: 12, batch: 3, time: 6, window: 6 };
const optimizer = { beta1: 0.9, beta2: 0.98, eps: 1e-8, weightDecay: 0.01, clip: 0.5 };
const rate = { peak: 0.01, schedule: 'constant', warmup: 0, total: 10 } as const;
const ids = [3, 4, 5, 6, 0, 0, 1, 2, 3, 4, 5, 6, 11, 10, 9, 8, 7, 0];
const targets = [4, 5, 6, 7, 0, 0, 2, 3, 4, 5, 6, 7, 10, 9, 8, 7, 0, 0];
const lengths = [4, 6, 5];

let gpu: Gpu;
let trainer: Trainer;
let graph: TrainingGraph;
beforeAll(async () => {
  gpu = await testGpu();
  const pipelines = new Pipelines(gpu.device);
  graph = traceTraining(sasrec, config, shape, crossEntropy.over(shape, {}, 0), optimizer, 7);
  trainer = await Trainer.create(new GpuMachine(gpu, pipelines, new Tuner(gpu, pipelines)), graph);
});
afterAll(() => {
  trainer.destroy();
  gpu.destroy();
});

function fill(step: number): void {
  const { feed } = trainer;
  const inverted = invertIds(Uint32Array.from(ids), shape.vocabulary);
  feed.integers('ids').set(ids);
  feed.integers('targets').set(targets);
  feed.integers('lengths').set(lengths);
  feed.integers(firstLeaf('newest')).set(lengths.map((length) => shape.window - length));
  feed.integers('offsets').set(inverted.offsets);
  feed.integers('places').set(inverted.places);
  feed.numbers('inverseCount')[0] = 1 / targets.filter((t) => t > 0).length;
  feed.integers('clock')[0] = step;
  feed.numbers('schedule').set(scheduleAt(optimizer, rate, step + 1));
}

/** The same steps in f64, by the references. */
function referenceSteps(weights: Float32Array, steps: number): { loss: number; parameters: Float64Array } {
  const [[loss, ...gradient], [, updated]] = graph.request.stages;
  let state: Float64Array[] = [weights, new Float32Array(weights.length), new Float32Array(weights.length)].map((x) =>
    Float64Array.from(x),
  );
  let last = 0;
  for (let step = 0; step < steps; step++) {
    fill(step);
    const leaves: Record<string, Float64Array> = { ...trainer.feed.values(graph.inputs) };
    for (const { name } of graph.parameters) {
      const { offset, count } = graph.arena.slices[name];
      leaves[name] = state[0].slice(offset, offset + count);
    }
    const [mean, ...gradients] = evaluate([loss, ...gradient], leaves);
    const arena = new Float64Array(graph.arena.count);
    graph.parameters.forEach(({ name }, i) => arena.set(gradients[i], graph.arena.slices[name].offset));
    const { origin } = updated;
    if (origin.kind !== 'output') throw new Error('the update is a kernel');
    const moments = {
      parameters: state[0],
      firstMoment: state[1],
      secondMoment: state[2],
      gradient: arena,
      schedule: leaves.schedule,
    };
    const after = (name: string) =>
      evaluate([{ ...leaf(name, updated.shape), origin: { ...origin, name } }], moments)[0];
    state = [after('parameters'), after('first_moment'), after('second_moment')];
    last = mean[0];
  }
  return { loss: last, parameters: state[0] };
}

describe('a training step', () => {
  it('does on the GPU what the references do in f64, over three steps with dropout, decay and clipping', async () => {
    const weights = initialWeights(graph, 7);
    const wanted = referenceSteps(weights, 3);
    trainer.load({ parameters: weights });
    for (let step = 0; step < 3; step++) {
      fill(step);
      trainer.submit(step);
    }
    const reports = await trainer.reports(0, 3);
    expect(reports[2].loss).toBeCloseTo(wanted.loss, 4);
    expect(reports.every(({ norm }) => norm > 0)).toBe(true);
    const parameters = await trainer.weights();
    // Adam divides by the size of the gradient: where that is near 0, rounding moves a weight by part of a step.
    const error = parameters.reduce((sum, w, i) => sum + (w - wanted.parameters[i]) ** 2, 0);
    const moved = parameters.reduce((sum, w, i) => sum + (w - weights[i]) ** 2, 0);
    expect(Math.sqrt(error / moved)).toBeLessThan(1e-3);
  });

  it('changes nothing and says so when a gradient is not finite', async () => {
    const weights = initialWeights(graph, 7);
    weights[graph.arena.slices['final.gamma'].offset] = 3e38;
    trainer.load({ parameters: weights });
    fill(0);
    trainer.submit(0);
    const [{ norm }] = await trainer.reports(0, 1);
    expect(Number.isFinite(norm)).toBe(false);
    const after = await trainer.state();
    expect(after.parameters).toEqual(weights);
    expect(after.firstMoment.every((m) => m === 0)).toBe(true);
  });
});
