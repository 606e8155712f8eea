/** What crosses the facade about datasets: files, tables, histories. Plain data that survives structured clone. */
import type { Alike } from '../../core/code_use.ts';
import type { Duplicates, Shaping } from '../../data/dataset.ts';
import type {
  BlankItems,
  Change,
  FileRows,
  ImportPlan,
  Problem,
  Progress as ReadingProgress,
  Twins,
} from '../../data/import/types.ts';
import type { BestAchievable } from '../../data/simulator/world.ts';
import type { SplitRule, Stage } from '../../data/split.ts';
import type { Id } from '../messages.ts';

export type { DatasetAudit } from '../../data/audit.ts';
export type { IdList, IdsOf } from '../../data/id_list.ts';
export type { Bar } from '../../data/distribution.ts';
export type {
  ColumnPlan,
  Delimiter,
  Encoding,
  FileFormat,
  FilePlan,
  FileRole,
  FirstLines,
  FormatChange,
  FormatChoice,
  InputFiles,
  Joined,
  Keep,
  Lines,
  ListForm,
  NamedBlob,
  Part,
  ProblemKind,
  Question,
  Role,
  Spelling,
  TableFormat,
  TimeForm,
} from '../../data/import/types.ts';
export type { ShapingPreview } from '../../data/preview.ts';
export type { Gap, Period, Popular } from '../../data/shaping/charts.ts';
export type {
  BestAchievable,
  BlankItems,
  Change,
  Duplicates,
  FileRows,
  ImportPlan,
  Problem,
  ReadingProgress,
  Shaping,
  SplitRule,
  Stage,
  Twins,
};

/** Codes of a dataset's items that were made elsewhere. */
export interface GivenCodesCard {
  /** Of the file. */
  readonly name: string;
  readonly items: number;
  /** Codes of an item, and how many there are to choose from for each: those up to the highest number. */
  readonly slots: number;
  readonly size: number;
  /** Items of the file that the dataset has not. */
  readonly elsewhere: number;
  readonly alike: Alike;
}

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
  /** Whether its times are seconds since 1970: it has some, and they are no order numbers. */
  readonly dated: boolean;
  /** Whether its items have titles or categories. */
  readonly texts: boolean;
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
  /** Of which kind each event was, null where nobody knows; null where the file does not say it. */
  readonly kinds: readonly (string | null)[] | null;
  /** What each event was worth, null where nobody knows; null where the file does not say it. */
  readonly values: readonly (number | null)[] | null;
}

/** A user of a dataset, to be chosen from. */
export interface UserCard {
  /** Place in the dataset, from 0. */
  readonly index: number;
  readonly user: string;
  /** Interactions. */
  readonly length: number;
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
  /** Targets that are tested and never occur in training: no count and no id can learn them. */
  readonly cold: number;
  /** Where validation and test begin, in seconds since 1970; null but for a split by time of a dataset that has times. */
  readonly cuts: { readonly validation: number; readonly test: number } | null;
  /** How what is asked differs from what was published, as sentences; empty for the other rules. */
  readonly departures: readonly string[];
}
