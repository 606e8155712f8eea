import { beforeAll, describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine, Id, Recommender } from '../api.ts';
import { createEngine } from '../engine.ts';

const ids = Array.from({ length: 12 }, (_, i) => `item ${i}`);
const history = ids.slice(0, 4);
const values = [1, 5, 3, 5];

let engine: Engine;
let run: Id;
let by: Recommender;

beforeAll(async () => {
  engine = createEngine(testPlatform());
  run = (await engine.load((await untrained({ width: 16, length: 6, values: 'read' }, ids, ids)).file)).id;
  by = { run };
});

const scores = async (options: object): Promise<readonly number[]> =>
  (await engine.recommend(by, history, options)).map(({ score }) => score);

describe('a model that reads values of events, from its file', () => {
  it('knows which it tells apart, and is told them beside the history', async () => {
    expect(await scores({ values })).not.toEqual(await scores({ values: [...values].reverse() }));
    expect(await engine.ranking(by, history)).toMatchObject({
      readsTimes: false,
      kinds: null,
      levels: [1, 2, 3, 4, 5],
    });
  });

  it('takes a value for the last level that is not above it', async () => {
    expect(await scores({ values: [0, 5.5, 3.9, 1e9] })).toEqual(await scores({ values }));
    expect(await scores({ values: [1, 5, 4, 5] })).not.toEqual(await scores({ values }));
  });

  it('is asked without them as if nobody knew', async () => {
    expect(await scores({})).toEqual(await scores({ values: [null, null, null, null] }));
    expect(await scores({ values: [1, null, 3, 5] })).not.toEqual(await scores({ values }));
  });

  it('has a file that is the same when it is saved again', async () => {
    const file = await engine.snapshot(run);
    const again = await engine.load(file);
    expect(await engine.snapshot(again.id)).toEqual(file);
    const other = await engine.recommend({ run: again.id }, history, { values });
    expect(other.map(({ score }) => score)).toEqual(await scores({ values }));
  });

  it('is refused values of other than each item', async () => {
    await expect(engine.recommend(by, history, { values: [5] })).rejects.toThrow(
      'values: 1 of a history of 4 items, expected one for each, null where nobody knows',
    );
  });
});
