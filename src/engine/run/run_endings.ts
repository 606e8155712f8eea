/** How a run ends, in a phase and in words. */
import { DeviceLostError } from '../../core/errors.ts';
import type { Ending, Position } from '../../train/run.ts';
import type { Phase } from './messages.ts';

/** Where a run that trained until `ending` stands. */
export function standing(
  ending: Ending,
  { step, best, halvings }: Position,
): { readonly phase: Phase; readonly note: string } {
  const epoch = best?.epoch ?? 0;
  if (ending === 'paused') return { phase: 'paused', note: `Paused at step ${step}.` };
  if (ending === 'diverged') {
    const tries = `although the learning rate was halved ${TIMES[halvings]}`;
    const note = `The loss stopped being a number after step ${step}, ${tries}; the weights of epoch ${epoch} are kept. Lower the learning rate.`;
    return { phase: 'failed', note };
  }
  const rate = halvings === 0 ? '' : ` The learning rate was halved ${TIMES[halvings]}.`;
  return { phase: ending, note: `Best validation NDCG@10 at epoch ${epoch}.${rate}` };
}

/** Where a run stands that was left while it was set up; one that was not `setUpBefore` made nothing here. */
export function left(
  setUpBefore: boolean,
  { step }: Position,
): { readonly phase: 'paused' | 'stopped'; readonly note: string } {
  if (setUpBefore) return { phase: 'paused', note: `Left while it was prepared; it stands at step ${step}.` };
  return { phase: 'stopped', note: 'Stopped while it was prepared: nothing was trained.' };
}

/** What is said when a run goes on from where it last was good. */
export const setback = ({ step, halvings }: Position): string =>
  `The loss stopped being a number. Going on from step ${step} with the learning rate halved ${TIMES[halvings]}.`;

const TIMES = ['', 'once', 'twice', 'three times'];

/** What is said of a run that an error ended. */
export function failureNote(error: unknown): string {
  const next = error instanceof DeviceLostError ? ' Reload this page to go on from the last checkpoint.' : '';
  return `${messageOf(error)}${next}`;
}

/** The error of a lost device, whose own words are of what was tried on it. */
export const asLoss = (error: unknown): DeviceLostError =>
  error instanceof DeviceLostError ? error : new DeviceLostError(`the graphics device was lost (${messageOf(error)})`);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
