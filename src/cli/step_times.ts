import type { AdapterReport, Listener, Recipe, RecipeInput } from '../engine/api.ts';
import { DeviceError } from '../core/errors.ts';
import type { Call } from './command.ts';

/** How long a training step takes, feeding and reading included. */
export interface StepTimes {
  readonly adapter: AdapterReport;
  readonly recipe: Recipe;
  /** Steps timed; those before, while pipelines warm up, do not count. */
  readonly steps: number;
  /** Milliseconds a step. */
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
  readonly positionsPerSecond: number;
}

const WARM_UP = 5;

/** Trains until `steps` steps are timed, then stops. */
export async function stepTimes({ engine, progress }: Call, recipe: RecipeInput, steps: number): Promise<StepTimes> {
  const milliseconds: number[] = [];
  let positionsPerStep = 0;
  let id = '';
  const listen: Listener = (event) => {
    if (event.kind === 'started') id = event.run;
    if (event.kind !== 'steps') return;
    positionsPerStep = (event.positionsPerSecond * event.millisecondsPerStep) / 1000;
    if (event.step > WARM_UP) milliseconds.push(...event.losses.map(() => event.millisecondsPerStep));
    progress.update(`step ${event.step}: ${event.millisecondsPerStep.toPrecision(3)} ms`);
    if (milliseconds.length >= steps) void engine.stop(id);
  };
  const endless = { ...recipe, training: { ...recipe.training, epochs: 10_000, validateEvery: 1000, patience: 0 } };
  const run = await engine.train(endless, listen, { baselines: false });
  if (run.adapter === null || milliseconds.length === 0)
    throw new DeviceError(`bench: no step was timed (${run.note})`);
  milliseconds.sort((a, b) => a - b);
  const median = milliseconds[milliseconds.length >> 1];
  return {
    adapter: run.adapter,
    recipe: run.recipe,
    steps: milliseconds.length,
    median,
    fastest: milliseconds[0],
    slowest: milliseconds[milliseconds.length - 1],
    positionsPerSecond: (positionsPerStep * 1000) / median,
  };
}
