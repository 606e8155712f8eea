/**
 * The facade: Nextup without a screen. The page (through the worker), the browser console (`window.nextup`) and the
 * command line all call this and nothing below it. Every argument and result is plain data that survives structured clone.
 */
import type { DatasetAudit } from '../data/audit.ts';
import type { Duplicates, Shaping } from '../data/dataset.ts';
import type {
  ColumnPlan,
  FilePlan,
  FileRole,
  ImportPlan,
  InputFiles,
  Problem,
  Progress as ReadingProgress,
  Role,
  TableFormat,
  TimeForm,
} from '../data/import/types.ts';
import type { BestAchievable } from '../data/simulator/world.ts';
import type { Stage } from '../data/split.ts';
import type { Interval } from '../evaluate/bootstrap.ts';
import type { Metrics } from '../evaluate/metrics.ts';
import type { SeenRule, StatedProtocol } from '../evaluate/protocol.ts';
import type { AdapterReport } from '../gpu/device.ts';
import type { Config, Range } from '../models/model.ts';
import type { ConformanceResult } from '../runtime/conformance.ts';
import type { Choices } from '../runtime/tuning.ts';
import type { LossName, TrainingSettings } from '../train/settings.ts';

export type {
  AdapterReport,
  BestAchievable,
  Choices,
  ColumnPlan,
  Config,
  ConformanceResult,
  DatasetAudit,
  Duplicates,
  FilePlan,
  FileRole,
  ImportPlan,
  InputFiles,
  Interval,
  LossName,
  Metrics,
  Problem,
  Range,
  ReadingProgress,
  Role,
  SeenRule,
  Shaping,
  Stage,
  StatedProtocol,
  TableFormat,
  TimeForm,
  TrainingSettings,
};

/** Names a dataset or a run within this session. */
export type Id = string;

export interface WorldCard {
  readonly name: string;
  readonly title: string;
  readonly sentence: string;
}

export interface DatasetSummary {
  readonly id: Id;
  readonly name: string;
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
  readonly fingerprint: string;
  readonly shaping: Shaping;
  /** What each kind of row needed; empty for simulated worlds. */
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** Only for simulated worlds whose process is known; no model can pass it on average. */
  readonly best: BestAchievable | null;
}

/** What a user may correct in a plan: what a column or a file is used for, or the answer to one of its questions. */
export type Correction =
  | { readonly file: string; readonly column: number; readonly role: Role }
  | { readonly file: string; readonly role: FileRole }
  | { readonly question: number; readonly answer: number };

export interface CorrectedPlan {
  readonly plan: ImportPlan;
  /** What must still be chosen before the files can be read, as sentences; empty where nothing is missing. */
  readonly lacks: readonly string[];
}

export interface OpenOptions {
  /** The plan of `sniff`, with the user's corrections; sniffed afresh when absent. */
  readonly plan?: ImportPlan;
  readonly shaping?: Partial<Shaping>;
  /** Go on although more than 5 % of the rows were rejected. */
  readonly acceptProblems?: boolean;
}

export interface Item {
  readonly id: string;
  /** The id where the dataset has no title. */
  readonly title: string;
  readonly category: string | null;
  /** Interactions in the dataset; 0 where only a snapshot is known. */
  readonly count: number;
}

/** One user's history, oldest first. */
export interface History {
  readonly user: string;
  readonly items: readonly Item[];
  /** Seconds since 1970, null where the dataset has no times. */
  readonly times: readonly number[] | null;
}

export interface ModelCard {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly defaults: Config;
  readonly ranges: Readonly<Record<string, Range>>;
  readonly presets: Readonly<Record<string, Config>>;
}

/** How training may be set; the ranges are those of the numbers among the settings. */
export interface TrainingCard {
  readonly defaults: TrainingSettings;
  readonly ranges: Readonly<Record<string, Range>>;
}

