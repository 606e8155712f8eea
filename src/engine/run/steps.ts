import { Run, beginning, type RunHooks } from '../../train/run.ts';
import { initialWeights } from '../../train/trainer.ts';
import type { Blueprint, Workbench } from './workbench.ts';

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
