import { expect, it } from 'vitest';
import { crossEntropy } from '../losses/cross_entropy.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { adamw } from '../../shaders/optimizer/optimizer.reference.ts';
import { traceTraining } from './graph.ts';
import { layerUpdates } from './health.ts';
import { scheduleAt } from '../nn/optimizer.ts';
import { initialWeights } from './trainer.ts';

it('works the last update out again from the state after it, layer by layer', () => {
  const shape = { items: 11, vocabulary: 12, batch: 2, time: 6, window: 6 };
  const optimizer = { beta1: 0.9, beta2: 0.98, eps: 1e-8, weightDecay: 0, clip: 0 };
  const rate = { peak: 0.01, schedule: 'constant', warmup: 0, total: 10 } as const;
  const config = { blocks: 1, heads: 1, width: 8, length: 6, dropout: 0, positions: 'newest' } as const;
  const graph = traceTraining(sasrec, config, shape, crossEntropy.over(shape, {}, 0), optimizer, 1);
  const { count } = graph.arena;
  const tensors = {
    parameters: Float64Array.from(initialWeights(graph, 1)),
    first_moment: new Float64Array(count),
    second_moment: new Float64Array(count),
    gradient: Float64Array.from({ length: count }, (_, i) => Math.sin(i)),
    squared_norm: Float64Array.of(1),
    schedule: new Float64Array(4),
  };
  let before = tensors.parameters;
  for (let t = 1; t <= 3; t++) {
    before = tensors.parameters.slice();
    tensors.schedule.set(scheduleAt(optimizer, rate, t));
    adamw(tensors, { count, decayed: 0, beta1: 0.9, beta2: 0.98, eps: 1e-8, weight_decay: 0, clip: 0 });
  }
  const state = {
    parameters: Float32Array.from(tensors.parameters),
    firstMoment: Float32Array.from(tensors.first_moment),
    secondMoment: Float32Array.from(tensors.second_moment),
  };
  const layers = layerUpdates(graph, state, optimizer, rate, 3);
  expect(layers.map(({ layer }) => layer)).toContain('block0.attention.qkv');
  const { offset, count: size } = graph.arena.slices.items;
  const rms = (at: (i: number) => number): number =>
    Math.sqrt(Array.from({ length: size }, (_, i) => at(offset + i) ** 2).reduce((a, b) => a + b) / size);
  const items = layers.find(({ layer }) => layer === 'items');
  expect(items?.update).toBeCloseTo(
    rms((i) => tensors.parameters[i] - before[i]),
    7,
  );
  expect(items?.weights).toBeCloseTo(
    rms((i) => tensors.parameters[i]),
    7,
  );
});
