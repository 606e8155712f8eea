import { expect, it } from 'vitest';
import type { RunSummary } from '../worker/contract.ts';
import { page } from '../testing/page.ts';
import type { PushToHub } from './share_actions.ts';

const card = { files: [{ path: 'README.md', content: Uint8Array.of(1) }], card: '' };
const wish = { repository: 'ann/shop', token: 'hf_secret', private: true };
const methods = {
  runs: () => Promise.resolve([{ id: 'run-1', snapshot: {}, recipe: { dataset: {} } } as RunSummary]), // no more is asked of it
  repository: () => Promise.resolve({ zip: Uint8Array.of(1), files: [], card: '' }),
  repositoryFiles: () => Promise.resolve(card),
};

/** The dialog on the folder of a run. */
async function folder(pushToHub: PushToHub) {
  const { store, actions } = page(methods, { pushToHub });
  await actions.share.open();
  await actions.share.choose({ run: 'run-1', form: 'folder' });
  return { store, share: actions.share };
}

it('is pushed with the token that was typed, which the state never has', async () => {
  const asked: unknown[] = [];
  const { store, share } = await folder((push) => {
    asked.push(push);
    return Promise.resolve({ address: 'https://huggingface.co/ann/shop' });
  });
  const states: string[] = [];
  store.subscribe((state) => states.push(JSON.stringify(state)));
  await share.push(wish);
  expect(asked).toEqual([{ ...wish, files: card.files }]);
  expect(store.getState().pushing).toEqual({ kind: 'done', address: 'https://huggingface.co/ann/shop' });
  expect(states.filter((state) => state.includes(wish.token))).toEqual([]);
});

it('says what was refused, and nothing more once the dialog is closed, which ends it', async () => {
  const refused = await folder(() => Promise.reject(new Error('push: no')));
  await refused.share.push(wish);
  expect(refused.store.getState().pushing).toEqual({ kind: 'failed', reason: 'push: no' });
  const ended: AbortSignal[] = [];
  const closed = await folder((_, signal) => {
    ended.push(signal);
    closed.share.close();
    return Promise.reject(new Error('late'));
  });
  await closed.share.push(wish);
  expect(ended[0].aborted).toBe(true);
  expect(closed.store.getState().pushing).not.toEqual({ kind: 'failed', reason: 'late' });
});
