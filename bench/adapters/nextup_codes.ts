import { readBuffer } from '../../src/gpu/buffers.ts';
import { gradients } from '../../src/graph/backward.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { fsq as fsqOp, nearestCode as nearestCodeOp } from '../../src/ops/index.ts';
import type { Prepared } from '../adapter.ts';
import {
  fsqGradient,
  residualResult,
  type FsqProblem,
  type NearestCodeProblem,
  type ResidualProblem,
} from '../codes.ts';
import { floats, prepareGraph, prepareJoined, type Given, type NextupSession } from './nextup_graph.ts';

async function prepare(
  session: NextupSession,
  wanted: Tensor,
  given: readonly Given[],
  read: (bytes: ArrayBuffer) => ArrayLike<number>,
): Promise<Prepared> {
  const { gpu } = session;
  const graph = await prepareGraph(session, wanted, given);
  return {
    async run() {
      graph.submit();
      await gpu.device.queue.onSubmittedWorkDone();
      gpu.check('bench');
    },
    result: async () => read(await readBuffer(gpu.device, graph.result)),
  };
}

/** Makes what is left of each vector too. */
export function nearestCode(session: NextupSession, problem: NearestCodeProblem): Promise<Prepared> {
  const { rows, codes, width } = problem;
  const vectors = floats('vectors', [rows, width], problem.vectors);
  const codebook = floats('codebook', [codes, width], problem.codebook);
  const { index } = nearestCodeOp(vectors.tensor, codebook.tensor);
  return prepare(session, index, [vectors, codebook], (bytes) => new Uint32Array(bytes));
}

/** Makes the index of each code too. */
export function fsq(session: NextupSession, { rows, levels, z }: FsqProblem): Promise<Prepared> {
  const given = floats('z', [rows, levels.length], z);
  return prepare(session, fsqOp(given.tensor, levels).y, [given], (bytes) => new Float32Array(bytes));
}

/** As a tokenizer codes: what a level leaves over is what the next one reads. */
export async function residualStep(session: NextupSession, problem: ResidualProblem): Promise<Prepared> {
  const { gpu } = session;
  const { rows, codes, width } = problem;
  const vectors = floats('vectors', [rows, width], problem.vectors);
  const codebooks = problem.codebooks.map((values, level) => floats(`codebook ${level}`, [codes, width], values));
  const index: Tensor[] = [];
  let left = vectors.tensor;
  for (const codebook of codebooks) {
    const found = nearestCodeOp(left, codebook.tensor);
    index.push(found.index);
    left = found.residual;
  }
  const graph = await prepareGraph(session, left, [vectors, ...codebooks], index);
  return {
    async run() {
      graph.submit();
      await gpu.device.queue.onSubmittedWorkDone();
      gpu.check('bench');
    },
    async result() {
      const [residual, ...found] = await Promise.all(graph.results.map((buffer) => readBuffer(gpu.device, buffer)));
      return residualResult(
        found.map((bytes) => new Uint32Array(bytes)),
        new Float32Array(residual),
        codes,
      );
    },
  };
}

/** Makes the index of each code too. */
export function fsqStep(session: NextupSession, problem: FsqProblem): Promise<Prepared> {
  const { rows, levels, z } = problem;
  const given = floats('z', [rows, levels.length], z);
  const { y } = fsqOp(given.tensor, levels);
  const dy = floats('dy', [rows, levels.length], fsqGradient(problem));
  const [dz] = gradients(y, dy.tensor, [given.tensor]);
  return prepareJoined(session, [y, dz], [given, dy], (parts) => Float32Array.from(parts.flatMap((part) => [...part])));
}
