import { afterEach, describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../core/errors.ts';
import { timed, untimed, without } from '../core/history.ts';
import { Pacer } from '../core/pace.ts';
import { size } from '../core/shape.ts';
import { Events, firstLeaf } from '../events/events.ts';
import { leaf } from '../graph/tensor.ts';
import { bert4rec } from '../models/bert4rec/bert4rec.ts';
import { gru4rec } from '../models/gru4rec/gru4rec.ts';
import type { Config, Model } from '../models/model.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { Scope } from '../nn/scope.ts';
import { evaluate } from '../runtime/cpu.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { noise } from '../testing/random.ts';
import { variants } from '../testing/variants.ts';
import { countWork } from '../testing/work.ts';
import { Reader } from './reader.ts';

const config = { blocks: 2, heads: 2, width: 8, length: 6, dropout: 0.3, positions: 'newest' };
const items = 9;

/** A model with weights of noise, and its whole forward pass. */
function made(model: Model, settings: Config, vocabulary = items + 1) {
  const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
  const events = new Events({ batch: 1, time: settings.length, window: settings.length, items, vocabulary });
  const { hidden } = model.forward(scope, events, settings);
  const entries = scope.parameters.map(({ name, tensor }, i) => [name, noise(size(tensor.shape), i)] as const);
  const weights = Object.fromEntries(entries);
  return { hidden, weights, reader: new Reader(model, settings, items, weights) };
}
const { hidden, weights, reader } = made(sasrec, config);

afterEach(() => vi.restoreAllMocks());

/** Scores by the whole window, padded behind, as training and the GPU have it. */
function padded(history: readonly number[]): number[] {
  const padding = config.length - history.length;
  const read = [...history.map((item) => item + 1), ...Array<number>(padding).fill(0)];
  const leaves = {
    ids: Float64Array.from(read),
    lengths: Float64Array.of(history.length),
    [firstLeaf('newest')]: Float64Array.of(padding),
    clock: Float64Array.of(0),
  };
  const last = history.length - 1;
  const state = evaluate([hidden], { ...weights, ...leaves })[0].slice(last * config.width, (last + 1) * config.width);
  const score = (item: number): number =>
    state.reduce((sum, x, c) => sum + x * weights.items[(item + 1) * config.width + c], 0);
  return Array.from({ length: items }, (_, item) => score(item));
}

describe('a model on the CPU', () => {
  it.each([[[4]], [[4, 1, 7]], [[4, 1, 7, 7, 0]], [[4, 1, 7, 7, 0, 8]]])(
    'reads %j without padding to the scores it has with padding',
    async (history) => {
      const scores = await reader.scores(untimed(history));
      padded(history).forEach((want, item) => expect(scores[item]).toBeCloseTo(want, 12));
    },
  );

  it('has the bits of the whole forward pass, though it computes only what its last state depends on', async () => {
    const history = [4, 1, 7, 7, 0, 8];
    expect([...(await reader.scores(untimed(history)))]).toEqual(padded(history));
  });

  it('sees the last items of a history that is longer than its window', async () => {
    expect(await reader.scores(untimed([3, 3, 4, 1, 7, 7, 0, 8]))).toEqual(
      await reader.scores(untimed([4, 1, 7, 7, 0, 8])),
    );
  });

  it('shows what each launch of a kernel read', async () => {
    const seen = await reader.observe(untimed([4, 1, 7]), [{ kernel: 'attention.causal_forward', tensors: ['qkv'] }]);
    expect(seen.map(({ params, tensors }) => [params.time, tensors.qkv.length])).toEqual([
      [3, 3 * 3 * config.width],
      [3, 3 * 3 * config.width],
    ]);
  });

  it('shows what a launch wrote, and which launch wrote what it read', async () => {
    const wanted = [
      { kernel: 'attention.causal_forward', tensors: ['y', 'no such'] },
      { kernel: 'matmul', tensors: ['y'] },
    ];
    const seen = await reader.observe(untimed([4, 1, 7]), wanted);
    const attending = seen.filter(({ kernel }) => kernel.startsWith('attention'));
    expect(attending.map(({ tensors }) => Object.entries(tensors).map(([name, { length }]) => [name, length]))).toEqual(
      [[['y', 3 * config.width]], [['y', 3 * config.width]]],
    );
    expect(attending.map(({ from }) => seen[from.qkv].kernel)).toEqual(['matmul.linear', 'matmul.linear']);
  });

  it('ends a question that is cancelled', async () => {
    await expect(reader.scores(untimed([4]), { signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
    const stop = new AbortController();
    const pace = { signal: stop.signal, onProgress: () => stop.abort() };
    vi.spyOn(Pacer.prototype, 'due').mockReturnValue(true);
    await expect(reader.leaveOneOut(untimed([4, 1, 7, 7, 0, 8]), 3, pace)).rejects.toThrow(CancelledError);
  });
});

describe('leaving out each position of a history', () => {
  it.each([
    [[4]],
    [[4, 1]],
    [[4, 1, 7, 7, 0]],
    [[4, 1, 7, 7, 0, 8]],
    [[3, 4, 1, 7, 7, 0, 8]],
    [[5, 3, 4, 1, 7, 7, 0, 8]],
  ])('changes the score of an item after %j by the bits of asking without it', async (history) => {
    const { score, changes } = await reader.leaveOneOut(untimed(history), 3);
    expect(score).toBe((await reader.scores(untimed(history)))[3]);
    expect(changes).toHaveLength(Math.min(history.length, config.length));
    for (const [at, change] of changes.entries()) {
      const shorter = history.toSpliced(history.length - changes.length + at, 1);
      expect(change).toBe(shorter.length === 0 ? 0 : score - (await reader.scores(untimed(shorter)))[3]);
    }
  });

  it('costs nothing for positions that the model does not see', async () => {
    const history = Array.from({ length: 100_000 }, (_, i) => (i * 7) % items);
    const counted = countWork();
    await reader.leaveOneOut(untimed(history.slice(-config.length - 1)), 3);
    const short = counted.total;
    await reader.leaveOneOut(untimed(history), 3);
    expect(counted.total / short).toBeCloseTo(2, 9);
  });

  it('computes only what the variants do not share: less than half of a whole pass for each', async () => {
    const long = { ...config, length: 40 };
    const weightsOf = { ...weights, positions: noise(long.length * config.width, 99) };
    const deep = new Reader(sasrec, long, items, weightsOf);
    const history = Array.from({ length: long.length }, (_, i) => (i * 5) % items);
    const counted = countWork();
    await deep.observe(untimed(history), [{ kernel: 'layernorm', tensors: ['x'] }]); // every row of every block
    const whole = counted.total;
    await deep.leaveOneOut(untimed(history), 3);
    expect(counted.total - whole).toBeLessThan(0.45 * whole * history.length);
  });
});

describe('a recurrent model on the CPU', () => {
  const settings = { layers: 2, hidden: 8, width: 8, length: 40, dropout: 0.3 };
  const recurrent = made(gru4rec, settings).reader;

  it('loses by each position what asking without it says, also of histories longer than its window', async () => {
    for (const history of [[4], [4, 1, 7, 7, 0], Array.from({ length: 43 }, (_, i) => (i * 5) % items)]) {
      const { score, changes } = await recurrent.leaveOneOut(untimed(history), 3);
      expect(score).toBe((await recurrent.scores(untimed(history)))[3]);
      for (const [at, change] of changes.entries()) {
        const shorter = history.toSpliced(history.length - changes.length + at, 1);
        expect(change).toBe(shorter.length === 0 ? 0 : score - (await recurrent.scores(untimed(shorter)))[3]);
      }
    }
  });

  it('goes on from the state before the item that is left out: about half of a whole pass for each', async () => {
    const history = Array.from({ length: settings.length }, (_, i) => (i * 5) % items);
    const counted = countWork();
    await recurrent.observe(untimed(history), [{ kernel: 'gru', tensors: ['gates'] }]); // all rows but those of the last layer
    const nearlyWhole = counted.total;
    await recurrent.leaveOneOut(untimed(history), 3);
    expect(counted.total - nearlyWhole).toBeLessThan(0.9 * nearlyWhole * history.length); // 1.18 from the first item on
  });
});

describe('an item that is hidden', () => {
  const filling = made(bert4rec, config, items + 2).reader;

  it('is asked for at the end of a history as the next item is', async () => {
    for (const history of [[], [4], [4, 1, 7, 7, 0], [3, 4, 1, 7, 7, 0, 8]])
      expect(await filling.hidden(untimed([...history, 5]), history.length)).toEqual(
        await filling.scores(untimed(history)),
      );
  });

  it('is told by both sides and not by itself', async () => {
    const scores = await filling.hidden(untimed([4, 1, 7, 0, 8, 2]), 2);
    expect(scores).toHaveLength(items);
    expect(await filling.hidden(untimed([4, 1, 3, 0, 8, 2]), 2)).toEqual(scores);
    expect(await filling.hidden(untimed([5, 1, 7, 0, 8, 2]), 2)).not.toEqual(scores);
    expect(await filling.hidden(untimed([4, 1, 7, 0, 8, 5]), 2)).not.toEqual(scores);
    expect(await filling.hidden(untimed([6, 4, 1, 7, 0, 8, 2]), 3)).toEqual(scores); // the first one is not read
  });

  it('is refused where the model does not look, and of a model that has no mask', async () => {
    await expect(filling.hidden(untimed([6, 4, 1, 7, 0, 8, 2]), 0)).rejects.toThrow('does not read place 0');
    await expect(filling.hidden(untimed([6, 4]), 2)).rejects.toThrow('of a history of 2 it reads the last 6');
    await expect(reader.hidden(untimed([6, 4]), 1)).rejects.toThrow('the model has no mask');
  });
});

// What holds for every model that there is: nobody edits it for a new one.
describe.each(variants)('%s %j on the CPU', (_name, given, model) => {
  const asked = noisyReader(model, items, given);

  it('loses by each item what asking without it says', async () => {
    for (const taken of [[4], [4, 1], [4, 1, 7, 7], [3, 4, 1, 7, 7, 0, 8]]) {
      const when = taken.map((_, i) => 3600 * i ** 3);
      const history = {
        ...timed(taken, when),
        ...{ kinds: Uint8Array.from(taken, (_, i) => i % 3), values: Float64Array.from(taken, (_, i) => i % 4) },
      };
      const { score, changes } = await asked.leaveOneOut(history, 3);
      expect(score).toBe((await asked.scores(history))[3]);
      expect(changes).toHaveLength(Math.min(taken.length, asked.window));
      for (const [at, change] of changes.entries()) {
        const left = without(history, taken.length - changes.length + at);
        expect(change).toBe(left.items.length === 0 ? 0 : score - (await asked.scores(left))[3]);
      }
    }
  });

  it('scores every item and nothing else', async () => {
    const scores = await asked.scores(untimed([4, 1, 7]));
    expect(scores).toHaveLength(items);
    expect(scores.every(Number.isFinite)).toBe(true);
    expect(asked.itemVectors.values).toHaveLength(items * asked.itemVectors.width);
  });
});
