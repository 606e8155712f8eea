import { gradients } from '../../src/graph/backward.ts';
import { selectiveScan } from '../../src/ops/index.ts';
import type { Prepared } from '../adapter.ts';
import type { ScanProblem } from '../scan.ts';
import { floats, prepareJoined, type NextupSession } from './nextup_graph.ts';

/** B and C of a position side by side, as one linear layer writes them. */
function interleaved({ sizes, tensors }: ScanProblem): Float32Array {
  const { states } = sizes;
  const bc = new Float32Array(2 * tensors.b.length);
  for (let from = 0; from < tensors.b.length; from += states) {
    bc.set(tensors.b.subarray(from, from + states), 2 * from);
    bc.set(tensors.c.subarray(from, from + states), 2 * from + states);
  }
  return bc;
}

/** y and its gradient, in the order of `given`. */
export function tracedScan(problem: ScanProblem) {
  const { batch, length, channels, states } = problem.sizes;
  const { tensors: values } = problem;
  const u = floats('u', [batch, length, channels], values.u);
  const delta = floats('delta', [batch, length, channels], values.delta);
  const bc = floats('bc', [batch, length, 2 * states], interleaved(problem));
  const aLog = floats('aLog', [channels, states], values.aLog);
  const skip = floats('skip', [channels], values.skip);
  const y = selectiveScan(u.tensor, delta.tensor, bc.tensor, { aLog: aLog.tensor, skip: skip.tensor });
  const dy = floats('dy', y.shape, values.dy);
  const given = [u, delta, bc, aLog, skip];
  const gradient = gradients(
    y,
    dy.tensor,
    given.map(({ tensor }) => tensor),
  );
  return { y, gradient, given, dy };
}

export function scan(session: NextupSession, problem: ScanProblem): Promise<Prepared> {
  const { y, given } = tracedScan(problem);
  return prepareJoined(session, [y], given, ([values]) => values);
}

/** The parts of the gradient in the order of `SCAN_TENSORS`. */
export function scanGradient(session: NextupSession, problem: ScanProblem): Promise<Prepared> {
  const { gradient, given, dy } = tracedScan(problem);
  const { states } = problem.sizes;
  return prepareJoined(session, gradient, [...given, dy], ([u, delta, bc, aLog, skip]) => {
    const half = (which: number): Float32Array => bc.filter((_, i) => Math.floor(i / states) % 2 === which);
    return Float32Array.from([u, delta, half(0), half(1), aLog, skip].flatMap((part) => [...part]));
  });
}
