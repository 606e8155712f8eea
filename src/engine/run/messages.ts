/** What crosses the facade about runs: recipe, events while it trains, summary. Plain data. */
import type { Shaping } from '../../data/dataset.ts';
import type { SplitRule } from '../../data/split.ts';
import type { Interval } from '../../evaluate/bootstrap.ts';
import type { Metrics } from '../../evaluate/metrics.ts';
import type { SeenRule, StatedProtocol } from '../../evaluate/protocol.ts';
import type { AdapterReport } from '../../gpu/device.ts';
import type { Config } from '../../models/model.ts';
import type { AnyValues } from '../../parts/settings.ts';
import type { Choices } from '../../runtime/tuning.ts';
import type { LayerUpdate } from '../../train/health.ts';
import type { TrainingSettings } from '../../train/settings.ts';
import type { Item, ShapingPreview } from '../data/messages.ts';
import type { Id } from '../messages.ts';
import type { RunCodes } from './code_messages.ts';
import type { Recommendation } from './evaluation_messages.ts';
import type { SnapshotFacts } from './snapshot_messages.ts';

/** Everything needed to repeat a run; what is left out takes its default. */
export interface RecipeInput {
  readonly dataset: Id;
  readonly model?: string;
  readonly preset?: string;
  readonly config?: AnyValues;
  readonly training?: Partial<TrainingSettings>;
  /** Absent: as published where the dataset comes divided and can be asked so, else leave-one-out. */
  readonly split?: SplitRule;
  /** Absent: what the audit recommends. */
  readonly seen?: SeenRule;
  readonly seed?: number;
}

export interface Recipe {
  readonly dataset: {
    readonly name: string;
    readonly fingerprint: string;
    readonly shaping: Shaping;
    /** Questions about its files were left to the guesses; absent where each was answered or none was asked. */
    readonly guessed?: true;
    /** Digest of the kinds of its events; only where the model reads them. */
    readonly kinds?: string;
    /** Digest of the codes that its items were given from elsewhere; only where the model knows items by these. */
    readonly codes?: string;
    /** Digest of what its events are worth; only where the model reads that. */
    readonly values?: string;
  };
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
  /** Seconds of training so far, pauses excluded. */
  readonly seconds: number;
  readonly best: boolean;
  /** SHA-256 of last weights, both moments and step, as `stateSha256` of a run; absent in runs of before 2026-12. */
  readonly stateSha256?: string;
}

/** What a run tells its listener, at most once per 50 ms; facts, no GPU objects. */
export type RunEvent =
  /** The first event: the name under which the run can be paused and stopped. */
  | { readonly kind: 'started'; readonly run: Id }
  | { readonly kind: 'phase'; readonly phase: Phase; readonly note: string }
  /** What runs on which device, each time the run is set up: at its start, after a pause, after a lost device. */
  | ({ readonly kind: 'prepared' } & Prepared)
  /** What a kept run had come to when it is taken up again, before it is prepared. */
  | {
      readonly kind: 'earlier';
      readonly validation: readonly ValidationPoint[];
      /** Of each step, from the first; NaN where it was no number or is not known. */
      readonly losses: readonly number[];
      /** The list of the user who was watched, by the best weights so far. */
      readonly watched: Watched;
    }
  /**
   * Items come to the codes that the model knows them by, before its first step: `done` from 0 to 1, null where nobody can say how far
   * it is. Once it is 1 the words say how the codes tell items apart.
   */
  | { readonly kind: 'codes'; readonly done: number | null; readonly words: string }
  /** What the user should know while the run goes on, such as a checkpoint that could not be kept. */
  | { readonly kind: 'note'; readonly note: string }
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
      /** Of these, what the engine's own thread needed for the batch and the commands; the device works meanwhile. */
      readonly preparingPerStep: number;
      readonly positionsPerSecond: number;
      readonly secondsLeft: number;
      /** Seconds of training and validation so far, pauses excluded. */
      readonly seconds: number;
    }
  | {
      readonly kind: 'validation';
      readonly point: ValidationPoint;
      readonly watched: Watched;
      readonly health: Health;
    }
  /** The watched user's list before the first step. */
  | { readonly kind: 'watched'; readonly watched: Watched }
  | { readonly kind: 'baseline'; readonly name: string; readonly title: string; readonly metrics: Metrics };

/** A run that is about to go on. */
export interface Prepared {
  readonly recipe: Recipe;
  readonly adapter: AdapterReport;
  readonly parameters: number;
  /** Validation targets, of which one can be watched: as many as there are users asked where each has one. */
  readonly users: number;
  readonly stepsPerEpoch: number;
  /** Step the run goes on from. */
  readonly step: number;
  /** Bytes on the device of training and of ranking. */
  readonly bytes: { readonly training: number; readonly ranking: number };
  /** Kernel launches of one step. */
  readonly dispatches: number;
}

/** How training went since the last validation, or since the run went on. */
export interface Health {
  readonly steps: number;
  /** Of the steps' gradients before clipping. */
  readonly norm: { readonly median: number; readonly largest: number };
  /** Steps whose gradient was longer than the recipe's `clip` and was shortened to it. */
  readonly clipped: number;
  readonly skipped: number;
  /** The last step's update of each layer. */
  readonly layers: readonly LayerUpdate[];
}

