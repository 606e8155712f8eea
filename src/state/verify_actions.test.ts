import { expect, it } from 'vitest';
import { finishedSummary } from '../testing/finished.ts';
import { page, summary } from '../testing/page.ts';
import type { Engine, RunSummary, Verification } from '../worker/contract.ts';
import { hasReceipt } from './verify_actions.ts';

const point = { epoch: 1, step: 5, hr10: 0, ndcg10: 0, loss: 1, seconds: 1, best: true };
const made = { ...(await finishedSummary(Float64Array.of(0))), id: 'run-1', kept: true, snapshot: null };
const run: RunSummary = { ...made, validation: [{ ...point, stateSha256: 'a'.repeat(64) }] };

it('a run has a receipt where every state was recorded, a file where it says so', () => {
  expect(hasReceipt(run)).toBe(true);
  expect(hasReceipt({ ...run, validation: [] })).toBe(false);
  expect(hasReceipt({ ...run, validation: [...run.validation, point] })).toBe(false);
  const facts = { weights: 'f32', items: 1, titled: true, scores: [], bytes: 1 } as const;
  const receipt = { chain: '', fingerprint: '', adapter: '', points: 1, steps: 1 };
  expect(hasReceipt({ ...run, snapshot: facts })).toBe(false);
  expect(hasReceipt({ ...run, validation: [], snapshot: { ...facts, receipt } })).toBe(true);
});

it('verifies on the open data it was trained on, tells how far, one at a time; what cannot be is said beside the run', async () => {
  const asked: unknown[][] = [];
  let tell: (done: number) => void = () => undefined;
  let answer: (found: Verification) => void = () => undefined;
  const engine: Partial<Engine> = {
    verify: (id, dataset, options, progress) => {
      asked.push([id, dataset, options]);
      tell = progress ?? tell;
      return new Promise((resolve) => (answer = resolve));
    },
  };
  const { store, actions } = page(engine, {});
  await actions.verify.verify(run, 7);
  expect(store.getState().verified).toEqual({
    run: 'run-1',
    failure: expect.stringContaining('open that data, shaped as it was') as string,
  });

  const { fingerprint } = run.recipe.dataset;
  store.setState({ dataset: { ...summary('orders'), fingerprint } });
  const verifying = actions.verify.verify(run, 7);
  await expect.poll(() => asked.length).toBe(1);
  tell(0.5);
  expect(store.getState()).toMatchObject({ verifying: { run: 'run-1', done: 0.5 }, verified: null });
  await actions.verify.verify(run, 8); // the other one is at work
  const found = { equal: true } as Verification;
  answer(found);
  await verifying;
  expect(store.getState()).toMatchObject({ verifying: null, verified: { run: 'run-1', found } });
  expect(asked).toEqual([['run-1', store.getState().dataset?.id, { seed: 7 }]]);
});

it('is cancelled while its data is being opened, before anything is trained', async () => {
  const asked: unknown[] = [];
  const { store, actions } = page({ verify: (id) => (asked.push(id), new Promise(() => undefined)) }, {});
  store.setState({ dataset: { ...summary('orders'), fingerprint: run.recipe.dataset.fingerprint } });
  const verifying = actions.verify.verify(run, 7);
  actions.verify.cancel();
  await verifying;
  expect(asked).toEqual([]);
  expect(store.getState()).toMatchObject({ verifying: null, verified: { failure: 'It was cancelled.' } });
});
