import { beforeAll, describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine, Id, Recommender } from '../api.ts';
import { createEngine } from '../engine.ts';

const ids = Array.from({ length: 12 }, (_, i) => `item ${i}`);
const history = ids.slice(0, 4);
const times = [0, 60, 86_460, 90_000];

let engine: Engine;
let run: Id;
let by: Recommender;

beforeAll(async () => {
  engine = createEngine(testPlatform());
  const open = async (given: object): Promise<Id> =>
    (await engine.load((await untrained({ blocks: 2, width: 16, length: 6, ...given }, ids, ids)).file)).id;
  run = await open({ times: 'gaps' });
  by = { run };
});

const scores = async (options: object): Promise<readonly number[]> =>
  (await engine.recommend(by, history, options)).map(({ score }) => score);

describe('a model that reads times, from its file', () => {
  it('is told them beside the history, from any beginning', async () => {
    const told = await scores({ times });
    expect(await scores({ times: times.map((at) => at + 1_700_000_000) })).toEqual(told);
    expect(await scores({ times: [0, 60, 120, 90_000] })).not.toEqual(told);
    expect((await engine.ranking(by, history)).readsTimes).toBe(true);
  });

  it('is asked without them as if nobody knew any', async () => {
    expect(await scores({})).toEqual(await scores({ times: [null, null, null, null] }));
    expect(await scores({})).not.toEqual(await scores({ times }));
  });

  it('explains and shows the list that it gives with them', async () => {
    const [first] = await engine.recommend(by, history, { times, seen: 'kept' });
    expect((await engine.explain(by, history, first.id, { times })).score).toBe(first.score);
    const look = async (options: object) => (await engine.look(run, 'attention', history, options))?.[0].numbers.values;
    expect(await look({ times })).not.toEqual(await look({}));
  });

  it('is refused times of other than each item', async () => {
    await expect(engine.recommend(by, history, { times: [1, 2] })).rejects.toThrow(
      'times: 2 of a history of 4 items, expected one for each, null where nobody knows',
    );
    await expect(engine.recommend(by, history, { times: [NaN, 1, 2, 3] })).rejects.toThrow('options.times.0 is NaN');
  });
});
