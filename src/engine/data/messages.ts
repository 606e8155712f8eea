/**
 * What crosses the facade about data and models: plain data that survives structured clone. Recommendations are in
 * `recommend_messages.ts`, runs in `run_messages.ts`, the facade itself in `api.ts`.
 */
import type { DatasetAudit } from '../../data/audit.ts';
import type { Duplicates, Shaping } from '../../data/dataset.ts';
import type { Bar } from '../../data/distribution.ts';
import type {
  BlankItems,
  Change,
  ColumnPlan,
  Delimiter,
  Encoding,
  FileFormat,
  FormatChange,
  FormatChoice,
  FilePlan,
  FileRole,
  FileRows,
  FirstLines,
  ImportPlan,
  InputFiles,
  Joined,
  Keep,
  Lines,
  ListForm,
  Part,
  Problem,
  ProblemKind,
  Progress as ReadingProgress,
  Question,
  Role,
  Spelling,
  TableFormat,
  TimeForm,
  Twins,
} from '../../data/import/types.ts';
import type { ShapingPreview } from '../../data/preview.ts';
import type { Gap, Period, Popular } from '../../data/shaping/charts.ts';
import type { BestAchievable } from '../../data/simulator/world.ts';
import type { SplitRule, Stage } from '../../data/split.ts';
import type { Interval } from '../../evaluate/bootstrap.ts';
import type { Metrics } from '../../evaluate/metrics.ts';
import type { SeenRule, StatedProtocol } from '../../evaluate/protocol.ts';
import type { AdapterReport } from '../../gpu/device.ts';
import type { Config, StageWords } from '../../models/model.ts';
import type { Preset } from '../../parts/part.ts';
import type { AnyValues, NumberSetting, Setting, Settings } from '../../parts/settings.ts';
import type { ConformanceResult } from '../../runtime/conformance.ts';
import type { VariantTiming } from '../../runtime/side_by_side.ts';
import type { FirstUse } from '../../runtime/tuning.ts';
import type { Choices } from '../../runtime/tuning.ts';
import type { TrainingSettings } from '../../train/settings.ts';
import type { Estimate } from '../run/messages.ts';

export type {
  AnyValues,
  AdapterReport,
  Bar,
  BestAchievable,
  BlankItems,
  Change,
  Choices,
  ColumnPlan,
  Config,
  ConformanceResult,
  DatasetAudit,
  Delimiter,
  Duplicates,
  Encoding,
  FileFormat,
  FormatChange,
  FormatChoice,
  FilePlan,
  FileRole,
  FileRows,
  FirstLines,
  Gap,
  ImportPlan,
  InputFiles,
  Interval,
  Joined,
  Keep,
  Lines,
  ListForm,
  Metrics,
  NumberSetting,
  Part,
  Period,
  Popular,
  Preset,
  Problem,
  ProblemKind,
  Question,
  StageWords,
  ReadingProgress,
  Role,
  SeenRule,
  Setting,
  Settings,
  Spelling,
  SplitRule,
  Shaping,
  ShapingPreview,
  Stage,
  StatedProtocol,
  TableFormat,
  TimeForm,
  TrainingSettings,
  Twins,
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
  /** What may be wrong although the rows were read, as sentences. */
  readonly doubts: readonly string[];
  /** Where the rows of each file went; empty for simulated worlds. */
  readonly files: readonly FileRows[];
  /** Ids written in two ways, joined or not. */
  readonly twins: readonly Twins[];
  /** Rows without an item but with a title, which may stand for it. */
  readonly titledBlanks: number;
  /** Only for simulated worlds whose process is known; no model can pass it on average. */
  readonly best: BestAchievable | null;
  /** How the files divide the interactions, and whether they are tested so; null where nobody divided them. */
  readonly division: string | null;
  /** The split that is used where none is named. */
  readonly usualSplit: SplitRule;
}

/** What was read from files and is not open yet: `reshape` opens it. */
export interface Reading {
  readonly id: Id;
  readonly name: string;
  /** Data rows of the interactions file; `rejected` of them were left out because they could not be used. */
  readonly rows: number;
  readonly rejected: number;
  /** Why the user must agree to leave so many rows out; null where they are few. */
  readonly consent: string | null;
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
  /** How it is shaped where nobody says otherwise. */
  readonly shaping: Shaping;
  /** As of the dataset that it would become without shaping. */
  readonly division: string | null;
  readonly usualSplit: SplitRule;
  /** What orders a history: times, plain order numbers, or the order of the file. */
  readonly time: 'seconds' | 'order' | 'none';
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** What may be wrong although the rows were read, as sentences. */
  readonly doubts: readonly string[];
  /** Where the rows of each file went. */
  readonly files: readonly FileRows[];
  /** Ids written in two ways, joined or not. */
  readonly twins: readonly Twins[];
  /** How many times every row stands in the table, at least: 2 where a file was put after itself. */
  readonly copies: number;
  /** Rows without an item but with a title, which may stand for it. */
  readonly titledBlanks: number;
  /** Size of the files of interactions on disk, and how long reading took. */
  readonly bytes: number;
  readonly seconds: number;
}

