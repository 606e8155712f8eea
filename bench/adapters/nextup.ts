import project from '../../package.json';
import { matmulNN } from '../../shaders/matmul/matmul.kernels.ts';
import { attentionCausalForward } from '../../shaders/attention/attention.kernels.ts';
import { crossEntropyForward } from '../../shaders/crossentropy/crossentropy.kernels.ts';
import { gatherRows } from '../../shaders/embedding/embedding.kernels.ts';
import { layernormForward } from '../../shaders/layernorm/layernorm.kernels.ts';
import { noDropout } from '../../shaders/random/dropout.reference.ts';
import { weightedSum } from '../../shaders/reduce/reduce.kernels.ts';
import { openGpu } from '../../src/gpu/device.ts';
import { Pipelines } from '../../src/gpu/pipelines.ts';
import { dispatch, type Tensor } from '../../src/graph/tensor.ts';
import { GpuMachine } from '../../src/runtime/gpu_machine.ts';
import { Tuner } from '../../src/runtime/tuning.ts';
import type {
  Adapter,
  AttentionProblem,
  CrossentropyProblem,
  LayernormProblem,
  MatmulProblem,
  Prepared,
} from '../adapter.ts';
import { EPSILON } from '../sasrec.ts';
import {
  floats,
  integers,
  paddedIds,
  paddedTable,
  prepareJoined,
  type Given,
  type NextupSession,
} from './nextup_graph.ts';
import { fsq, fsqStep, nearestCode, residualStep } from './nextup_codes.ts';
import { mambaBlock } from './nextup_mamba.ts';
import { inference, training } from './nextup_sasrec.ts';
import { scan, scanGradient } from './nextup_scan.ts';

/** Nextup itself: the kernels with the variants that its tuner chooses on this adapter. */
export const adapter: Adapter = {
  name: 'Nextup',
  version: project.version,
  async open() {
    const gpu = await openGpu(navigator.gpu);
    const pipelines = new Pipelines(gpu.device);
    const session: NextupSession = { gpu, pipelines, tuner: new Tuner(gpu, pipelines) };
    return {
      matmul: (problem) => matmul(session, problem),
      attention: (problem) => attention(session, problem),
      layernorm: (problem) => layernorm(session, problem),
      crossentropy: (problem) => crossentropy(session, problem),
      scan: (problem) => scan(session, problem),
      scanGradient: (problem) => scanGradient(session, problem),
      mambaBlock: (problem) => mambaBlock(session, problem),
      nearestCode: (problem) => nearestCode(session, problem),
      fsq: (problem) => fsq(session, problem),
      residualStep: (problem) => residualStep(session, problem),
      fsqStep: (problem) => fsqStep(session, problem),
      inference: (problem) => inference(session, problem),
      training: (problem) => training(new GpuMachine(gpu, pipelines, session.tuner), problem),
    };
  },
};

const prepare = (session: NextupSession, wanted: Tensor, given: readonly Given[]): Promise<Prepared> =>
  prepareJoined(session, [wanted], given, ([values]) => values);

function matmul(session: NextupSession, { a, b, rows: m, inner: k, cols: n }: MatmulProblem): Promise<Prepared> {
  const [left, right] = [floats('a', [m, k], a), floats('b', [k, n], b)];
  const { y } = dispatch(matmulNN, { a: left.tensor, b: right.tensor }, { m, n, k });
  return prepare(session, y, [left, right]);
}

/** The kernel reads queries, keys and values side by side, as one linear layer writes them. */
function attention(session: NextupSession, problem: AttentionProblem): Promise<Prepared> {
  const { batch, length: time, heads, width: head_width } = problem;
  const width = heads * head_width;
  const packed = new Float32Array(3 * problem.q.length);
  for (let row = 0; row < batch * time; row++) {
    [problem.q, problem.k, problem.v].forEach((values, i) => {
      packed.set(values.subarray(row * width, (row + 1) * width), (3 * row + i) * width);
    });
  }
  const qkv = floats('qkv', [batch, time, 3, heads, head_width], packed);
  const lengths = integers('lengths', [batch], new Uint32Array(batch).fill(time));
  const clock = integers('clock', [1], [0]);
  const inputs = { qkv: qkv.tensor, lengths: lengths.tensor, clock: clock.tensor };
  const { y } = dispatch(attentionCausalForward, inputs, { batch, time, heads, head_width, ...noDropout });
  return prepare(session, y, [qkv, lengths, clock]);
}

function layernorm(session: NextupSession, problem: LayernormProblem): Promise<Prepared> {
  const { rows, cols } = problem;
  const x = floats('x', [rows, cols], problem.x);
  const gamma = floats('gamma', [cols], problem.gamma);
  const beta = floats('beta', [cols], problem.beta);
  const inputs = { x: x.tensor, gamma: gamma.tensor, beta: beta.tensor };
  const { y } = dispatch(layernormForward, inputs, { rows, cols, eps: EPSILON });
  return prepare(session, y, [x, gamma, beta]);
}

/** Logits are never stored. */
function crossentropy(session: NextupSession, problem: CrossentropyProblem): Promise<Prepared> {
  const { width, ids } = problem;
  const rows = ids.length;
  const vocabulary = problem.count + 1;
  const table = floats('table', [vocabulary, width], paddedTable(problem.items, width));
  const at = integers('ids', [rows], paddedIds(ids));
  const targets = integers('targets', [rows], paddedIds(problem.targets));
  const inverse = floats('inverse count', [1], [1 / rows]);
  const h = dispatch(gatherRows, { table: table.tensor, ids: at.tensor }, { count: rows, width, vocabulary }).y;
  const inputs = { h, table: table.tensor, targets: targets.tensor };
  const { loss } = dispatch(crossEntropyForward, inputs, { rows, vocabulary, width });
  const { total } = dispatch(weightedSum, { x: loss, weight: inverse.tensor }, { count: rows });
  return prepare(session, total, [table, at, targets, inverse]);
}
