import type { SasrecProblem } from '../sasrec.ts';

/** A SASRec on the engine: uploaded, planned and ready. */
export interface NextupSasrec {
  /** Trains on the next batch (step i on batch i modulo their number); gives the loss before the update. */
  step(): Promise<number>;
  /** Scores (batch, items), row-major, of the first batch. */
  infer(): Promise<Float32Array>;
}

/** Builds the engine's SASRec with the weights of `problem`. */
export function nextupSasrec(problem: SasrecProblem): Promise<NextupSasrec> {
  return Promise.reject(
    new Error(`nextup: the engine does not train yet (${Object.keys(problem.weights).length} weights given)`),
  );
}