export interface Preview extends ShapingPreview {
  readonly shaping: Shaping;
  /** Null where no history is long enough to train on, or no model was named. */
  readonly estimate: Estimate | null;
}

/** What a user may correct in a plan, the answer to one of its questions included. */
export type Correction = Change | { readonly question: number; readonly answer: number };

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
  /** Seconds since 1970, or order numbers where the file has those in their place; null where it has neither. */
  readonly times: readonly number[] | null;
}

/** A user of a dataset, to be chosen from. */
export interface UserCard {
  /** Place in the dataset, from 0. */
  readonly index: number;
  readonly user: string;
  /** Interactions. */
  readonly length: number;
}

/** A part that others are put together with. */
export interface PartCard {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly source: string;
  readonly settings: Settings;
}

export interface ModelCard {
  readonly name: string;
  readonly title: string;
  /** What it is, to stand in a sentence; {length} is the number of items it reads. */
  readonly says: string;
  readonly source: string;
  readonly settings: Settings;
  /** Settings worth starting from, the usual ones first. */
  readonly presets: readonly [Preset, ...Preset[]];
  /** What it is trained on where nobody says otherwise, and what may be set of that. */
  readonly objective: PartCard;
  /** Its parts in the order of the forward pass. */
  readonly stages: readonly StageWords[];
}

/** How training may be set. */
export interface TrainingCard {
  readonly settings: Settings;
}

export interface BaselineCard {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

/** One way to divide a dataset, with what it would give. */
export interface SplitCard {
  readonly rule: SplitRule;
  /** Why the dataset cannot be divided like this; null where it can. */
  readonly lacking: string | null;
  /** Interactions that train. */
  readonly trained: number;
  /** Targets that validate, and targets that are tested: one of each user but as published. */
  readonly validated: number;
  readonly tested: number;
  /** Targets that are tested and never occur in training: nobody can learn them. */
  readonly cold: number;
  /** Where validation and test begin, in seconds since 1970; null but for a split by time of a dataset that has times. */
  readonly cuts: { readonly validation: number; readonly test: number } | null;
  /** How what is asked differs from what was published, as sentences; empty for the other rules. */
  readonly departures: readonly string[];
}

export interface EvaluateOptions {
  readonly stage?: Stage;
  /** Of a baseline; a run has its own. When absent as in a recipe. */
  readonly split?: SplitRule;
  readonly seen?: SeenRule;
}

export interface StepCounts {
  readonly dispatches: number;
  readonly submits: number;
  readonly buffersCreated: number;
  readonly bindGroupsCreated: number;
  readonly awaitedReadbacks: number;
  /** Before the first step of all, for training and validation, where nothing of the adapter is remembered. */
  readonly firstUse: { readonly software: FirstUse; readonly gpu: FirstUse };
}

export interface ConformanceReport {
  readonly adapter: AdapterReport;
  readonly kernels: readonly ConformanceResult[];
  readonly passed: number;
  readonly failed: number;
}

/** What is asked of one kernel. */
export interface KernelCheck {
  readonly name: string;
  /** Checked alone, and first among those that are timed; when absent all are checked. */
  readonly variant?: string;
  /** Parameters of the timing that differ from those of the kernel's largest case. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** How often each variant is timed (5). */
  readonly rounds?: number;
}

/** A variant beside the others: milliseconds of one run, and its median by that of the first. */
export interface TimedVariant extends VariantTiming {
  readonly barrierFree: boolean;
  /** No figure from hardware speaks for it yet. */
  readonly unmeasured: boolean;
  /** Never tried on a GPU. */
  readonly softwareOnly: boolean;
}

export interface KernelReport {
  readonly adapter: AdapterReport;
  readonly kernel: string;
  readonly checks: readonly ConformanceResult[];
  readonly passed: number;
  readonly failed: number;
  /** One where all variants run at the same sizes. */
  readonly timings: readonly {
    readonly case: Readonly<Record<string, number>>;
    readonly rounds: number;
    readonly variants: readonly TimedVariant[];
  }[];
}
