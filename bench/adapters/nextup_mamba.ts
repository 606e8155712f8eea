import { size } from '../../src/core/shape.ts';
import { gradients } from '../../src/graph/backward.ts';
import { leaf } from '../../src/graph/tensor.ts';
import { written } from '../../src/nn/layers.ts';
import { mambaBlock as block } from '../../src/nn/mamba.ts';
import { Scope } from '../../src/nn/scope.ts';
import type { Prepared } from '../adapter.ts';
import { MAMBA_WEIGHTS, type MambaProblem, type MambaWeight } from '../mamba.ts';
import { floats, integers, prepareJoined, type NextupSession } from './nextup_graph.ts';

/** The engine's products multiply by (out, in), its taps are as the bench has them. */
const turned = (name: string): boolean => name.endsWith('.weight') && name !== 'convolution.weight';

const transposed = (values: Float32Array<ArrayBuffer>, [rows, cols]: readonly number[]): Float32Array<ArrayBuffer> =>
  values.map((_, i) => values[(i % rows) * cols + Math.floor(i / rows)]);

/** y and its gradient: of x, then of the weights in the order of `MAMBA_WEIGHTS`. */
export function tracedMamba({ sizes, weights, ...values }: MambaProblem) {
  const { batch, length, width, channels, states } = sizes;
  const clock = integers('clock', [1], [0]);
  const scope = new Scope({ seed: 0, clock: clock.tensor, training: false });
  const x = floats('x', [batch, length, width], values.x);
  const read = block(scope, x.tensor, { expansion: channels / width, states, start: 'standard' });
  const y = written(scope, read, null, width, 0, undefined);
  const parameters = MAMBA_WEIGHTS.map((name) => {
    const found = scope.parameters.find((parameter) => parameter.name === name);
    if (found === undefined) throw new Error(`nextup: a Mamba block has no parameter '${name}'`);
    const { shape, values: own } = weights[name];
    if (size(found.tensor.shape) !== own.length) throw new Error(`nextup: '${name}' has another size in the bench`);
    return { ...floats(name, found.tensor.shape, turned(name) ? transposed(own, shape) : own), tensor: found.tensor };
  });
  const dy = leaf('dy', y.shape);
  const wrt = [x, ...parameters];
  const gradient = gradients(
    y,
    dy,
    wrt.map(({ tensor }) => tensor),
  );
  return { y, gradient, given: [clock, ...wrt, { ...floats('dy', y.shape, values.dy), tensor: dy }] };
}

export function mambaBlock(session: NextupSession, problem: MambaProblem): Promise<Prepared> {
  const { gradient, given } = tracedMamba(problem);
  const asGiven = (name: MambaWeight, part: Float32Array): Float32Array => {
    const [rows, cols] = problem.weights[name].shape;
    return turned(name) ? transposed(new Float32Array(part), [cols, rows]) : part;
  };
  return prepareJoined(session, gradient, given, ([dx, ...parts]) =>
    Float32Array.from([dx, ...parts.map((part, i) => asGiven(MAMBA_WEIGHTS[i], part))].flatMap((part) => [...part])),
  );
}
