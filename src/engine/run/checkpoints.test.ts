import { beforeEach, describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import { ActiveRun } from './active_run.ts';
import type { Recipe } from '../api.ts';
import { Checkpoints, fromCheckpoint, MOST_LOSSES } from './checkpoints.ts';
import { Datasets } from '../data/datasets.ts';
import { createEngine } from '../engine.ts';
import { GpuSessions } from '../gpu_session.ts';
import { completeRecipe } from './recipes.ts';
import { fitLosses, knownLosses } from './run_state.ts';
import { blueprint } from './workbench.ts';

const platform = testPlatform();
const checkpoints = new Checkpoints(platform);
const datasets = new Datasets();
let recipe: Recipe;
let id: string;
beforeEach(async () => {
  ({ id } = await datasets.simulate('sequels', 1));
  recipe = await completeRecipe({ dataset: id, preset: 'tiny' }, datasets.get(id).dataset, datasets.audit(id));
});

describe('a checkpoint', () => {
  it('has the seconds of training so far, those before it was taken up included', async () => {
    let now = 100;
    /** No device comes: three seconds later the run is kept as it is and ends. */
    const sessions = new GpuSessions(platform);
    sessions.get = async () => {
      now += 3;
      await checkpoints.keep(run.state, run);
      throw new Error('no device');
    };
    const options = { watch: 0, compare: false, keep: () => Promise.resolve(), now: () => now };
    const run = new ActiveRun(sessions, blueprint(recipe, datasets.split(id)), datasets.get(id), options);
    run.seconds = 40;
    await expect(run.go()).rejects.toThrow('no device');
    const kept = await checkpoints.kept();
    expect(kept && fromCheckpoint(kept.checkpoint).seconds).toBe(43);
    expect(run.seconds).toBe(43);
  });

  it('has every loss so far, those that were no number too, and who was watched', async () => {
    const options = { watch: 7, compare: false, keep: () => Promise.resolve(), now: () => 0 };
    const run = new ActiveRun(
      new GpuSessions(platform),
      blueprint(recipe, datasets.split(id)),
      datasets.get(id),
      options,
    );
    run.losses.push(4, NaN, 0, 2.5, 9);
    await checkpoints.keep({ ...run.state, position: { ...run.state.position, step: 4 } }, run);
    const kept = await checkpoints.kept();
    expect(kept && fromCheckpoint(kept.checkpoint)).toMatchObject({ losses: [4, NaN, 0, 2.5], watching: 7 });
    await checkpoints.keep(run.state, run);
    const first = await checkpoints.kept();
    expect(first && fromCheckpoint(first.checkpoint).losses).toEqual([]);
  });
});

describe('a checkpoint of a long run', () => {
  const options = { watch: 0, compare: false, keep: () => Promise.resolve(), now: () => 0 };
  const blank = () =>
    new ActiveRun(new GpuSessions(platform), blueprint(recipe, datasets.split(id)), datasets.get(id), options);
  const at = (run: ActiveRun, position: Partial<ActiveRun['state']['position']>) => ({
    ...run.state,
    position: { ...run.state.position, ...position },
  });

  it('holds its last losses, and those before are not known any more', async () => {
    const run = blank();
    const step = MOST_LOSSES + 3;
    for (let i = 0; i < step; i++) run.losses.push(i % 100);
    await checkpoints.keep(at(run, { step }), run);
    const kept = await checkpoints.kept();
    const { losses } = kept ? fromCheckpoint(kept.checkpoint) : { losses: [] };
    expect([losses.length, losses[0], losses.at(-1)]).toEqual([MOST_LOSSES, 3, (step - 1) % 100]);
    const known = knownLosses(losses, step);
    expect([known.length, known[2], known[3], known.at(-1)]).toEqual([step, NaN, 3, (step - 1) % 100]);
  });

  it('is refused where it stands beyond the end of its run or holds another model, before anything is made of it', async () => {
    const engine = createEngine({ ...platform, gpu: () => Promise.reject(new Error('a device was asked for')) });
    const { id: dataset } = await engine.simulate('sequels');
    for (const wrong of [{ step: 2 ** 50 }, { epoch: 101 }, { cursor: 2 ** 50 }]) {
      const run = blank();
      await checkpoints.keep(at(run, wrong), run);
      await expect(engine.recover(dataset), JSON.stringify(wrong)).rejects.toThrow(/^SNAP_MANIFEST: checkpoint: step/);
    }
    const run = blank();
    await checkpoints.keep({ ...run.state, best: run.state.best.slice(64) }, run);
    await expect(engine.recover(dataset)).rejects.toThrow(/^SNAP_TENSOR_LIST: tensor "best"/);
    await checkpoints.keep(run.state, run);
    await expect(engine.recover(dataset)).rejects.toThrow('a device was asked for');
  });
});

it('losses fit the step a run goes on from: later ones go, and what is not known is NaN', () => {
  const losses = [1, 2, 3];
  fitLosses(losses, 2);
  expect(losses).toEqual([1, 2]);
  fitLosses(losses, 4);
  expect(losses).toEqual([1, 2, NaN, NaN]);
});
