import { counted } from './counted.ts';

/** Which weights a model has, and how far its training went; null where a file does not say. */
export interface Trained {
  readonly weightsAt: { readonly epoch: number; readonly step: number | null };
  readonly epochs: number | null;
  readonly steps: number;
}

/** Which weights a model has and how far its training went, as a sentence. */
export function weightsWords({ weightsAt, epochs, steps }: Trained): string {
  const { epoch, step } = weightsAt;
  if (steps === 0) return 'Its weights came from elsewhere: how long they were trained is not said.';
  const at = step === null ? '' : ` (step ${step})`;
  if (step === steps) return `Its weights are those of the end of its training, epoch ${epoch}${at}.`;
  const made = counted(steps, 'step');
  const end = epochs === null ? made : `epoch ${epochs}, ${made}`;
  return `Its weights are those of epoch ${epoch}${at}; training went on to ${end}.`;
}
