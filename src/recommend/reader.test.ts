import { describe, expect, it } from 'vitest';
import { size } from '../core/shape.ts';
import { leaf } from '../graph/tensor.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { Scope } from '../nn/scope.ts';
import { evaluate } from '../runtime/cpu.ts';
import { noise } from '../testing/random.ts';
import { Reader } from './reader.ts';

const config = { blocks: 2, heads: 2, width: 8, length: 6, dropout: 0.3 };
const items = 9;
const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
const ids = leaf('ids', [1, config.length], 'u32');
const index = { offsets: leaf('offsets', [items + 2], 'u32'), places: leaf('places', [config.length], 'u32') };
const histories = { items: { ids, ...index }, start: leaf('start', [1], 'u32') };
const { hidden } = sasrec.forward(scope, histories, items + 1, config);
const weights = Object.fromEntries(scope.parameters.map(({ name, tensor }, i) => [name, noise(size(tensor.shape), i)]));
const reader = new Reader(sasrec, config, items, weights);

/** Scores by the whole window, padded at the left, as training and the GPU have it. */
function padded(history: readonly number[]): number[] {
  const start = config.length - history.length;
  const read = [...Array<number>(start).fill(0), ...history.map((item) => item + 1)];
  const leaves = { ids: Float64Array.from(read), start: Float64Array.of(start), clock: Float64Array.of(0) };
  const state = evaluate([hidden], { ...weights, ...leaves })[0].slice(-config.width);
  const score = (item: number): number =>
    state.reduce((sum, x, c) => sum + x * weights.items[(item + 1) * config.width + c], 0);
  return Array.from({ length: items }, (_, item) => score(item));
}

describe('a model on the CPU', () => {
  it.each([[[4]], [[4, 1, 7]], [[4, 1, 7, 7, 0]], [[4, 1, 7, 7, 0, 8]]])(
    'reads %j without padding to the scores it has with padding',
    (history) => {
      padded(history).forEach((want, item) => expect(reader.scores(history)[item]).toBeCloseTo(want, 12));
    },
  );

  it('sees the last items of a history that is longer than its window', () => {
    expect(reader.scores([3, 3, 4, 1, 7, 7, 0, 8])).toEqual(reader.scores([4, 1, 7, 7, 0, 8]));
  });

  it('scores one item as it does among all', () => {
    expect(reader.score([4, 1], 5)).toBe(reader.scores([4, 1])[5]);
  });

  it('shows what each launch of a kernel read', () => {
    const seen = reader.observe([4, 1, 7], 'attention.causal_forward', 'qkv');
    expect(seen.map(({ params, values }) => [params.time, values.length])).toEqual([
      [3, 3 * 3 * config.width],
      [3, 3 * 3 * config.width],
    ]);
  });
});
