import { expect, it } from 'vitest';
import { finishedSummary } from '../testing/finished.ts';
import { looks, page, summary } from '../testing/page.ts';
import type { RunSummary } from '../worker/contract.ts';
import { exceptSeed, nextSeeds } from './seeds.ts';

async function queued(train: (seed: number) => Promise<Partial<RunSummary>>) {
  const finished = await finishedSummary(Float64Array.of(0));
  const first: RunSummary = { ...finished, id: 'run-1', kept: true, snapshot: null };
  const runs = [first];
  const { store, actions } = page({
    ...looks,
    runs: () => Promise.resolve([...runs]),
    train: async ({ seed = 0 }) => {
      const told = { ...first, id: `run-${seed}`, recipe: { ...first.recipe, seed }, ...(await train(seed)) };
      runs.push(told);
      return told;
    },
  });
  const { fingerprint } = first.recipe.dataset;
  store.setState({ runs, sameSeed: false, dataset: { ...summary('orders'), fingerprint }, view: 'compare' });
  return { store, queue: await actions.queue(), first };
}

it('trains a recipe with the next seeds in turn, and stays in its view', async () => {
  const seeds: number[] = [];
  const { store, queue } = await queued((seed) => Promise.resolve((seeds.push(seed), {})));
  await queue.again('run-1', 2);
  await queue.again('run-1', 1);
  expect(seeds).toEqual([2, 3, 4]);
  expect(store.getState()).toMatchObject({ queued: [], inTurn: null, queueNote: null, view: 'compare' });
});

it('leaves the rest where somebody cancels it, and says what did not begin where one fails', async () => {
  const seeds: number[] = [];
  const { store, queue } = await queued((seed) => {
    seeds.push(seed);
    if (seed === 2) queue.cancelRest();
    return seed === 2 ? Promise.resolve({}) : Promise.reject(new Error('no memory'));
  });
  await queue.again('run-1', 3);
  expect([seeds, store.getState().queueDone, store.getState().queueNote]).toEqual([[2], 1, null]);
  await queue.again('run-1', 3);
  expect(seeds).toEqual([2, 3]);
  expect(store.getState().queueNote).toBe('The run with seed 3 failed. Seed 4, 5 did not begin.');
});

it('waits for a run that is paused', async () => {
  const seeds: number[] = [];
  const { store, queue } = await queued((seed) => Promise.resolve((seeds.push(seed), {})));
  store.setState({ phase: 'paused' });
  const all = queue.again('run-1', 1);
  await Promise.resolve();
  expect(seeds).toEqual([]);
  store.setState({ phase: 'stopped' });
  await all;
  expect(seeds).toEqual([2]);
});

it('names a recipe but for its seed, and skips seeds that it has had', async () => {
  const { recipe } = await finishedSummary(Float64Array.of(0));
  const { training } = recipe;
  const turned = Object.fromEntries(Object.entries(training).toReversed()) as unknown as typeof training; // same entries
  expect(exceptSeed({ ...recipe, seed: 9, training: turned })).toBe(exceptSeed(recipe));
  expect(exceptSeed({ ...recipe, training: { ...training, epochs: 99 } })).not.toBe(exceptSeed(recipe));
  expect(nextSeeds(1, [1, 3], 3)).toEqual([2, 4, 5]);
});
