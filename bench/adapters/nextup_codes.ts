import { readBuffer } from '../../src/gpu/buffers.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { fsq as fsqOp, nearestCode as nearestCodeOp } from '../../src/ops/index.ts';
import type { Prepared } from '../adapter.ts';
import type { FsqProblem, NearestCodeProblem } from '../codes.ts';
import { floats, prepareGraph, type Given, type NextupSession } from './nextup_graph.ts';

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
