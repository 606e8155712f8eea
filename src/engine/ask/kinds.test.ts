import { beforeAll, describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine, Id, Recommender } from '../api.ts';
import { createEngine } from '../engine.ts';

const ids = Array.from({ length: 12 }, (_, i) => `item ${i}`);
const history = ids.slice(0, 4);
const kinds = ['view', 'purchase', 'view', 'purchase'];

let engine: Engine;
let run: Id;
let by: Recommender;

beforeAll(async () => {
  engine = createEngine(testPlatform());
  run = (await engine.load((await untrained({ width: 16, length: 6, kinds: 'read' }, ids, ids)).file)).id;
  by = { run };
});

const scores = async (options: object): Promise<readonly number[]> =>
  (await engine.recommend(by, history, options)).map(({ score }) => score);

describe('a model that reads kinds of events, from its file', () => {
  it('knows their names, and is told them beside the history', async () => {
    expect(await scores({ kinds })).not.toEqual(await scores({ kinds: [...kinds].reverse() }));
    expect(await engine.ranking(by, history)).toMatchObject({ readsTimes: false, kinds: ['view', 'purchase'] });
  });

  it('is asked without them, or with one that it does not know, as if nobody knew', async () => {
    expect(await scores({})).toEqual(await scores({ kinds: [null, null, null, null] }));
    expect(await scores({ kinds: ['view', 'shared', 'view', 'purchase'] })).toEqual(
      await scores({ kinds: ['view', null, 'view', 'purchase'] }),
    );
    expect(await scores({ kinds })).not.toEqual(await scores({}));
  });

  it('has a file that is the same when it is saved again', async () => {
    const file = await engine.snapshot(run);
    const again = await engine.load(file);
    expect(await engine.snapshot(again.id)).toEqual(file);
    const [one, other] = [await scores({ kinds }), await engine.recommend({ run: again.id }, history, { kinds })];
    expect(other.map(({ score }) => score)).toEqual(one);
  });

  it('is refused kinds of other than each item', async () => {
    await expect(engine.recommend(by, history, { kinds: ['view'] })).rejects.toThrow(
      'kinds: 1 of a history of 4 items, expected one for each, null where nobody knows',
    );
  });
});