export interface BaselineCard {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

/** Everything needed to repeat a run; what is left out takes its default. */
export interface RecipeInput {
  readonly dataset: Id;
  readonly model?: string;
  readonly preset?: string;
  readonly config?: Config;
  readonly training?: Partial<TrainingSettings>;
  /** Absent: what the audit recommends. */
  readonly seen?: SeenRule;
  readonly seed?: number;
}

export interface Recipe {
  readonly dataset: { readonly name: string; readonly fingerprint: string; readonly shaping: Shaping };
  readonly protocol: StatedProtocol;
  readonly model: string;
  readonly config: Config;
  readonly training: TrainingSettings;
  readonly seed: number;
}

export type Phase = 'preparing' | 'running' | 'paused' | 'recovering' | 'finished' | 'stopped' | 'failed';

/** One point of the validation curve. */
export interface ValidationPoint {
  readonly epoch: number;
  readonly step: number;
  readonly hr10: number;
  readonly ndcg10: number;
  /** Mean training loss since the last point, nats per position. */
  readonly loss: number;
  readonly best: boolean;
}

/** What a run tells its listener, at most once per 50 ms; facts, no GPU objects. */
export type RunEvent =
  /** The first event: the name under which the run can be paused and stopped. */
  | { readonly kind: 'started'; readonly run: Id }
  | { readonly kind: 'phase'; readonly phase: Phase; readonly note: string }
  | {
      readonly kind: 'steps';
      readonly step: number;
      readonly epoch: number;
      /** Steps of the whole run if it is not stopped early. */
      readonly totalSteps: number;
      /** Steps since the last event, oldest first. */
      readonly losses: readonly number[];
      readonly norms: readonly number[];
      /** Steps whose gradient was not finite and which changed nothing. */
      readonly skipped: number;
      readonly millisecondsPerStep: number;
      readonly positionsPerSecond: number;
      readonly secondsLeft: number;
    }
  | { readonly kind: 'validation'; readonly point: ValidationPoint; readonly watched: Watched | null }
  | { readonly kind: 'baseline'; readonly name: string; readonly title: string; readonly metrics: Metrics };

/** The watched user's list at a validation. */
export interface Watched {
  readonly user: string;
  /** The user's last ten items before the target, oldest first. */
  readonly history: readonly Item[];
  /** Place of the user's validation target, from 0. */
  readonly rank: number;
  readonly target: Item;
  readonly list: readonly Recommendation[];
}

export type Listener = (event: RunEvent) => void;

export interface RunSummary {
  readonly id: Id;
  readonly recipe: Recipe;
  readonly phase: Phase;
  /** Null for a snapshot, which says not where it was trained. */
  readonly adapter: AdapterReport | null;
  readonly parameters: number;
  readonly epochs: number;
  readonly steps: number;
  readonly validation: readonly ValidationPoint[];
  /** Of the best weights; null until the run has finished. */
  readonly test: Metrics | null;
  readonly baselines: readonly { readonly name: string; readonly title: string; readonly metrics: Metrics }[];
  /** The model against the best baseline on the test targets, user by user; null until finished. */
  readonly againstBaseline: Versus | null;
  readonly weightsSha256: string;
  /** Of weights, both moments and step. */
  readonly stateSha256: string;
  readonly variants: Choices;
  /** Seconds of training and validation, pauses excluded. */
  readonly seconds: number;
  readonly note: string;
}

/** A paired comparison on the same users. */
export interface Versus {
  readonly baseline: string;
  readonly metric: string;
  readonly difference: Interval;
  readonly sentence: string;
}

export interface RankOptions {
  /** How many, at most 128; 10 when absent. */
  readonly count?: number;
  /** Whether items of the history may be recommended; the run's protocol decides when absent. */
  readonly seen?: SeenRule;
}

export interface Recommendation extends Item {
  /** Place, from 0. */
  readonly rank: number;
  readonly score: number;
}

/** Who recommends: a run (or a loaded snapshot), or a baseline on a dataset. */
export type Recommender = { readonly run: Id } | { readonly dataset: Id; readonly baseline: string };

/** How the score of one item changes when one item of the history is left out. */
export interface Explanation {
  readonly item: Item;
  readonly score: number;
  readonly contributions: readonly { readonly position: number; readonly item: Item; readonly change: number }[];
}

/** Attention of one head of one block: row i is how query i spreads over keys j ≤ i. */
export interface AttentionMap {
  readonly block: number;
  readonly head: number;
  /** (items × items), row-major. */
  readonly weights: Float32Array;
}

export interface LensData {
  readonly items: readonly Item[];
  readonly attention: readonly AttentionMap[];
}

export interface StepCounts {
  readonly dispatches: number;
  readonly submits: number;
  readonly buffersCreated: number;
  readonly bindGroupsCreated: number;
  readonly awaitedReadbacks: number;
}

export interface Engine {
  /** @throws DeviceError where there is no WebGPU, saying what to do */
  adapter(): Promise<AdapterReport>;

