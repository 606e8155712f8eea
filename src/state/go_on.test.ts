import { expect, it } from 'vitest';
import { looks, page, summary } from '../testing/page.ts';
import type { Recipe, RunSummary } from '../worker/contract.ts';

it('goes on with a run that is over, on its data, and stands with its settings', async () => {
  const asked: unknown[] = [];
  const recipe = (epochs: number) =>
    ({
      ...{ dataset: { name: 'a', fingerprint: 'a' }, model: 'gru', config: {}, training: { epochs }, seed: 4 },
      protocol: { split: 'by user', seen: 'kept' },
    }) as unknown as Recipe; // what these actions read of it
  const ended = { recipe: recipe(2), step: 8, epoch: 2, kept: null, run: 'run-1', whyNot: null };
  const { store, actions } = page({
    ...looks,
    goOn: ({ dataset, epochs }) => {
      asked.push(dataset, epochs, store.getState().ended);
      return Promise.resolve({ id: 'run-2', recipe: recipe(5), phase: 'finished', note: '' } as RunSummary);
    },
    runs: () => Promise.resolve([]),
    ended: () => Promise.resolve({ ...ended, run: 'run-2' }),
  });
  store.setState({ dataset: summary('a'), ended });
  await actions.run.goOn(3, actions.data);
  expect(asked).toEqual([summary('a').id, 3, null]);
  const { run, phase, choice, trained, ended: next } = store.getState();
  expect([run, phase, next?.run]).toEqual(['run-2', 'finished', 'run-2']);
  expect(choice).toMatchObject({ training: { epochs: 5 }, seed: 4, split: 'by user' });
  expect(trained?.choice).toEqual(choice);
});