/** The watched user's list at a step. */
export interface Watched {
  readonly step: number;
  /** The user as an index into the validation targets, and their name. */
  readonly index: number;
  readonly user: string;
  /** The user's last ten items before the target, oldest first. */
  readonly history: readonly Item[];
  /** Place of the user's validation target, from 0. */
  readonly rank: number;
  readonly target: Item;
  readonly list: readonly Recommendation[];
}

export type { Choices, LayerUpdate };

export type Listener = (event: RunEvent) => void;

/** The best validation, or the end of training where there was none; files of version 1 do not say the step. */
export interface WeightsAt {
  readonly epoch: number;
  readonly step: number | null;
}

export interface RunSummary {
  readonly id: Id;
  /** What the user calls it; "Run 3" until then. */
  readonly name: string;
  /** This browser (or folder) keeps it beyond this session. */
  readonly kept: boolean;
  readonly recipe: Recipe;
  readonly phase: Phase;
  /** Null for a snapshot, which says not where it was trained. */
  readonly adapter: AdapterReport | null;
  readonly parameters: number;
  /** How far training went; null for a snapshot that does not say. */
  readonly epochs: number | null;
  readonly steps: number;
  /** After which epoch and step it had the weights it is asked and saved with. */
  readonly weightsAt: WeightsAt;
  readonly validation: readonly ValidationPoint[];
  /** Of the best weights; null until the run has finished. */
  readonly test: Metrics | null;
  readonly baselines: readonly { readonly name: string; readonly title: string; readonly metrics: Metrics }[];
  /** The model against the baseline that was best on the validation targets, on the test targets user by user; null until finished. */
  readonly againstBaseline: Versus | null;
  /** Of a model that knows items by codes; absent of any other, and of a run kept before 2026-11-30. */
  readonly codes?: RunCodes;
  /** What a model opened from a file or link states; null for a run of this session. */
  readonly snapshot: SnapshotFacts | null;
  readonly weightsSha256: string;
  /** Of weights, both moments and step. */
  readonly stateSha256: string;
  readonly variants: Choices;
  /** Seconds of training and validation, pauses excluded. */
  readonly seconds: number;
  /** Null where nothing was timed. */
  readonly pace: RunPace | null;
  readonly note: string;
}

/** How fast a run went, to say what the next one will take. */
export interface RunPace {
  /** Of a training step; validation not counted. */
  readonly millisecondsPerStep: number;
  readonly secondsPerValidation: number;
  /** Arithmetic of a step and of a validation: the same numbers for the same model, batch and dataset. */
  readonly stepWork: number;
  readonly validationWork: number;
}

export interface EstimateOptions {
  /** Measure on the device first: a few training steps and one batch of ranking. Not while a run trains. */
  readonly measure?: boolean;
}

/** What a recipe costs, before it is trained. */
export interface Estimate {
  readonly recipe: Recipe;
  readonly parameters: number;
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Bytes of every buffer on the device while it trains and validates, from its plan; nothing is allocated. */
  readonly gpuBytes: number;
  /** A device must bind this in one piece. */
  readonly largestBufferBytes: number;
  readonly stepsPerEpoch: number;
  /** Why it is not trained: what it comes to could not be saved; null where it can. */
  readonly refused: string | null;
  /** Said of a run that can be saved as a file and is too large for what a browser keeps; null of any other. */
  readonly unkept: string | null;
  /** Null until something was measured on this adapter. */
  readonly time: {
    readonly adapter: AdapterReport;
    readonly millisecondsPerStep: number;
    readonly secondsPerValidation: number;
    /** Of the whole run, if it does not end early. */
    readonly seconds: number;
    /** What was measured, as a sentence. */
    readonly basis: string;
  } | null;
}

export interface Preview extends ShapingPreview {
  readonly shaping: Shaping;
  /** Null where the model cannot be trained on what is left, or none was named. */
  readonly estimate: Estimate | null;
  /** Why the model cannot be trained on it, as an error would say; null where it can, or none was named. */
  readonly unfit: string | null;
}

/** A paired comparison on the same users. */
export interface Versus {
  readonly baseline: string;
  readonly metric: string;
  readonly difference: Interval;
  readonly sentence: string;
}

/** A run that this browser keeps and that is not over. */
export interface Unfinished {
  readonly recipe: Recipe;
  readonly step: number;
  readonly epoch: number;
  /** The kept dataset that it goes on with, to be opened by `reopen` with the recipe's shaping; null where that is not kept. */
  readonly kept: Id | null;
}

/** The last run that was over, as long as what training it for longer takes is kept: until another one begins. */
export interface Ended extends Unfinished {
  /** As it is listed; null where it was taken off the list. */
  readonly run: Id | null;
  /** Why it cannot go on for more epochs, to the bits of a run that had them from the beginning; null where it can. */
  readonly whyNot: string | null;
}

/** So many more epochs on the opened dataset of that run. */
export interface MoreEpochs {
  readonly dataset: Id;
  readonly epochs: number;
}

/** How a kept run is taken up again. */
export type RecoverOptions = Pick<TrainOptions, 'watch' | 'steps'>;

export interface TrainOptions {
  /** User whose list is told at each validation, as an index into the validation targets: the first when absent, at most the last. */
  readonly watch?: number;
  /** Pauses after so many steps; goes on to the end when absent. */
  readonly steps?: number;
  /** Variants of an earlier run, to repeat its bits. */
  readonly variants?: Choices;
  /** Test baselines too; true when absent. */
  readonly baselines?: boolean;
}
