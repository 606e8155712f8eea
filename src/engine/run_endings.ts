/** How a run ends, in a phase and in words. */
import { DeviceLostError } from '../core/errors.ts';
import type { Ending, Position } from '../train/run.ts';
import type { Phase } from './api.ts';

/** Where a run that trained until `ending` stands. */
export function standing(ending: Ending, { step, best }: Position): { readonly phase: Phase; readonly note: string } {
  const epoch = best?.epoch ?? 0;
  if (ending === 'paused') return { phase: 'paused', note: `Paused at step ${step}.` };
  if (ending === 'diverged') {
    const note = `The loss is not a number since about step ${step}; the weights of epoch ${epoch} are kept. Lower the learning rate.`;
    return { phase: 'failed', note };
  }
  return { phase: ending, note: `Best validation NDCG@10 at epoch ${epoch}.` };
}

/** What is said of a run that an error ended. */
export function failureNote(error: unknown): string {
  const next = error instanceof DeviceLostError ? ' Reload this page to go on from the last checkpoint.' : '';
  return `${messageOf(error)}${next}`;
}

/** The error of a lost device, whose own words are of what was tried on it. */
export const asLoss = (error: unknown): DeviceLostError =>
  error instanceof DeviceLostError ? error : new DeviceLostError(`the graphics device was lost (${messageOf(error)})`);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
