import type { RunSummary } from './api.ts';

/** Which weights a model has and how far its training went, as a sentence. */
export function weightsWords({ weightsAt, epochs, steps }: Pick<RunSummary, 'weightsAt' | 'epochs' | 'steps'>): string {
  const { epoch, step } = weightsAt;
  const at = step === null ? '' : ` (step ${step})`;
  if (step === steps) return `Its weights are those of the end of its training, epoch ${epoch}${at}.`;
  const end = epochs === null ? `${steps} steps` : `epoch ${epochs}, ${steps} steps`;
  return `Its weights are those of epoch ${epoch}${at}; training went on to ${end}.`;
}
