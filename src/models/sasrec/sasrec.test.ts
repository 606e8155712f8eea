import { describe, expect, it } from 'vitest';
import { size } from '../../core/shape.ts';
import { gradients } from '../../graph/backward.ts';
import { leaf, root, type Tensor } from '../../graph/tensor.ts';
import { Scope } from '../../nn/scope.ts';
import { storedCrossEntropy } from '../../ops/index.ts';
import { evaluate } from '../../runtime/cpu.ts';
import { noise } from '../../testing/random.ts';
import { invertIds } from '../../../shaders/embedding/inverted_index.ts';
import golden from './sasrec.golden.json';
import { sasrec } from './sasrec.ts';

const config = { blocks: 2, heads: 2, width: 8, length: 4, dropout: 0.3 };
const [batch, vocabulary] = [2, 6];
const [ids, targets, start] = [
  [0, 2, 3, 2, 1, 5, 4, 3],
  [0, 3, 2, 1, 5, 4, 3, 0],
  [1, 0],
];

/** SASRec traced down to its loss, with leaves for one batch. */
function traced(training: boolean) {
  const length = config.length;
  const items = {
    ids: leaf('ids', [batch, length], 'u32'),
    offsets: leaf('offsets', [vocabulary + 1], 'u32'),
    places: leaf('places', [batch * length], 'u32'),
  };
  const scope = new Scope({ seed: 3, clock: leaf('clock', [1], 'u32'), training });
  const histories = { items, start: leaf('start', [batch], 'u32') };
  const { hidden, table } = sasrec.forward(scope, histories, vocabulary, config);
  const wanted = { ids: leaf('targets', [batch * length], 'u32'), inverseCount: leaf('inverseCount', [1]) };
  const inverted = invertIds(Uint32Array.from(ids), vocabulary);
  const leaves: Record<string, Float64Array> = {
    ids: Float64Array.from(ids),
    offsets: Float64Array.from(inverted.offsets),
    places: Float64Array.from(inverted.places),
    start: Float64Array.from(start),
    targets: Float64Array.from(targets),
    inverseCount: Float64Array.of(1 / targets.filter((t) => t > 0).length),
    clock: Float64Array.of(5),
  };
  scope.parameters.forEach(({ name, tensor }, i) => (leaves[name] = noise(size(tensor.shape), i, 0.5)));
  const loss = storedCrossEntropy(hidden, table, wanted);
  return { histories, scope, hidden, loss, parameters: scope.parameters, leaves };
}

/** Rows of the products by one kernel that `t` is computed from, in order. */
function rowsOf(kernel: string, t: Tensor): number[] {
  const { origin } = root(t);
  if (origin.kind !== 'output') return [];
  const { inputs, params } = origin.of;
  // The normalised stream and the stream itself meet again before each product: one way to each suffices.
  const [first = []] = Object.values(inputs)
    .map((input) => rowsOf(kernel, input))
    .sort((a, b) => b.length - a.length);
  return origin.of.kernel.name === kernel ? [...first, params.m] : first;
}

describe('sasrec', () => {
  it('has the loss, the states and the gradients of the same model in PyTorch', () => {
    const { hidden, loss, parameters, leaves } = traced(false);
    parameters.forEach(({ name, tensor }) => {
      const p = Object.keys(golden.gradients).indexOf(name);
      const offset = name.endsWith('gamma') ? 1 : 0;
      leaves[name] = Float64Array.from({ length: size(tensor.shape) }, (_, i) => 0.4 * Math.sin(0.7 * i + p) + offset);
    });
    const wrt = parameters.map(({ tensor }) => tensor);
    const [states, [mean], ...analytic] = evaluate(
      [hidden, loss, ...gradients(loss, leaf('unread', [1]), wrt)],
      leaves,
    );
    expect(mean).toBeCloseTo(golden.loss, 12);
    golden.hidden.forEach((want, i) => expect(states[config.length * config.width + i]).toBeCloseTo(want, 10));
    parameters.forEach(({ name }, p) => {
      const sum = analytic[p].reduce((total, g) => total + g, 0);
      const weighted = analytic[p].reduce((total, g, i) => total + g * Math.cos(i), 0);
      const [wantedSum, wantedWeighted] = new Map(Object.entries(golden.gradients)).get(name) ?? [];
      expect(sum, `sum of d${name}`).toBeCloseTo(wantedSum ?? NaN, 9);
      expect(weighted, `d${name} weighted by cos(i)`).toBeCloseTo(wantedWeighted ?? NaN, 9);
    });
  });

  it.each([false, true])('has the gradient of its loss in every parameter (dropout %s)', (training) => {
    const { loss, parameters, leaves } = traced(training);
    const wrt = parameters.map(({ tensor }) => tensor);
    const analytic = evaluate(gradients(loss, leaf('unread', [1]), wrt), leaves);
    const lossAt = (): number => evaluate([loss], leaves)[0][0];
    parameters.forEach(({ name }, p) => {
      const values = leaves[name];
      const scale = Math.max(1e-3, ...analytic[p].map(Math.abs));
      // A few coordinates of each parameter: ends and middle.
      for (const i of new Set([0, values.length >> 1, values.length - 1])) {
        const [kept, h] = [values[i], 1e-5];
        values[i] = kept + h;
        const above = lossAt();
        values[i] = kept - h;
        const below = lossAt();
        values[i] = kept;
        const numeric = (above - below) / (2 * h);
        expect(Math.abs(numeric - analytic[p][i]) / scale, `${name}[${i}]`).toBeLessThan(1e-5);
      }
    });
  });

  it('does not see the future: the state at t is the same whatever comes after t', () => {
    const { hidden, leaves } = traced(false);
    const [before] = evaluate([hidden], leaves);
    leaves.ids[7] = 1; // the last item of the second history
    const [after] = evaluate([hidden], leaves);
    const states = (values: Float64Array, from: number, to: number): Float64Array =>
      values.slice(from * config.width, to * config.width);
    expect(states(after, 4, 7)).toEqual(states(before, 4, 7));
    expect(states(after, 7, 8)).not.toEqual(states(before, 7, 8));
  });

  it('gives the states of named positions, the same as among all, and computes no others after its last attention', () => {
    const { histories, scope, hidden, leaves } = traced(false);
    const [all] = evaluate([hidden], leaves);
    const named = sasrec.forward(scope, { ...histories, at: leaf('at', [3], 'u32') }, vocabulary, config).hidden;
    const [some] = evaluate([named], { ...leaves, at: Float64Array.of(7, 3, 2) });
    const state = (values: Float64Array, row: number): Float64Array =>
      values.slice(row * config.width, (row + 1) * config.width);
    expect(named.shape).toEqual([3, config.width]);
    [7, 3, 2].forEach((position, row) => expect(state(some, row)).toEqual(state(all, position)));
    expect(rowsOf('matmul.linear_gelu', named)).toEqual([8, 3]);
    expect(rowsOf('matmul.linear_gelu', hidden)).toEqual([8, 8]);
  });

  it('says of a width that does not divide into heads of four what it must be', () => {
    const fits = { ...config, heads: 2, width: 8 };
    expect(sasrec.misfit(fits)).toBeNull();
    expect(sasrec.misfit({ ...fits, heads: 3 })).toBe(
      'width 8 with 3 heads, expected a width that is a multiple of 4 · heads',
    );
  });
});
