import { expect, it } from 'vitest';
import { page, summary } from '../testing/page.ts';
import type { PaperCard } from '../worker/contract.ts';

/** A1 at work, of this kind. */
const atWork = (kind: string) => ({
  dataset: summary('a'),
  runningPaper: { id: 'A1', done: 0.5 },
  papers: [{ id: 'A1', experiment: { kind } }] as unknown as readonly PaperCard[],
});

it('no run begins while the experiment of a paper trains, and it is said how that is ended', async () => {
  let asked = 0;
  const { store, actions } = page({
    train: () => {
      asked++;
      return new Promise(() => undefined);
    },
  });
  store.setState(atWork('trained'));
  await actions.run.play();
  await actions.run.step();
  expect([asked, store.getState().working, store.getState().trained]).toEqual([0, false, null]);
  expect(store.getState().alerts.map(({ title, message }) => `${title}. ${message}`)).toEqual([
    'The experiment of A1 is training. Cancel it first, in the bar below or under Papers.',
  ]);
  store.setState(atWork('identity'));
  void actions.run.play();
  await expect.poll(() => asked).toBe(1);
});
