/** The run on screen. */
import type {
  BatchWalk,
  Ended,
  Health,
  Prepared,
  Recipe,
  RunSummary,
  Unfinished,
  ValidationPoint,
  Watched,
} from '../../worker/contract.ts';
import type { RunPhase } from '../phases.ts';
import type { Choice } from './model.ts';

export interface StepFacts {
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly loss: number;
  readonly skipped: number;
  /** Of the last step, before clipping. */
  readonly norm: number;
  readonly millisecondsPerStep: number;
  readonly preparingPerStep: number;
  readonly positionsPerSecond: number;
  readonly secondsLeft: number;
  readonly seconds: number;
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
  /** Another run was asked for while one is paused: what becomes of that one is asked first. */
  readonly replacing: boolean;
  /** What was asked of a run that has not left its work yet. */
  readonly leaving: 'pause' | 'stop' | null;
  readonly prepared: Prepared | null;
  /** How far the codes of the items are made, 0 to 1; null where none are being made. */
  readonly coded: number | null;
  readonly steps: StepFacts | null;
  readonly lossVersion: number;
  readonly validation: readonly ValidationPoint[];
  /** On the validation targets. */
  readonly baselineScores: readonly BaselineScore[];
  /** The baseline that is being measured, and how much of it is done, 0 to 1; null where none is. */
  readonly measured: { readonly title: string; readonly done: number } | null;
  /** Of one user, by step. */
  readonly watched: readonly Watched[];
  readonly health: Health | null;
  /** One batch in slow motion; null before it was asked for. */
  readonly walk: BatchWalk | null;
  /** Why it could not be computed. */
  readonly walkFailure: string | null;
  /** What the run on screen was started with; null where a kept run was recovered. */
  readonly trained: { readonly dataset: string; readonly choice: Choice } | null;
  /** Whether the next run has the seed of this one. */
  readonly sameSeed: boolean;
  /** The curve of the run that was on screen before this one; null before a second one. */
  readonly before: { readonly recipe: Recipe; readonly validation: readonly ValidationPoint[] } | null;
  readonly summary: RunSummary | null;
  readonly runs: readonly RunSummary[];
  readonly unfinished: Unfinished | null;
  /** The run that can be trained for longer; null where none is kept for that. */
  readonly ended: Ended | null;
}

/** The part of the run slice that belongs to one run. */
export const freshRun = {
  note: '',
  leaving: null,
  run: null,
  prepared: null,
  coded: null,
  steps: null,
  lossVersion: 0,
  validation: [],
  baselineScores: [],
  measured: null,
  watched: [],
  health: null,
  walk: null,
  walkFailure: null,
  trained: null,
  summary: null,
} satisfies Partial<RunSlice>;

export const run: RunSlice = {
  ...freshRun,
  ...{ phase: 'idle', working: false, replacing: false, sameSeed: true },
  ...{ before: null, runs: [], unfinished: null, ended: null },
};
