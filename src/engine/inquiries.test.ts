import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Pacer } from '../core/pace.ts';
import { lenses } from '../lenses/catalogue.ts';
import { PIECE } from '../runtime/cpu.ts';
import { testPlatform } from '../testing/platform.ts';
import { untrained } from '../testing/untrained.ts';
import { countWork } from '../testing/work.ts';
import type { Engine, Id, Recommender } from './api.ts';
import { createEngine } from './engine.ts';

let engine: Engine;
let dataset: Id;
let ids: string[];
let run: Id;
let by: Recommender;
let baseline: Recommender;

/** A model as wide and as long as they are allowed on the page's presets, which nobody trained. */
beforeAll(async () => {
  engine = createEngine(testPlatform());
  dataset = (await engine.simulate('sequels', 1)).id;
  ids = (await engine.findItems({ dataset }, '', 1000)).map(({ id }) => id);
  const { file } = await untrained({ blocks: 1, heads: 8, width: 256, length: 100 }, ids, ids);
  run = (await engine.load(file)).id;
  by = { run };
  baseline = { dataset, baseline: 'itemknn' };
});

afterEach(() => vi.restoreAllMocks());

const history = (length: number): string[] => Array.from({ length }, (_, i) => ids[(i * 7) % ids.length]);

describe('a question to a model', () => {
  it.each([
    ['recommend', () => engine.recommend(by, history(100))],
    ['explain', () => engine.explain(by, history(4), ids[0])],
    ['look', () => engine.look(run, 'attention', history(100))],
  ])('does at most a piece of work between two looks at the clock: %s', async (_question, ask) => {
    const counted = countWork();
    await ask();
    expect(counted.total).toBeGreaterThan(5 * PIECE);
    expect(counted.longest).toBeLessThanOrEqual(PIECE);
  });

  // One that reads users is asked of data: looks.test.ts.
  it.each(lenses.filter(({ reads }) => reads !== 'users').map(({ name }) => [name]))(
    'does so too through the lens %s',
    async (name) => {
      const counted = countWork();
      await engine.look(run, name, history(12));
      expect(counted.longest).toBeLessThanOrEqual(PIECE);
    },
  );

  it('looks at the clock all along where it compares vectors, not histories', async () => {
    const counted = countWork();
    await engine.look(run, 'map');
    const products = ids.length * 256 * 256;
    expect(counted.looks).toBeGreaterThan(products / PIECE);
  });

  it('about the past of a history that the model does not see is not asked', async () => {
    const { contributions } = await engine.explain(baseline, history(100_000), ids[0]);
    expect(contributions.map(({ position }) => position)).toEqual(Array.from({ length: 10 }, (_, i) => 99_990 + i));
    expect(contributions.at(-1)?.item.id).toBe(history(100_000).at(-1));
  });
});

describe('a question that is being answered', () => {
  it.each([
    ['recommend', () => engine.recommend(by, history(30))],
    ['explain', () => engine.explain(by, history(30), ids[0])],
    ['lenses', () => engine.lenses(run)],
    ['look', () => engine.look(run, 'attention', history(30))],
    ['look', () => engine.look(run, 'map')],
    ['look', () => engine.look(run, 'nearest', [ids[0]])],
    ['steeringPrice', () => engine.steeringPrice(by, { popularity: -1 }, dataset)],
    ['surprise', () => engine.surprise(by, baseline, dataset)],
    ['evaluate', () => engine.evaluate(baseline)],
  ] as const)('can be ended, and leaves the engine as it was: %s', async (question, ask) => {
    vi.spyOn(Pacer.prototype, 'due').mockReturnValue(true);
    const asked = ask();
    const ended = expect(asked).rejects.toMatchObject({ name: 'CancelledError' });
    await engine.cancel(question);
    await ended;
    vi.restoreAllMocks();
    expect(await engine.recommend(by, history(3), { count: 3 })).toHaveLength(3);
  });

  it('is not ended by ending another kind, and a kind there is not is refused by name', async () => {
    vi.spyOn(Pacer.prototype, 'due').mockReturnValue(true);
    const asked = engine.recommend(by, history(3));
    await engine.cancel('explain');
    expect(await asked).toHaveLength(10);
    await expect(engine.cancel('everything' as never)).rejects.toMatchObject({ name: 'SettingsError' });
  });
});

it('an evaluation tells how far it is, from the first targets to the last', async () => {
  vi.spyOn(Pacer.prototype, 'due').mockReturnValue(true);
  const told: number[] = [];
  await engine.evaluate(baseline, {}, (done) => told.push(done));
  expect(told.length).toBeGreaterThan(3);
  expect(told.length).toBeLessThanOrEqual(101);
  expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  expect(told.at(-1)).toBeGreaterThan(0.9);
});
