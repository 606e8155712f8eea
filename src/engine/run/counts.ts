import type { Split } from '../../data/split.ts';
import { instrument, type Counts } from '../../gpu/instrument.ts';
import { Run, beginning, type RunHooks } from '../../train/run.ts';
import { initialWeights } from '../../train/trainer.ts';
import type { Recipe, StepCounts } from '../api.ts';
import type { GpuSessions } from '../gpu_session.ts';
import { firstUseOf } from './sizing.ts';
import { blueprint, dismantle, setUp, type Blueprint, type Workbench } from './workbench.ts';

/**
 * What one training step asks of the device in the steady state: the difference between runs of `MORE` and of `FEW`
 * steps, per step, so that the readings at the end of a run cancel.
 */
export async function countStep(sessions: GpuSessions, recipe: Recipe, split: Split): Promise<StepCounts> {
  const print = blueprint(recipe, split);
  const bench = await setUp(sessions, print);
  const counts = instrument(bench.session.gpu.device);
  const during = async (steps: number): Promise<Counts> => {
    const before = { ...counts };
    await takeSteps(print, bench, steps);
    return subtract(counts, before);
  };
  const more = await (async () => {
    try {
      const few = await during(FEW);
      return subtract(await during(MORE), few);
    } finally {
      dismantle(bench);
    }
  })();
  const perStep = (count: number): number => count / (MORE - FEW);
  return {
    dispatches: perStep(more.dispatches),
    submits: perStep(more.submits),
    buffersCreated: perStep(more.buffersCreated),
    bindGroupsCreated: perStep(more.bindGroupsCreated),
    awaitedReadbacks: perStep(more.mappings),
    firstUse: firstUseOf(print),
  };
}

const FEW = 2;
const MORE = 6;

const subtract = (a: Counts, b: Counts): Counts => ({
  dispatches: a.dispatches - b.dispatches,
  submits: a.submits - b.submits,
  buffersCreated: a.buffersCreated - b.buffersCreated,
  bindGroupsCreated: a.bindGroupsCreated - b.bindGroupsCreated,
  mappings: a.mappings - b.mappings,
});

/** Takes `steps` training steps from the starting weights; nothing of them is kept. */
export async function takeSteps(print: Blueprint, { trainer, batches }: Workbench, steps: number): Promise<void> {
  const weights = initialWeights(print.graph, print.recipe.seed);
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
  await new Run(trainer, batches, print.loss, plan, hooks, state).go();
}