  worlds(): Promise<readonly WorldCard[]>;
  /** Makes a simulated world; determined by (name, seed). */
  simulate(world: string, seed?: number): Promise<DatasetSummary>;
  /** Looks at the beginnings of files. @throws ImportError */
  sniff(files: InputFiles): Promise<ImportPlan>;
  /** Corrects a plan before it is opened. @throws SettingsError */
  correct(plan: ImportPlan, correction: Correction): Promise<CorrectedPlan>;
  /** Reads, matches, cleans and shapes. @throws ImportError, CancelledError */
  open(files: InputFiles, options?: OpenOptions, progress?: (p: ReadingProgress) => void): Promise<DatasetSummary>;
  /** Cancels the reading in progress. */
  cancelOpen(): Promise<void>;
  /** Shapes an opened dataset differently; the file is not read again. */
  reshape(dataset: Id, shaping: Partial<Shaping>): Promise<DatasetSummary>;
  audit(dataset: Id): Promise<DatasetAudit>;
  /** Histories of users `from` … `from + count − 1`. */
  histories(dataset: Id, from: number, count: number): Promise<readonly History[]>;
  /** Items whose title or id contains the text, most popular first. */
  findItems(
    source: { readonly dataset: Id } | { readonly run: Id },
    text: string,
    count?: number,
  ): Promise<readonly Item[]>;

  models(): Promise<readonly ModelCard[]>;
  training(): Promise<TrainingCard>;
  baselines(): Promise<readonly BaselineCard[]>;

  /** Trains; resolves when the run is finished, paused or stopped. @throws SettingsError, DeviceError */
  train(recipe: RecipeInput, listen?: Listener, options?: TrainOptions): Promise<RunSummary>;
  /** Pauses after the step in flight and keeps a checkpoint. */
  pause(run: Id): Promise<void>;
  /** Goes on where the run stands, to the same bits as if it had never paused. */
  resume(run: Id, listen?: Listener): Promise<RunSummary>;
  /** Ends the run early: the best weights are tested. */
  stop(run: Id): Promise<void>;
  /** The unfinished run this browser keeps, if there is one. */
  unfinished(): Promise<{ readonly recipe: Recipe; readonly step: number; readonly epoch: number } | null>;
  /** Continues the kept run on an opened dataset of the same fingerprint, e.g. after a reload. */
  recover(dataset: Id, listen?: Listener): Promise<RunSummary>;
  /** Forgets the kept run. */
  discard(): Promise<void>;
  runs(): Promise<readonly RunSummary[]>;

  evaluate(target: Recommender, options?: { readonly stage?: Stage; readonly seen?: SeenRule }): Promise<Metrics>;
  /** History by item ids, oldest first; ids the catalogue lacks are named in the error. @throws SettingsError */
  recommend(by: Recommender, history: readonly string[], options?: RankOptions): Promise<readonly Recommendation[]>;
  explain(by: Recommender, history: readonly string[], item: string): Promise<Explanation>;
  inspect(run: Id, history: readonly string[]): Promise<LensData>;

  /** The run's best weights as a safetensors file. */
  snapshot(run: Id): Promise<Uint8Array<ArrayBuffer>>;
  /** Opens a snapshot as a run that can recommend. @throws SnapshotError */
  load(snapshot: Uint8Array<ArrayBuffer>): Promise<RunSummary>;

  /** Every kernel against its reference on this adapter; `filter` is the beginning of a name. */
  conformance(filter?: string, report?: (results: readonly ConformanceResult[]) => void): Promise<ConformanceReport>;
  /** Counts of one training step in the steady state, from instrumentation. */
  counts(recipe: RecipeInput): Promise<StepCounts>;
}

export interface TrainOptions {
  /** User whose list is reported at each validation, as an index into the split; the first when absent. */
  readonly watch?: number;
  /** Variants of an earlier run, to repeat its bits. */
  readonly variants?: Choices;
  /** Test baselines too; true when absent. */
  readonly baselines?: boolean;
}

export interface ConformanceReport {
  readonly adapter: AdapterReport;
  readonly kernels: readonly ConformanceResult[];
  readonly passed: number;
  readonly failed: number;
}
