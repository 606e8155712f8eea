import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../../core/errors.ts';
import type { Interactions } from '../../data/dataset.ts';
import type { Trained } from '../../papers/trained.ts';
import { testPlatform } from '../../testing/platform.ts';
import { GpuSessions } from '../gpu_session.ts';
import { trainsPapers } from './paper_training.ts';

const platform = testPlatform();
const train = trainsPapers(platform, new GpuSessions(platform));

const [people, items, each] = [12, 6, 8];
const rows = Array.from({ length: people * each }, (_, row) => ({ u: Math.floor(row / each), k: row % each }));
/** Everybody goes round the six items. */
const round: Interactions = {
  name: 'round',
  users: Array.from({ length: people }, (_, u) => `p${u}`),
  catalogue: { ids: Array.from({ length: items }, (_, i) => `i${i}`), titles: null, categories: null },
  user: Uint32Array.from(rows, ({ u }) => u),
  item: Uint32Array.from(rows, ({ u, k }) => (u + k) % items),
  time: Float64Array.from(rows, ({ k }) => k),
};
const filling: Trained = {
  model: 'bert4rec',
  config: { width: 8, blocks: 1, heads: 1, length: 8, dropout: 0 },
  training: { epochs: 3, batch: 4, validateEvery: 3, learningRate: 0.01 },
};

describe('training for a paper', () => {
  it('ends with a tested model that fills in and goes on, and says on which adapter', async () => {
    const told: number[] = [];
    const model = await train(round, filling, 1, { onProgress: (done) => told.push(done) });
    expect(model.adapter).not.toBe('');
    expect(model.test.users).toBe(people);
    expect(told.at(-1)).toBe(1);
    const history = Uint32Array.of(0, 1, 2, 3);
    expect(await model.next(history, {})).toHaveLength(items);
    const hidden = await model.hidden(history, 1, {});
    expect(hidden.every(Number.isFinite)).toBe(true);
    const again = await train(round, filling, 1, {});
    expect(await again.hidden(history, 1, {})).toEqual(hidden);
  });

  it('is left at once when it is cancelled, before it is set up and between two steps', async () => {
    await expect(train(round, filling, 1, { signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
    const control = new AbortController();
    const long = { ...filling, training: { ...filling.training, epochs: 10_000, validateEvery: 1000 } };
    const pace = { signal: control.signal, onProgress: () => control.abort() };
    await expect(train(round, long, 1, pace)).rejects.toThrow(CancelledError);
  });

  it('is refused for a setting that there is not, and for items that would be numbered anew', async () => {
    const odd = { ...filling, training: { epoch: 1 } };
    await expect(train(round, odd, 1, {})).rejects.toThrow(SettingsError);
    const catalogue = { ...round.catalogue, ids: [...round.catalogue.ids, 'unused'] };
    await expect(train({ ...round, catalogue }, filling, 1, {})).rejects.toThrow('must all occur');
  });
});
