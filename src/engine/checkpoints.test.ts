import { expect, it } from 'vitest';
import { testPlatform } from '../testing/platform.ts';
import { ActiveRun } from './active_run.ts';
import { Checkpoints, fromCheckpoint } from './checkpoints.ts';
import { Datasets } from './datasets.ts';
import { GpuSessions } from './gpu_session.ts';
import { completeRecipe } from './recipes.ts';
import { blueprint } from './workbench.ts';

it('a checkpoint has the seconds of training so far, those before it was taken up included', async () => {
  const platform = testPlatform();
  const datasets = new Datasets();
  const { id } = await datasets.simulate('sequels', 1);
  const recipe = await completeRecipe({ dataset: id, preset: 'tiny' }, datasets.get(id).dataset, datasets.audit(id));
  const checkpoints = new Checkpoints(platform);
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
