import { describe, expect, it } from 'vitest';
import { timed, untimed, type History } from '../core/history.ts';
import { gru4rec } from '../models/gru4rec/gru4rec.ts';
import type { Model } from '../models/model.ts';
import { recgpt } from '../models/recgpt/recgpt.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import type { AnyValues } from '../parts/settings.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { variants } from '../testing/variants.ts';
import type { Steps } from './session.ts';

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

/** Each a day after the one before and some seconds more, of a kind and a value of its own; of every seventh nobody knows anything. */
const dated = (items: readonly number[], seconds = 1): History => ({
  ...timed(
    items,
    items.map((item, i) => (item === 7 ? NaN : i * 86_400 + i ** 5 * seconds)),
  ),
  kinds: Uint8Array.from(items, (item) => item % 7),
  values: Float64Array.from(items, (item) => (item === 7 ? NaN : item % 4)),
});

// What holds for every model that there is: nobody edits this file for a new one.
describe.each(variants)('a session of %s %j', (_name, given, model) => {
  const reader = noisyReader(model, ITEMS, given);

  it('has the scores of reading all of each history, bit for bit', async () => {
    const session = reader.session();
    const others = [dated([4, 1, 2]), dated([4, 1, 2], 60), untimed([4, 1, 2])];
    others.push({ ...dated([4, 1, 2]), kinds: Uint8Array.of(3, 2, 2) });
    others.push({ ...dated([4, 1, 2]), values: Float64Array.of(0, 3, 1) });
    for (const history of [...HISTORIES.map((items) => dated(items)), ...others]) {
      const { positions, computed } = await session.follow(history);
      expect(await session.scores()).toEqual(await reader.scores(history));
      expect(computed).toBeLessThanOrEqual(positions);
    }
  });

  it('goes on from a fork without a trace in what it was forked from', async () => {
    const session = reader.session();
    await session.follow(untimed([4, 1]));
    const fork = session.fork();
    await fork.follow(untimed([4, 1, 3]));
    expect(await fork.scores()).toEqual(await reader.scores(untimed([4, 1, 3])));
    expect(await session.scores()).toEqual(await reader.scores(untimed([4, 1])));
    await session.follow(untimed([4, 1, 7]));
    expect(await session.scores()).toEqual(await reader.scores(untimed([4, 1, 7])));
    expect(await fork.scores()).toEqual(await reader.scores(untimed([4, 1, 3])));
  });

  it('reads a history again as if for the first time where it was cancelled', async () => {
    const session = reader.session();
    await session.follow(untimed([4, 1]));
    await expect(session.follow(untimed([4, 1, 7]), { signal: AbortSignal.abort() })).rejects.toThrow('stopped');
    await session.follow(untimed([4, 1, 7, 2]));
    expect(await session.scores()).toEqual(await reader.scores(untimed([4, 1, 7, 2])));
  });
});

describe('an item appended to a history that the window holds', () => {
  const appended = async (model: Model, given: AnyValues): Promise<Steps[]> => {
    const session = noisyReader(model, ITEMS, { length: 6, ...given }).session();
    const all: Steps[] = [];
    for (let n = 1; n <= 8; n++) all.push(await session.follow(dated(Array.from({ length: n }, (_, i) => i % ITEMS))));
    return all;
  };
  const grown = [1, 2, 3, 4, 5, 6, 6, 6];
  const stepsOf = (computed: readonly number[]) =>
    computed.map((count, i) => ({ positions: grown[i], computed: count }));

  it('is one step of a recurrent model, and of attention that counts positions from the oldest', async () => {
    const streamed = stepsOf([1, 1, 1, 1, 1, 1, 6, 6]); // then the window moves
    expect(await appended(gru4rec, {})).toEqual(streamed);
    expect(await appended(sasrec, { positions: 'oldest' })).toEqual(streamed);
    expect(await appended(gru4rec, { times: 'gaps' })).toEqual(streamed);
    expect(await appended(sasrec, { positions: 'oldest', times: 'gaps' })).toEqual(streamed);
    expect(await appended(recgpt, { positions: 'oldest', times: 'gaps' })).toEqual(streamed); // of all tokens of the item
  });

  it('moves all the others where positions are counted from the newest', async () => {
    expect(await appended(sasrec, { positions: 'newest' })).toEqual(stepsOf(grown));
  });
});

it('the same history again is there already: nothing is read', async () => {
  const session = noisyReader(sasrec, ITEMS, { length: 6 }).session();
  await session.follow(untimed([3, 1, 4]));
  expect(await session.follow(untimed([3, 1, 4]))).toEqual({ positions: 3, computed: 0 });
});
