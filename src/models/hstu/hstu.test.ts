import { expect, it } from 'vitest';
import { timed } from '../../core/history.ts';
import { expectGolden } from '../../testing/golden_model.ts';
import { noisyReader } from '../../testing/noisy_reader.ts';
import { configure } from '../catalogue.ts';
import golden from './hstu.golden.json';
import { hstu } from './hstu.ts';

it('has the loss, the states and the gradients of the same model in PyTorch', () => {
  const sizes = { blocks: 2, heads: 2, width: 8, length: 4, dropout: 0.3 };
  expectGolden(hstu, configure(hstu, { ...sizes, timeBias: 'between' }), golden);
});

it('is told by when its items were taken, not by when time began', async () => {
  const reader = noisyReader(hstu, 9, { timeBias: 'between' });
  const after = (times: readonly number[]) => reader.scores(timed([3, 1, 4], times));
  expect(await after([5000, 5060, 9000])).toEqual(await after([0, 60, 4000]));
  expect(await after([0, 60, 90_000])).not.toEqual(await after([0, 60, 4000]));
});

it('takes one step for an appended item where positions are counted from the oldest, times read or not', async () => {
  for (const timeBias of ['none', 'between']) {
    const session = noisyReader(hstu, 9, { length: 6, positions: 'oldest', timeBias }).session();
    const steps: number[] = [];
    for (let n = 1; n <= 5; n++) {
      const items = Array.from({ length: n }, (_, i) => i);
      const times = items.map((i) => 60 * 7 ** i);
      steps.push((await session.follow(timed(items, times))).computed);
    }
    expect(steps).toEqual([1, 1, 1, 1, 1]);
  }
});
