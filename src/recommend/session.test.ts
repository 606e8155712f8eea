import { describe, expect, it } from 'vitest';
import { models } from '../models/catalogue.ts';
import { noisyReader } from '../testing/noisy_reader.ts';

const ITEMS = 9;
/** Appended to, shortened, changed in the middle, longer than the window, and empty. */
const HISTORIES = [
  [4],
  [4, 1],
  [4, 1, 7],
  [4, 1, 7, 7],
  [4, 1, 7, 7],
  [4, 1, 7, 7, 0],
  [4, 1, 7, 7, 0, 8],
  [1, 7, 7, 0, 8, 2],
  [1, 7],
  [],
  [3, 3, 3],
  [3, 5, 3],
];

// What holds for every model that there is: nobody edits this file for a new one.
describe.each([...models.values()].map((model) => [model.name, model] as const))('a session of %s', (_name, model) => {
  const reader = noisyReader(model, ITEMS);

  it('has the scores of reading all of each history, bit for bit', async () => {
    const session = reader.session();
    for (const history of HISTORIES) {
      const { positions, computed } = await session.follow(history);
      expect(await session.scores()).toEqual(await reader.scores(history));
      expect(computed).toBeLessThanOrEqual(positions);
    }
  });

  it('goes on from a fork without a trace in what it was forked from', async () => {
    const session = reader.session();
    await session.follow([4, 1]);
    const fork = session.fork();
    await fork.follow([4, 1, 3]);
    expect(await fork.scores()).toEqual(await reader.scores([4, 1, 3]));
    expect(await session.scores()).toEqual(await reader.scores([4, 1]));
    await session.follow([4, 1, 7]);
    expect(await session.scores()).toEqual(await reader.scores([4, 1, 7]));
    expect(await fork.scores()).toEqual(await reader.scores([4, 1, 3]));
  });

  it('reads a history again as if for the first time where it was cancelled', async () => {
    const session = reader.session();
    await session.follow([4, 1]);
    await expect(session.follow([4, 1, 7], { signal: AbortSignal.abort() })).rejects.toThrow('stopped');
    await session.follow([4, 1, 7, 2]);
    expect(await session.scores()).toEqual(await reader.scores([4, 1, 7, 2]));
  });
});
