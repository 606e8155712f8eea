import type { Split } from '../../data/split.ts';
import { SettingsError } from '../../core/errors.ts';
import { GpuMachine } from '../../runtime/gpu_machine.ts';
import { instrument, type Counts } from '../../gpu/instrument.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Recipe } from '../run/messages.ts';
import { anyCodes } from '../run/item_codes.ts';
import { firstUseOf } from '../run/sizing.ts';
import { takeSteps } from '../run/steps.ts';
import { blueprint, dismantle, setUp } from '../run/workbench.ts';
import type { StepCounts } from './messages.ts';

/**
 * What one training step asks of the device in the steady state: the difference between runs of `MORE` and of `FEW`
 * steps, per step, so that the readings at the end of a run cancel.
 */
export async function countStep(sessions: GpuSessions, recipe: Recipe, split: Split): Promise<StepCounts> {
  const print = blueprint(recipe, split);
  const bench = await setUp(sessions, print, anyCodes(print));
  if (!(bench.machine instanceof GpuMachine)) {
    dismantle(bench);
    throw new SettingsError(
      'counts: they are of a graphics device, and this computes on the processor; open one that has a GPU',
    );
  }
  const counts = instrument(bench.machine.gpu.device);
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
