import { describe, expect, it } from 'vitest';
import { Datasets } from '../data/datasets.ts';
import { basisOf, Estimates } from './estimates.ts';
import type { MeasuredPace } from './pace.ts';
import { GpuSessions } from '../gpu_session.ts';
import { completeRecipe } from './recipes.ts';
import { sizeOf } from './sizing.ts';
import { blueprint } from './workbench.ts';
import { testPlatform } from '../../testing/platform.ts';

const adapter = {
  ...{ vendor: 'v', architecture: 'a', description: 'Some GPU', software: false },
  ...{ features: [], limits: {}, key: 'some' },
};

async function start(earlier: readonly MeasuredPace[] = []) {
  const datasets = new Datasets();
  const { id } = await datasets.simulate('sequels', 1);
  const platform = testPlatform();
  const sessions = new GpuSessions(platform);
  const estimates = new Estimates(platform, sessions, datasets, () => earlier);
  const of = (config: Record<string, number>, training = {}) =>
    estimates.of({ dataset: id, preset: 'tiny', config, training }, {});
  return { of, sessions };
}

/** Of the preset "tiny" on this world. */
async function tinySize() {
  const datasets = new Datasets();
  const { id } = await datasets.simulate('sequels', 1);
  const recipe = await completeRecipe({ dataset: id, preset: 'tiny' }, datasets.get(id).dataset, datasets.audit(id));
  return sizeOf(blueprint(recipe, datasets.split(id)), { software: false, choices: {} });
}

const sizes = await tinySize();

describe('an estimate', () => {
  it('counts parameters and bytes without a device, and says no time that was not measured', async () => {
    const { of } = await start();
    const { parameters, tensors, gpuBytes, largestBufferBytes, time } = await of({});
    const counted = tensors.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(parameters).toBe(counted);
    expect(gpuBytes).toBeGreaterThan(4 * 4 * parameters); // weights, gradient and two moments
    expect(largestBufferBytes).toBeLessThan(gpuBytes);
    expect(time).toBeNull();
  });

  it('grows with the batch in memory and with the width in parameters', async () => {
    const { of } = await start();
    const small = await of({});
    expect((await of({}, { batch: 256 })).gpuBytes).toBeGreaterThan(small.gpuBytes);
    expect((await of({ width: 64 })).parameters).toBeGreaterThan(1.9 * small.parameters);
  });

  it('scales the time of the measurement with the most similar arithmetic, and counts every validation', async () => {
    const { stepWork, validationWork } = sizes;
    const pace = { millisecondsPerStep: 10, secondsPerValidation: 2, stepWork, validationWork };
    const larger = { millisecondsPerStep: 1e6, secondsPerValidation: 1, stepWork: stepWork * 9, validationWork };
    const { of } = await start([
      { adapter, pace },
      { adapter, pace: larger },
    ]);
    const { stepsPerEpoch, time } = await of({}, { epochs: 4, validateEvery: 2 });
    expect(time?.basis).toBe('Measured with exactly this model and batch.');
    expect(time?.seconds).toBeCloseTo((4 * stepsPerEpoch * 10) / 1000 + 2 * 2, 6);
  });

  it('does not take the speed of another adapter', async () => {
    const pace = { millisecondsPerStep: 10, secondsPerValidation: 2, stepWork: 1, validationWork: 1 };
    const { of, sessions } = await start([{ adapter, pace }]);
    sessions.report = { ...adapter, key: 'another' };
    expect((await of({})).time).toBeNull();
  });

  it('says how far a time is scaled', () => {
    expect(basisOf(1)).toBe('Measured with exactly this model and batch.');
    expect(basisOf(2)).toBe('Scaled from a measurement with 2.0 times less arithmetic a step.');
    expect(basisOf(1 / 20)).toBe(
      'Scaled from a measurement with 20 times more arithmetic a step, so only a rough guess.',
    );
  });
});
