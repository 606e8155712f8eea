import { expect, it } from 'vitest';
import type { DatasetSummary, Engine } from '../worker/contract.ts';
import { LossHistory } from './loss_history.ts';
import { createAppStore } from './store.ts';
import { tryActions } from './try_actions.ts';

it('asks the model that was chosen last, whichever answer comes last; an older choice waits for it', async () => {
  const answers: ((knows: boolean) => void)[] = [];
  const engine: Partial<Engine> = {
    knows: () => new Promise((resolve) => answers.push(resolve)),
    recommend: () => Promise.resolve([]),
  };
  const store = createAppStore();
  store.setState({ dataset: { id: 'a' } as DatasetSummary }); // only its id is read
  const context = { store, engine: engine as Engine, losses: new LossHistory() }; // what is missing is not called
  const trial = tryActions(context, () => undefined);
  let seen: string | null = '';
  const first = trial.ask('run-1').then(() => {
    seen = store.getState().asked;
  });
  const second = trial.ask('run-2');
  await expect.poll(() => answers.length).toBe(2);
  answers[0](true);
  answers[1](false);
  await Promise.all([first, second]);
  expect(seen).toBe('run-2');
  expect(store.getState()).toMatchObject({ asked: 'run-2', shared: false });
});
