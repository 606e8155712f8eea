import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { matmulNT } from '../../shaders/matmul/matmul.kernels.ts';
import { Events, firstLeaf } from '../../src/events/events.ts';
import { dispatch } from '../../src/graph/tensor.ts';
import { crossEntropy } from '../../src/losses/cross_entropy.ts';
import { isChain } from '../../src/models/model.ts';
import { sasrec } from '../../src/models/sasrec/sasrec.ts';
import { Scope } from '../../src/nn/scope.ts';
import { traceTraining } from '../../src/train/graph.ts';
import { scheduleAt } from '../../src/nn/optimizer.ts';
import type { Machine } from '../../src/runtime/machine.ts';
import { Trainer } from '../../src/train/trainer.ts';
import type { Prepared } from '../adapter.ts';
import { ADAM, type SasrecProblem, type SasrecSizes } from '../sasrec.ts';
import {
  floats,
  integers,
  paddedIds,
  paddedTable,
  prepareGraph,
  prepareOn,
  type NextupSession,
} from './nextup_graph.ts';

const configOf = ({ blocks, heads, width, length }: SasrecSizes) =>
  ({
    blocks,
    heads,
    width,
    length,
    dropout: 0,
    positions: 'newest',
    times: 'none',
    kinds: 'none',
    values: 'none',
  }) as const;

/** The engine's name of a parameter of the bench. */
const engineName = (name: string): string =>
  name
    .replace(/^blocks\.(\d+)\.(qkv|out)\./, 'block$1.attention.$2.')
    .replace(/^blocks\.(\d+)\.(up|down)\./, 'block$1.mlp.$2.')
    .replace(/^blocks\.(\d+)\./, 'block$1.')
    .replace(/^norm\./, 'final.');

/** The bench's weights by the engine's names and layouts: a padding item first, linear weights (out, in). */
function engineWeights({ sizes, weights }: SasrecProblem): Map<string, Float32Array<ArrayBuffer>> {
  return new Map(
    Object.entries(weights).map(([name, { shape, values }]) => {
      if (name === 'items') return [name, paddedTable(values, sizes.width)];
      if (!name.endsWith('.weight')) return [engineName(name), values];
      const [rows, cols] = shape;
      return [engineName(name), values.map((_, i) => values[(i % rows) * cols + Math.floor(i / rows)])];
    }),
  );
}

/** The weights of parameter `name`. Throws where the bench has none, so that no parameter keeps a value of its own. */
function found(weights: ReadonlyMap<string, Float32Array<ArrayBuffer>>, name: string): Float32Array<ArrayBuffer> {
  const values = weights.get(name);
  if (values === undefined) throw new Error(`nextup: the bench has no weights for parameter '${name}'`);
  return values;
}

/** The engine's training step; each run uploads the next batch and ends with its loss on the CPU. */
export async function training(machine: Machine, problem: SasrecProblem): Promise<Prepared> {
  const { sizes, batches } = problem;
  const shape = {
    items: sizes.items,
    vocabulary: sizes.items + 1,
    batch: sizes.batch,
    time: sizes.length,
    window: sizes.length,
  };
  const optimizer = { beta1: ADAM.beta1, beta2: ADAM.beta2, eps: ADAM.epsilon, weightDecay: 0, clip: 0 };
  const rate = { peak: ADAM.rate, schedule: 'constant', warmup: 0, total: 1 } as const;
  const graph = traceTraining(sasrec, configOf(sizes), shape, crossEntropy.over(shape, {}, 0), optimizer, 0);
  const trainer = await Trainer.create(machine, graph);
  const weights = engineWeights(problem);
  const parameters = new Float32Array(graph.arena.count);
  for (const { name } of graph.parameters) parameters.set(found(weights, name), graph.arena.slices[name].offset);
  trainer.load({ parameters });

  const { feed } = trainer;
  feed.numbers('inverseCount')[0] = 1 / (sizes.batch * sizes.length);
  let step = 0;
  let latest = NaN;
  return {
    async run() {
      const { inputs, targets } = batches[step % batches.length];
      const ids = paddedIds(inputs);
      const { offsets, places } = invertIds(ids, shape.vocabulary);
      feed.integers('ids').set(ids);
      feed.integers('targets').set(paddedIds(targets));
      feed.integers('offsets').set(offsets);
      feed.integers('places').set(places);
      feed.integers('clock')[0] = step;
      feed.numbers('schedule').set(scheduleAt(optimizer, rate, step + 1));
      trainer.submit(step);
      const [report] = await trainer.reports(step, step + 1);
      latest = report.loss;
      step++;
    },
    result: () => Promise.resolve([latest]),
  };
}

/** The engine's forward pass, the last states against the table. */
function tracedInference(problem: SasrecProblem) {
  const { sizes, batches } = problem;
  const { batch, length, width } = sizes;
  const vocabulary = sizes.items + 1;
  const ids = integers('ids', [batch, length], paddedIds(batches[0].inputs));
  const lengths = integers('lengths', [batch], new Uint32Array(batch).fill(length));
  const first = integers(firstLeaf('newest'), [batch], new Uint32Array(batch));
  const clock = integers('clock', [1], [0]);
  const last = integers(
    'last',
    [batch],
    Uint32Array.from({ length: batch }, (_, row) => (row + 1) * length - 1),
  );

  const scope = new Scope({ seed: 0, clock: clock.tensor, training: false });
  const events = new Events({ batch, time: length, window: length, items: sizes.items, vocabulary }, last.tensor);
  const { head } = sasrec.forward(scope, events, configOf(sizes));
  if (isChain(head)) throw new Error('sasrec: items have rows of their own');
  const [{ states, table }] = head;
  const scores = dispatch(matmulNT, { a: states, b: table }, { m: batch, n: vocabulary, k: width }).y;

  const weights = engineWeights(problem);
  const parameters = scope.parameters.map(({ name, tensor }) => ({
    ...floats(name, tensor.shape, found(weights, name)),
    tensor,
  }));
  return { scores, ids, given: [ids, lengths, first, clock, last, ...parameters] };
}

/** Each run uploads ids and ends with scores on the CPU. */
export async function inference(session: NextupSession, problem: SasrecProblem): Promise<Prepared> {
  const { scores, ids, given } = tracedInference(problem);
  const graph = await prepareGraph(session, scores, given);
  const { device } = session.gpu;
  const { size } = graph.result;
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  let read = new Float32Array();
  return {
    async run() {
      graph.upload(ids);
      graph.submit((encoder) => encoder.copyBufferToBuffer(graph.result, 0, staging, 0, size));
      await staging.mapAsync(GPUMapMode.READ);
      read = new Float32Array(staging.getMappedRange().slice(0));
      staging.unmap();
      session.gpu.check('bench');
    },
    result: () => Promise.resolve(withoutPadding(read, problem)),
  };
}

/** The same on any machine. */
export async function inferenceOn(machine: Machine, problem: SasrecProblem): Promise<Prepared> {
  const { scores, ids, given } = tracedInference(problem);
  const graph = await prepareOn(machine, scores, given);
  let read = new Float32Array();
  return {
    async run() {
      graph.upload(ids);
      read = await graph.run();
    },
    result: () => Promise.resolve(withoutPadding(read, problem)),
  };
}

const withoutPadding = (scores: Float32Array, { sizes }: SasrecProblem): Float32Array =>
  scores.filter((_, i) => i % (sizes.items + 1) !== 0);
