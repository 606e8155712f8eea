import { counted } from '../../core/counted.ts';
import { SettingsError } from '../../core/errors.ts';
import type { Position } from '../../train/run.ts';
import type { Recipe, ValidationPoint } from './messages.ts';

/** A run that is over, as its checkpoint tells of it. */
export interface Over {
  readonly recipe: Pick<Recipe, 'training'>;
  readonly position: Pick<Position, 'epoch' | 'waited'>;
  readonly curve: readonly ValidationPoint[];
}

/**
 * Why a run that is over cannot be gone on with for more epochs; null where it can: then it ends in the very bits of a run that was
 * asked for as many from its first step.
 */
export function whyNotLonger({ recipe, curve }: Over): string | null {
  const { schedule, epochs, validateEvery } = recipe.training;
  if (schedule !== 'constant') {
    return `its learning rate fell by a ${schedule} that ends at epoch ${epochs}, and that of a longer run is another from its first step`;
  }
  const last = curve.at(-1)?.epoch ?? 0;
  if (last % validateEvery !== 0) {
    return `it was validated after epoch ${last} because it ended there, and a longer run is validated every ${counted(validateEvery, 'epoch')}`;
  }
  return null;
}

/**
 * What a run is asked for that goes on for more epochs. One that ended because nothing improved is not ended by that again.
 *
 * @throws SettingsError where it cannot go on to the bits of such a run
 */
export function longer(over: Over, epochs: number): Recipe['training'] {
  const why = whyNotLonger(over);
  if (why !== null) throw new SettingsError(`goOn: ${why}; train again with more epochs`);
  const { recipe, position } = over;
  const { patience } = recipe.training;
  const exhausted = patience > 0 && position.waited >= patience;
  return { ...recipe.training, epochs: position.epoch + epochs, patience: exhausted ? 0 : patience };
}
