import type { Split } from '../data/split.ts';
import { instrument } from '../gpu/instrument.ts';
import { Run, beginning, type RunHooks } from '../train/run.ts';
import { initialWeights } from '../train/trainer.ts';
import type { Recipe, StepCounts } from './api.ts';
import type { GpuSessions } from './gpu_session.ts';
import { blueprint, dismantle, setUp } from './workbench.ts';

/**
 * What one training step asks of the device in the steady state: the difference between runs of `MORE` and of `FEW`
 * steps, per step, so that set-up and the readings at the end cancel.
 */
export async function countStep(sessions: GpuSessions, recipe: Recipe, split: Split): Promise<StepCounts> {
  const few = await countSteps(sessions, recipe, split, FEW);
  const more = await countSteps(sessions, recipe, split, MORE);
  const perStep = (key: keyof typeof few): number => (more[key] - few[key]) / (MORE - FEW);
  return {
    dispatches: perStep('dispatches'),
    submits: perStep('submits'),
    buffersCreated: perStep('buffersCreated'),
    bindGroupsCreated: perStep('bindGroupsCreated'),
    awaitedReadbacks: perStep('mappings'),
  };
}

const FEW = 2;
const MORE = 6;

async function countSteps(sessions: GpuSessions, recipe: Recipe, split: Split, steps: number) {
  const print = blueprint(recipe, split);
  const bench = await setUp(sessions, print);
  const counts = instrument(bench.session.gpu.device);
  const weights = initialWeights(print.graph, recipe.seed);
  const zeros = new Float32Array(print.graph.arena.count);
  const state = { parameters: weights, firstMoment: zeros, secondMoment: zeros, position: beginning, best: weights };
  let asked = 0;
  const hooks: RunHooks = {
    wish: () => (asked++ < steps ? 'run' : 'stop'),
    now: () => 0, // no checkpoint and no reading falls due between the steps
    steps: () => undefined,
    validate: () => Promise.resolve(0),
    checkpoint: () => Promise.resolve(),
  };
  const plan = { ...print.plan, stepsPerEpoch: Math.max(steps + 1, print.plan.stepsPerEpoch) };
  await new Run(bench.trainer, bench.batches, print.objective, plan, hooks, state).go();
  dismantle(bench);
  return counts;
}
