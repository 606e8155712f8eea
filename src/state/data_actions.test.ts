import { describe, expect, it } from 'vitest';
import { SettingsError } from '../core/errors.ts';
import { page, summary } from '../testing/page.ts';
import type { SplitCard } from '../worker/contract.ts';

describe('the ways to split', () => {
  const lacking: SplitCard = {
    rule: 'by time',
    lacking: 'no times',
    trained: 0,
    validated: 0,
    tested: 0,
    cold: 0,
    cuts: null,
    departures: [],
  };
  function opened() {
    let asked = 0;
    const { store, actions } = page({
      audit: () => Promise.reject(new SettingsError('no audit')),
      simulate: (name) => Promise.resolve(summary(name)),
      splits: () => Promise.resolve([lacking].slice(0, ++asked)),
    });
    return { store, actions, asked: () => asked };
  }

  it('are not counted when a dataset is opened, and once when they are looked at', async () => {
    const { store, actions, asked } = opened();
    await actions.data.openWorld('sequels');
    expect(asked()).toBe(0);
    await actions.data.countSplits();
    await actions.data.countSplits();
    expect([asked(), store.getState().splits]).toEqual([1, [lacking]]);
  });

  it('go back to leave-one-out on data that cannot be split as it was chosen', async () => {
    const { store, actions } = opened();
    actions.run.choose({ split: 'by time' });
    await actions.data.openWorld('sequels');
    expect(store.getState().choice.split).toBe('leave-one-out');
  });
});
