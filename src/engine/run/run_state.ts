/** The state of a run as such: where it begins, and what identifies it. */
import { sha256 } from '../../core/sha256.ts';
import type { Codes } from '../../events/codes.ts';
import type { TrainingGraph } from '../../train/graph.ts';
import { beginning, type RunState } from '../../train/run.ts';
import { initialWeights, type TrainerState } from '../../train/trainer.ts';
import type { RunSummary } from './messages.ts';

export type Hashes = Pick<RunSummary, 'weightsSha256' | 'stateSha256'>;

/** Initial weights and moments of zero. */
export function startOf(graph: TrainingGraph, seed: number): RunState {
  const weights = initialWeights(graph, seed);
  const zeros = (): Float32Array<ArrayBuffer> => new Float32Array(graph.arena.count);
  return { parameters: weights, firstMoment: zeros(), secondMoment: zeros(), position: beginning, best: weights };
}

/** Makes `losses` those of the first `step` steps: later ones are made again, and NaN stands for what is not known. */
export function fitLosses(losses: number[], step: number): void {
  losses.length = Math.min(losses.length, step);
  while (losses.length < step) losses.push(Number.NaN);
}

/** The losses of `step` steps of which only the `last` ones are known: NaN stands for those before. */
export function knownLosses(last: readonly number[], step: number): number[] {
  const known = last.slice(Math.max(0, last.length - step));
  return [...new Array<number>(step - known.length).fill(Number.NaN), ...known];
}

/** SHA-256 of the best weights, and of last weights, both moments and step; of codes too where the model knows items by them. */
export async function hashesOf(
  { best, parameters, firstMoment, secondMoment, position }: RunState,
  codes: Codes | null,
): Promise<Hashes> {
  const state = { parameters, firstMoment, secondMoment };
  return {
    weightsSha256: await digestOf([best], codes),
    stateSha256: await stateDigest(state, position.step, codes),
  };
}

/** SHA-256 of weights, both moments and step; of codes too where the model knows items by them. */
export const stateDigest = (
  { parameters, firstMoment, secondMoment }: TrainerState,
  step: number,
  codes: Codes | null,
): Promise<string> => digestOf([parameters, firstMoment, secondMoment, Uint32Array.of(step)], codes);

async function digestOf(numbers: readonly ArrayBufferView<ArrayBuffer>[], codes: Codes | null): Promise<string> {
  const whole = new Blob([...numbers, ...(codes === null ? [] : [codes.values])]);
  return sha256(await whole.arrayBuffer());
}
