import type { AdapterReport, Id, Tool } from '../messages.ts';
import type { Computing } from '../gpu_session.ts';
import type { RecipeInput } from '../run/messages.ts';
import type {
  ConformanceOptions,
  ConformanceReport,
  ConformanceResult,
  KernelCheck,
  KernelReport,
  StepCounts,
} from './messages.ts';
import type { ContestTable } from './contest_messages.ts';
import type { MixerCosts, MixerMeasurement, RecordedMixerCosts } from './mixer_messages.ts';
import type { PaperCard, PaperRun } from './paper_messages.ts';
import type { Verification, VerifyOptions } from './verification_messages.ts';

/** What this product claims of itself: the adapter, its kernels, its counts, its papers, which model solves which world. */
export interface CheckDoor {
  /** What computes from now on: the GPU, the processor, or (as at first) the processor where there is no GPU. What is under way goes on where it is. */
  computeOn(device: Computing): Promise<void>;
  /** What computes. @throws DeviceError where it must be a GPU and there is no WebGPU, saying what to do */
  adapter(): Promise<AdapterReport>;
  /** Every kernel against its reference on this adapter; `filter` is the beginning of a name. @throws SettingsError, DeviceError */
  conformance(
    filter?: string,
    report?: (results: readonly ConformanceResult[]) => void,
    options?: ConformanceOptions,
  ): Promise<ConformanceReport>;
  /**
   * One kernel: its variants against its reference on every case, then timed beside one another on this adapter, in rounds of
   * one after another; `progress` hears the fraction done. @throws SettingsError, DeviceError
   */
  kernel(check: KernelCheck, progress?: (done: number) => void): Promise<KernelReport>;
  /**
   * Trains a run with a receipt again on the open data it was trained on, as far as stretches that are drawn, and compares
   * states, bit for bit; `progress` hears the fraction done. @throws SettingsError where data, adapter or receipt are not there, CancelledError
   */
  verify(run: Id, dataset: Id, options?: VerifyOptions, progress?: (done: number) => void): Promise<Verification>;
  /** Counts of one training step in the steady state, from instrumentation. */
  counts(recipe: RecipeInput): Promise<StepCounts>;
  /**
   * Time and memory of forward and backward of every mixer, each as it is set first and over one history, at lengths that double; minutes for
   * all of them. `progress` hears the fraction done. @throws SettingsError, DeviceError
   */
  measureMixers(what?: MixerMeasurement, progress?: (done: number) => void): Promise<MixerCosts>;
  /** The same as it is recorded, by adapter. */
  mixerCosts(): Promise<readonly RecordedMixerCosts[]>;

  /** Every paper that this product draws on, each with the status that its recorded result gives it now. */
  papers(): Promise<readonly PaperCard[]>;
  /** Runs the experiment of a paper; `progress` hears the fraction done, 0 to 1. @throws SettingsError, CancelledError */
  runPaper(paper: string, progress?: (done: number) => void): Promise<PaperRun>;

  /**
   * Which contender solves which world, of the runs that are recorded, or of those in the text of such a file; and
   * what is still to be trained for it. @throws SettingsError
   */
  contest(results?: string): Promise<ContestTable>;

  /** Every method of this facade as a tool for an agent: its name, what it does, a JSON Schema of its arguments. */
  tools(): Promise<readonly Tool[]>;
}
