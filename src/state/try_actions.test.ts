import { describe, expect, it } from 'vitest';
import { item, page, ranked, summary } from '../testing/page.ts';
import type { Engine, RankOptions } from '../worker/contract.ts';

describe('trying', () => {
  it('shows the list of the last edit, whichever answer comes last', async () => {
    const answers: (() => void)[] = [];
    const { store, actions } = page({
      ranking: (_, history) =>
        new Promise((resolve) => {
          const list = [{ ...item(`after-${history.length}`), rank: 0, score: 1 }];
          answers.push(() => resolve(ranked({ list })));
        }),
    });
    store.setState({ dataset: summary('a') });
    const first = actions.trial.add(item('x'));
    const second = actions.trial.add(item('y'));
    await expect.poll(() => answers.length).toBe(2);
    answers[1]();
    await second;
    answers[0]();
    await first;
    expect(store.getState().baselineList?.items[0]?.id).toBe('after-2');
  });

  it('takes the last item of a user’s history away and keeps it as the truth', async () => {
    const { store, actions } = page({
      histories: () =>
        Promise.resolve([
          { user: 'u', items: [item('x'), item('y'), item('z')], times: null, kinds: null, values: null },
        ]),
      ranking: () => Promise.resolve(ranked()),
    });
    store.setState({ dataset: summary('a') });
    await actions.trial.pickUser(0);
    expect(store.getState().history.map(({ id }) => id)).toEqual(['x', 'y']);
    expect(store.getState().taken?.id).toBe('z');
  });

  it('asks the model that was chosen last, whichever answer comes last; an older choice waits for it', async () => {
    const answers: ((knows: boolean) => void)[] = [];
    const engine: Partial<Engine> = {
      knows: () => new Promise((resolve) => answers.push(resolve)),
      ranking: () => Promise.resolve(ranked()),
    };
    const { store, actions } = page(engine);
    const { trial } = actions;
    store.setState({ dataset: summary('a') });
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

  it('asks the model alone by a decoder, for what is shown, and another model exactly again', async () => {
    const asked: [string, RankOptions | undefined][] = [];
    const search = { decoder: 'beam', places: [0], missed: [] };
    const { store, actions } = page({
      knows: () => Promise.resolve(true),
      ranking: (by, _, options) => {
        asked.push(['run' in by ? by.run : by.baseline, options]);
        const list = [{ ...item('a'), rank: 0, score: 1 }];
        const found = options?.decoder === undefined ? null : search;
        return Promise.resolve(ranked({ list, search: found }));
      },
    });
    store.setState({ dataset: summary('a') });
    await actions.trial.ask('run-1');
    await actions.trial.add(item('x'));
    const decoder = { name: 'beam', values: { width: 3 } };
    await actions.trial.decode(decoder);
    expect(asked.slice(-2)).toMatchObject([
      ['run-1', { count: 10, decoder }],
      ['popularity', { count: 100 }],
    ]);
    expect(asked.at(-1)?.[1]).not.toHaveProperty('decoder');
    // What another decoder moves is no edit, so the list stands beside none.
    expect(store.getState().runList).toMatchObject({ search, before: null, first: null });
    await actions.trial.add(item('y'));
    expect(store.getState().runList?.before).toEqual({ a: 0 });
    await actions.trial.ask('run-2');
    expect(store.getState()).toMatchObject({ decoder: null, runList: { search: null } });
    expect(asked.at(-2)).toMatchObject(['run-2', { count: 100 }]);
  });

  it('steers both lists, a searched one by categories only, and what it costs is not said of other lists', async () => {
    const asked: RankOptions[] = [];
    const answer = ranked();
    const interval = { value: 0, low: 0, high: 0, users: 1, resamples: 1 };
    const price = {
      ...{ users: 1, ofUsers: 1, difference: interval },
      ...{ free: { hr10: 0, ndcg10: 0 }, steered: { hr10: 0, ndcg10: 0 } },
    };
    const ended: string[] = [];
    let answered: () => void = () => undefined;
    const { store, actions } = page({
      knows: () => Promise.resolve(true),
      ranking: (_, __, options = {}) => {
        asked.push(options);
        return Promise.resolve(answer);
      },
      cancel: (inquiry) => Promise.resolve(void ended.push(inquiry)),
      steeringPrice: () => new Promise((resolve) => (answered = () => resolve(price))),
    });
    const { trial } = actions;
    store.setState({ dataset: summary('a') });
    await trial.ask('run-1');
    await trial.add(item('x'));
    const steer = { without: ['b'], popularity: 1 };
    asked.length = 0;
    await trial.steer(steer);
    expect(asked.map((options) => options.steer)).toEqual([steer, steer]);
    asked.length = 0;
    await trial.decode({ name: 'beam', values: {} });
    expect(asked.map((options) => options.steer)).toEqual([{ without: ['b'] }, steer]);

    const priced = trial.priceSteering();
    expect(store.getState().steeringPrice).toBe(0);
    answered();
    await priced;
    expect(store.getState().steeringPrice).toEqual(price);
    const again = trial.priceSteering();
    await trial.steer({});
    expect(ended).toContain('steeringPrice');
    answered();
    await again;
    expect(store.getState().steeringPrice).toBe(null);
    expect(asked.at(-1)).not.toHaveProperty('steer');
  });

  it('knows the ways to ask of the model asked, and of none where there is none', async () => {
    const card = { name: 'exact', title: 'Exact', says: '', source: '', settings: {} };
    const { store, actions } = page({ decoders: () => Promise.resolve([card]) });
    expect(await actions.trial.decoders()).toEqual([]);
    store.setState({ asked: 'run-1' });
    expect(await actions.trial.decoders()).toEqual([card]);
  });
});
