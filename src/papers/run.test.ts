import { describe, expect, it } from 'vitest';
import { CancelledError } from '../core/errors.ts';
import type { TrainedExperiment } from './experiment.ts';
import { runPaper, type Place, type Runnable } from './run.ts';
import type { Train, TrainedModel, TrainingWorld } from './trained.ts';
import { markovMix } from './worlds/markov_mix.ts';
import { apart } from './experiments/apart.ts';

const world = apart((await markovMix(1, {}, 12)).interactions, 9);
const settings = { model: 'sasrec', config: { width: 8 }, training: { epochs: 1 } };

/** Two models, of which the measures say where they stand. */
const experiment: TrainedExperiment = {
  kind: 'trained',
  sources: {},
  recipe: {
    setting: 'Nothing.',
    contenders: ['a', 'b'],
    seeds: [1, 2, 3],
    measures: { a: 'of a', b: 'of b' },
    trains: { a: settings, b: { ...settings, model: 'bert4rec' } },
    expectations: [
      { says: 'b is more.', measure: 'b', is: 'at least', than: 'a', margin: 1, of: 'every seed' },
      { says: 'b is much.', measure: 'b', is: 'at least', than: null, margin: 12, of: 'every seed' },
    ],
  },
  world: (seed) => Promise.resolve({ ...world, heldOut: [Uint32Array.of(seed)] }),
  async measure({ heldOut }, models, pace) {
    const of = async (name: string): Promise<number> => (await models[name].next(heldOut[0], pace))[0];
    return { a: await of('a'), b: await of('b') };
  },
};
const runnable: Runnable = { paper: { id: 'X1', title: 'Stub' }, experiment };

const nobodyAsks: TrainedModel['after'] = () => Promise.reject(new Error('not asked here'));

/** Gives models that answer 10 · (1 for a, 2 for b) + the seed that they were asked with. */
function stub(during: (asked: number) => void = () => undefined) {
  const asked: unknown[] = [];
  const train: Train = (data, { model }, seed, { onProgress }) => {
    asked.push([data === world.interactions, model, seed]);
    onProgress?.(0.5);
    during(asked.length);
    onProgress?.(1);
    const score = (history: Uint32Array): Promise<Float64Array> =>
      Promise.resolve(Float64Array.of((model === 'sasrec' ? 0 : 10) + history[0]));
    const answers: Omit<TrainedModel, 'test'> = {
      adapter: `GPU of ${model}`,
      next: score,
      hidden: score,
      after: nobodyAsks,
    };
    return Promise.resolve(answers as TrainedModel); // the stub is not asked for its test
  };
  const place: Place = { commit: 'abc', train };
  return { asked, place };
}

describe('an experiment that trains', () => {
  it('trains what its recipe names on the world of each seed, and judges what was measured', async () => {
    const { asked, place } = stub();
    const run = await runPaper(runnable, place, {});
    expect(asked).toEqual([1, 2, 3].flatMap((seed) => ['sasrec', 'bert4rec'].map((model) => [true, model, seed])));
    expect(run.record.seeds).toEqual([1, 2, 3].map((seed) => ({ seed, values: { a: seed, b: 10 + seed } })));
    expect(run).toMatchObject({ id: 'X1', title: 'Stub', status: 'fails' });
    expect(run.checks.map(({ holds }) => holds)).toEqual([true, false]);
  });

  it('trains what says so on another world of the experiment, and refuses one that it does not have', async () => {
    const onAnother = (on: string): Runnable => ({
      ...runnable,
      experiment: {
        ...experiment,
        recipe: { ...experiment.recipe, trains: { a: settings, b: { ...settings, model: 'bert4rec', on } } },
        world: (seed) =>
          Promise.resolve({ ...world, heldOut: [Uint32Array.of(seed)], others: { other: { ...world.interactions } } }),
      },
    });
    const { asked, place } = stub();
    await runPaper(onAnother('other'), place, {});
    expect(asked.slice(0, 2)).toEqual([
      [true, 'sasrec', 1],
      [false, 'bert4rec', 1],
    ]);
    await expect(runPaper(onAnother('none'), stub().place, {})).rejects.toThrow("trained on 'none', which is no world");
  });

  it('records the adapters that it was really trained on', async () => {
    const { record } = await runPaper(runnable, stub().place, {});
    expect(record).toMatchObject({ adapter: 'GPU of sasrec, GPU of bert4rec', commit: 'abc' });
  });

  it('tells how far it is, which only grows', async () => {
    const told: number[] = [];
    await runPaper(runnable, stub().place, { onProgress: (done) => told.push(done) });
    expect(told).toEqual(told.toSorted((x, y) => x - y));
    expect(told[0]).toBeCloseTo(0.5 / 2.1 / 3);
    expect(told.at(-1)).toBe(1);
  });

  it('trains nothing more once it is cancelled', async () => {
    const control = new AbortController();
    const { asked, place } = stub((count) => {
      if (count === 2) control.abort();
    });
    await expect(runPaper(runnable, place, { signal: control.signal })).rejects.toThrow(CancelledError);
    expect(asked).toHaveLength(2);
  });

  it('ends with what training ends with', async () => {
    const refused = { commit: 'abc', train: () => Promise.reject(new Error('no device')) };
    await expect(runPaper(runnable, refused, {})).rejects.toThrow('no device');
  });
});

describe('a world to train on', () => {
  it('is that of its first people, of whom the others are kept apart', async () => {
    const { interactions: alone } = await markovMix(1, {}, 9);
    expect([...world.interactions.item]).toEqual([...alone.item]);
    expect(world.interactions.users).toHaveLength(9);
    const { interactions: all } = await markovMix(1, {}, 12);
    expect(kept(world)).toEqual([...all.item]);
  });
});

const kept = ({ interactions, heldOut }: TrainingWorld): number[] => [
  ...interactions.item,
  ...heldOut.flatMap((history) => [...history]),
];
