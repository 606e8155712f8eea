import { describe, expect, it } from 'vitest';
import { SettingsError } from '../core/errors.ts';
import { findWorld } from '../data/simulator/worlds.ts';
import { configure, modelNamed } from '../models/catalogue.ts';
import { trainingSettings } from '../train/settings.ts';
import { contenders, recipeOf, seeds, SOLVED, tasks } from './contest.ts';
import { contestTable } from './recorded.ts';
import type { ContestRun } from './results.ts';
import { tableOf } from './table.ts';

const [task] = tasks;
const [contender] = contenders;

/** A run of the first cell that reaches so much of the oracle. */
const run = (seed: number, share: number, changed: Partial<ContestRun> = {}): ContestRun => ({
  ...{ world: task.world, contender: contender.name, seed, recipe: recipeOf(task, contender) },
  ...{ fingerprint: 'a', protocol: 'b', test: { hr10: 0.5, ndcg10: 0.8 * share }, oracle: { hr10: 1, ndcg10: 0.8 } },
  ...{ bestEpoch: 1, epochs: 2, seconds: 3, adapter: 'GPU', commit: 'c', date: '2026-11-29', stateSha256: 'd' },
  ...changed,
});
const cellOf = (runs: readonly ContestRun[]) => tableOf(runs).rows[0].cells[0];

describe('the contest', () => {
  it('states for every world and contender what is expected, and why, before anything is run', () => {
    for (const { world, expected } of tasks) {
      expect(findWorld(world).name).toBe(world);
      expect(Object.keys(expected)).toEqual(contenders.map(({ name }) => name));
      for (const { because, source } of Object.values(expected)) {
        expect(because).toMatch(/^[A-Z].*\.$/);
        expect(source).not.toBe('');
      }
    }
  });

  it.each(tasks.flatMap((of) => contenders.map((by) => [of.world, by.name, of, by] as const)))(
    'trains on %s, as %s, what there is',
    (_, __, of, by) => {
      const { model, config, training } = recipeOf(of, by);
      expect(configure(modelNamed(model), config)).toMatchObject(config);
      expect(trainingSettings(modelNamed(model), training)).toMatchObject(training);
    },
  );

  it('has the best of each world from its oracle', () => {
    const { make } = findWorld('selective-copying');
    expect(make(1).bestAchievable?.realised).toEqual({ hr10: 1, ndcg10: 1 });
  });
});

describe('the table', () => {
  it('has everything still to do where nothing is kept', () => {
    const { todo, rows, stale } = tableOf([]);
    expect(todo).toHaveLength(tasks.length * contenders.length * seeds.length);
    expect(todo[0]).toEqual({
      world: task.world,
      contender: contender.name,
      seed: 1,
      recipe: recipeOf(task, contender),
    });
    expect(rows.map(({ oracle }) => oracle)).toEqual(tasks.map(() => null));
    expect(stale).toBe(0);
  });

  it('says that a world is solved once it was with every seed, and no sooner', () => {
    const most = seeds.slice(1).map((seed) => run(seed, SOLVED + 0.001));
    expect(cellOf(most)).toMatchObject({ solves: null, solvedWith: 2 });
    expect(cellOf([...most, run(1, SOLVED + 0.001)])).toMatchObject({ solves: true, solvedWith: 3 });
    expect(cellOf([...most, run(1, SOLVED - 0.001)])).toMatchObject({ solves: false, solvedWith: 2 });
  });

  it('counts a run of every contender, whatever its settings are, also as it comes back from a file', () => {
    const kept = contenders.map(({ name }, i) => run(1, 1, { contender: name, recipe: recipeOf(task, contenders[i]) }));
    const { rows, stale } = tableOf(JSON.parse(JSON.stringify(kept)) as ContestRun[]);
    expect([rows[0].cells.map(({ runs }) => runs.length), stale]).toEqual([contenders.map(() => 1), 0]);
  });

  it('gives the mean, the least and the most of what was reached', () => {
    const { share } = cellOf([run(1, 0.25), run(2, 0.5), run(3, 1)]);
    expect(share?.mean).toBeCloseTo(1.75 / 3, 12);
    expect([share?.least, share?.most]).toEqual([0.25, 1]);
  });

  it('counts nothing that was trained in another way, and asks for it again', () => {
    const recipe = recipeOf(task, contender);
    const other = { ...recipe, training: { ...recipe.training, epochs: 1 } };
    const { todo, stale, rows } = tableOf([
      run(1, 1, { recipe: other }),
      run(2, 1),
      run(7, 1),
      run(3, 1, { world: 'x' }),
    ]);
    expect(stale).toBe(3);
    expect(rows[0].cells[0].runs.map(({ seed }) => seed)).toEqual([2]);
    expect(todo.filter(({ world, contender: by }) => world === task.world && by === contender.name)).toMatchObject([
      { seed: 1 },
      { seed: 3 },
    ]);
  });

  it('is read from the text of a file, and another text refused with where it is wrong', () => {
    const file = JSON.stringify({ version: 1, runs: [run(1, 0.5)] });
    expect(contestTable(file).rows[0].cells[0].runs).toEqual([run(1, 0.5)]);
    expect(contestTable('').runs).toEqual([]);
    expect(() => contestTable('{')).toThrow(SettingsError);
    expect(() => contestTable(file.replace('2026-11-29', 'today'))).toThrow('date');
    expect(() => contestTable('{ "version": 1 }')).toThrow('runs is missing');
  });

  it('of the runs that are recorded can be read', () => {
    expect(contestTable().contenders).toHaveLength(contenders.length);
  });
});
