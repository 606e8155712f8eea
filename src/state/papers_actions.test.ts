import { expect, it } from 'vitest';
import { CancelledError, DeviceError } from '../core/errors.ts';
import { cards } from '../papers/gallery.ts';
import { runnable, runPaper } from '../papers/run.ts';
import { page } from '../testing/page.ts';
import type { PaperRun } from '../worker/contract.ts';
import { fitting } from './papers_actions.ts';
import { anyPaper } from './slices/papers.ts';

it('lists the papers once, and again after a failure only', async () => {
  let asked = 0;
  const answers = [() => Promise.reject(new DeviceError('it died')), cards];
  const { store, actions } = page({ papers: () => answers[asked++]() });
  await actions.papers.list();
  expect(store.getState()).toMatchObject({ papers: null, papersFailure: 'it died' });
  await actions.papers.list();
  await actions.papers.list();
  expect([store.getState().papers?.length, store.getState().papersFailure, asked]).toEqual([144, null, 2]);
});

it('runs one experiment at a time, shows how far it is and what came out', async () => {
  const told: ((done: number) => void)[] = [];
  let answer: (run: PaperRun) => void = () => undefined;
  const { store, actions } = page({
    runPaper: (_, progress) => {
      if (progress !== undefined) told.push(progress);
      return new Promise((resolve) => (answer = resolve));
    },
  });
  const running = actions.papers.run('B29');
  await actions.papers.run('F4');
  expect(told).toHaveLength(1);
  told[0](0.5);
  expect(store.getState().runningPaper).toEqual({ id: 'B29', done: 0.5 });
  const run = await runPaper(await runnable('B29'), { commit: 'test', train: () => Promise.reject(new Error()) }, {});
  answer(run);
  await running;
  told[0](1); // heard late
  expect(store.getState()).toMatchObject({ runningPaper: null, paperRuns: { B29: run } });
});

it('says why an experiment did not end, and can run it again', async () => {
  const errors = [new CancelledError('stopped'), new DeviceError('it died')];
  const { store, actions } = page({ runPaper: () => Promise.reject(errors.shift() ?? new Error('no more')) });
  await actions.papers.run('F4');
  expect(store.getState().paperRuns).toEqual({ F4: { failure: 'It was cancelled.' } });
  await actions.papers.run('F4');
  expect(store.getState()).toMatchObject({ runningPaper: null, paperRuns: { F4: { failure: 'it died' } }, alerts: [] });
});

it('finds papers by part, status and words in any order', async () => {
  const all = await cards();
  const ids = (filter: Partial<typeof anyPaper>): string[] =>
    fitting(all, { ...anyPaper, ...filter }).map(({ id }) => id);
  expect(ids({})).toHaveLength(144);
  expect(ids({ group: 'H' })).toHaveLength(23);
  expect(ids({ text: '  HOP graph ' })).toEqual(['F4']);
  expect(ids({ text: 'b29' })).toEqual(['B29']);
  expect(ids({ text: 'nothing like this' })).toEqual([]);
  expect(ids({ group: 'H', status: 'passes' })).toEqual([]);
});
