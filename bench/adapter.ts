import type { FsqProblem, NearestCodeProblem, ResidualProblem } from './codes.ts';
import type { MambaProblem } from './mamba.ts';
import type { ScanProblem } from './scan.ts';
import type { SasrecProblem } from './sasrec.ts';

/** A (rows, inner) times b (inner, cols). */
export interface MatmulProblem {
  readonly rows: number;
  readonly inner: number;
  readonly cols: number;
  readonly a: Float32Array<ArrayBuffer>;
  readonly b: Float32Array<ArrayBuffer>;
}

/** Causal attention, softmax(q·kᵀ/√width)·v; q, k, v and the result are (batch, length, heads, width). */
export interface AttentionProblem {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  readonly width: number;
  readonly q: Float32Array<ArrayBuffer>;
  readonly k: Float32Array<ArrayBuffer>;
  readonly v: Float32Array<ArrayBuffer>;
}

/** Layer norm of the rows of x (rows, cols), ε = 1e-5. */
export interface LayernormProblem {
  readonly rows: number;
  readonly cols: number;
  readonly x: Float32Array<ArrayBuffer>;
  readonly gamma: Float32Array<ArrayBuffer>;
  readonly beta: Float32Array<ArrayBuffer>;
}

/** Mean cross-entropy of softmax(items[ids]·itemsᵀ) against `targets`; items (count, width). The result is one number. */
export interface CrossentropyProblem {
  readonly count: number;
  readonly width: number;
  readonly items: Float32Array<ArrayBuffer>;
  readonly ids: Int32Array<ArrayBuffer>;
  readonly targets: Int32Array<ArrayBuffer>;
}

/** A problem uploaded, compiled or compiling, ready to run again and again. */
export interface Prepared {
  /** One run. Resolves when the device has finished it; SASRec runs end with loss or scores on the CPU. */
  run(): Promise<void>;
  /** What the latest run computed, row-major. */
  result(): Promise<ArrayLike<number>>;
}

/** What a library may be asked to do. `scanGradient` and `mambaBlock` give y's gradient part after part, `residualStep` gives what `residualResult` says, `fsqStep` y and then dz, `training` gives the loss of one step, `inference` the scores (batch, items). */
export interface Operations {
  matmul(problem: MatmulProblem): Prepared | Promise<Prepared>;
  attention(problem: AttentionProblem): Prepared | Promise<Prepared>;
  layernorm(problem: LayernormProblem): Prepared | Promise<Prepared>;
  crossentropy(problem: CrossentropyProblem): Prepared | Promise<Prepared>;
  scan(problem: ScanProblem): Prepared | Promise<Prepared>;
  scanGradient(problem: ScanProblem): Prepared | Promise<Prepared>;
  mambaBlock(problem: MambaProblem): Prepared | Promise<Prepared>;
  nearestCode(problem: NearestCodeProblem): Prepared | Promise<Prepared>;
  fsq(problem: FsqProblem): Prepared | Promise<Prepared>;
  residualStep(problem: ResidualProblem): Prepared | Promise<Prepared>;
  fsqStep(problem: FsqProblem): Prepared | Promise<Prepared>;
  inference(problem: SasrecProblem): Prepared | Promise<Prepared>;
  training(problem: SasrecProblem): Prepared | Promise<Prepared>;
}

/** One library, behind the one interface that the session measures. */
export interface Adapter {
  readonly name: string;
  readonly version: string;
  /** Requests the device; called once per page. What a library cannot express is absent from the answer. */
  open(): Promise<Partial<Operations>>;
}
