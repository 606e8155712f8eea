/**
 * Everything the page knows, as plain values in five slices; no React, no GPU object, no long array. Functions that change
 * it are in the actions.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AdapterReport,
  BaselineCard,
  Config,
  ConformanceResult,
  DatasetAudit,
  DatasetSummary,
  Explanation,
  History,
  ImportPlan,
  Item,
  ModelCard,
  ReadingProgress,
  Recipe,
  Recommendation,
  RunSummary,
  SeenRule,
  TrainingCard,
  TrainingSettings,
  ValidationPoint,
  Watched,
  WorldCard,
} from '../worker/contract.ts';
import type { RunPhase } from './phases.ts';

/** Files on their way to a dataset. */
export interface Importing {
  readonly names: readonly string[];
  readonly step: 'sniffing' | 'matching' | 'reading';
  readonly plan: ImportPlan | null;
  /** What must be chosen before reading. */
  readonly lacks: readonly string[];
  readonly progress: ReadingProgress | null;
  /** Why the last reading ended without a dataset. */
  readonly failure: string | null;
}

export interface DataSlice {
  readonly worlds: readonly WorldCard[];
  readonly importing: Importing | null;
  /** What is being opened or shaped, in words; null while nothing is. */
  readonly opening: string | null;
  readonly dataset: DatasetSummary | null;
  readonly audit: DatasetAudit | null;
  /** The first few histories. */
  readonly preview: readonly History[];
}

/** The settings of the next run; what is absent takes its default. */
export interface Choice {
  readonly model: string;
  readonly preset: string;
  readonly config: Config;
  readonly training: Partial<TrainingSettings>;
  /** Null: what the audit recommends. */
  readonly seen: SeenRule | null;
  readonly seed: number;
  readonly watch: number;
}

export interface ModelSlice {
  readonly models: readonly ModelCard[];
  readonly baselines: readonly BaselineCard[];
  readonly training: TrainingCard | null;
  readonly choice: Choice;
}

export interface StepFacts {
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly loss: number;
  readonly skipped: number;
  readonly millisecondsPerStep: number;
  readonly positionsPerSecond: number;
  readonly secondsLeft: number;
}

/** A baseline's score at 10 on the targets named by the list that holds it. */
export interface BaselineScore {
  readonly name: string;
  readonly title: string;
  readonly hr10: number;
  readonly ndcg10: number;
}

export interface RunSlice {
  readonly phase: RunPhase;
  readonly note: string;
  readonly run: string | null;
  /** A call that trains has not resolved; no other may start. */
  readonly working: boolean;
  readonly steps: StepFacts | null;
  readonly lossVersion: number;
  readonly validation: readonly ValidationPoint[];
  /** On the validation targets. */
  readonly baselineScores: readonly BaselineScore[];
  readonly watched: readonly Watched[];
  readonly summary: RunSummary | null;
  readonly runs: readonly RunSummary[];
  readonly unfinished: { readonly recipe: Recipe; readonly step: number; readonly epoch: number } | null;
}

/** A ranked list beside the one before it. */
export interface RankedList {
  readonly items: readonly Recommendation[];
  /** Place of each item id in the list before the last change; null at first. */
  readonly before: Readonly<Record<string, number>> | null;
}

export interface TrySlice {
  /** The run asked; null asks the baseline alone. */
  readonly asked: string | null;
  readonly baseline: string;
  readonly user: { readonly index: number; readonly name: string } | null;
  readonly history: readonly Item[];
  /** The history was emptied on purpose. */
  readonly emptied: boolean;
  /** What the user really took after this history; null for a history that was edited or built. */
  readonly taken: Item | null;
  readonly runList: RankedList | null;
  readonly baselineList: RankedList | null;
  readonly explanation: Explanation | null;
}

export type ViewName = 'data' | 'train' | 'try';
export type Theme = 'system' | 'light' | 'dark';

/** Something that went wrong and what to do next. */
export interface Alert {
  readonly id: number;
  readonly title: string;
  readonly message: string;
}

export interface KernelCheck {
  readonly running: boolean;
  readonly results: readonly ConformanceResult[];
}

export type DeviceState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ready'; readonly report: AdapterReport }
  | { readonly kind: 'none'; readonly reason: string };

export interface ViewSlice {
  readonly view: ViewName;
  readonly theme: Theme;
  readonly alerts: readonly Alert[];
  readonly device: DeviceState;
  readonly kernels: KernelCheck;
}

export type AppState = DataSlice & ModelSlice & RunSlice & TrySlice & ViewSlice;
export type Store = StoreApi<AppState>;

const data: DataSlice = { worlds: [], importing: null, opening: null, dataset: null, audit: null, preview: [] };

const model: ModelSlice = {
  models: [],
  baselines: [],
  training: null,
  choice: { model: 'sasrec', preset: 'standard', config: {}, training: {}, seen: null, seed: 1, watch: 0 },
};

/** The part of the run slice that belongs to one run. */
export const freshRun = {
  note: '',
  run: null,
  steps: null,
  lossVersion: 0,
  validation: [],
  baselineScores: [],
  watched: [],
  summary: null,
} satisfies Partial<RunSlice>;

const run: RunSlice = { ...freshRun, phase: 'idle', working: false, runs: [], unfinished: null };

/** The part of the try slice that belongs to one dataset. */
export const freshTry: TrySlice = {
  asked: null,
  baseline: 'popularity',
  user: null,
  history: [],
  emptied: false,
  taken: null,
  runList: null,
  baselineList: null,
  explanation: null,
};

const view: ViewSlice = {
  view: 'data',
  theme: 'system',
  alerts: [],
  device: { kind: 'unknown' },
  kernels: { running: false, results: [] },
};

/** A key owned by two slices would silently take the last one's value; this makes it a type error. */
type Disjoint<T extends readonly object[], Seen = never> = T extends readonly [infer A, ...infer R extends object[]]
  ? [keyof A & Seen] extends [never]
    ? Disjoint<R, Seen | keyof A>
    : { readonly sharedKey: keyof A & Seen }
  : true;
const disjoint: Disjoint<[DataSlice, ModelSlice, RunSlice, TrySlice, ViewSlice]> = true;

export const createAppStore = (): Store =>
  createStore<AppState>()(() => ({ ...data, ...model, ...run, ...freshTry, ...view, ...(disjoint && {}) }));
