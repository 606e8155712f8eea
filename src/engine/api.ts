/**
 * The facade: Nextup without a screen. The page (through the worker), the browser console (`window.nextup`) and the
 * command line all call this and nothing below it.
 */
import type { CompareOptions, Contender, Intervals, RunComparison, ShelfReport } from './run/compare_messages.ts';
import type { KeptDataset, Keeping, StorageReport } from './data/kept_messages.ts';
import type {
  AdapterReport,
  BaselineCard,
  ConformanceReport,
  ConformanceResult,
  Correction,
  DatasetAudit,
  DatasetSummary,
  EvaluateOptions,
  FileFormat,
  FirstLines,
  History,
  Id,
  ImportPlan,
  InputFiles,
  Item,
  KernelCheck,
  KernelReport,
  Metrics,
  ModelCard,
  OpenOptions,
  Preview,
  Reading,
  ReadingProgress,
  Shaping,
  SplitCard,
  StepCounts,
  TrainingCard,
  UserCard,
  WorldCard,
} from './data/messages.ts';
import type { Inquiry } from './inquiries.ts';
import type { LensCard, LensPicture, LookOptions } from './ask/look_messages.ts';
import type { PaperCard, PaperRun } from './check/paper_messages.ts';
import type { Explanation, RankOptions, Recommendation, Recommender, Surprise } from './ask/messages.ts';
import type {
  BatchWalk,
  Estimate,
  EstimateOptions,
  Listener,
  RecipeInput,
  RecoverOptions,
  RunSummary,
  TrainOptions,
  Unfinished,
  Watched,
} from './run/messages.ts';
import type {
  CompletedRecipe,
  LinkView,
  MadeLink,
  OpenedLink,
  QuantizationPrice,
  SnapshotOptions,
} from './share/messages.ts';

export type * from './run/compare_messages.ts';
export type * from './data/kept_messages.ts';
export type * from './data/messages.ts';
export type { Inquiry } from './inquiries.ts';
export type * from './ask/look_messages.ts';
export type * from './check/paper_messages.ts';
export type * from './ask/messages.ts';
export type * from './run/messages.ts';
export type * from './share/messages.ts';

export interface Engine {
  /** @throws DeviceError where there is no WebGPU, saying what to do */
  adapter(): Promise<AdapterReport>;

  worlds(): Promise<readonly WorldCard[]>;
  /** Makes a simulated world; determined by (name, seed). */
  simulate(world: string, seed?: number): Promise<DatasetSummary>;
  /**
   * Looks at the beginnings of files. `formats` says how to read some of them; what the user corrected in `before`, a plan
   * of the same files, stays where the columns are still the same. @throws ImportError
   */
  sniff(files: InputFiles, formats?: readonly FileFormat[], before?: ImportPlan): Promise<ImportPlan>;
  /** How files begin in which `sniff` found no table, read as `formats` says. @throws ImportError */
  firstLines(files: InputFiles, formats?: readonly FileFormat[]): Promise<readonly FirstLines[]>;
  /** Corrects a plan before it is opened. @throws SettingsError */
  correct(plan: ImportPlan, correction: Correction): Promise<ImportPlan>;
  /** What must be chosen before a plan can be opened, as sentences; empty where nothing is missing. */
  missing(plan: ImportPlan): Promise<readonly string[]>;
  /** Reads, matches, cleans and shapes. @throws ImportError, CancelledError */
  open(files: InputFiles, options?: OpenOptions, progress?: (p: ReadingProgress) => void): Promise<DatasetSummary>;
  /** Reads without opening, so that one can look at the problems first. Only the last reading is held. @throws as `open` */
  read(files: InputFiles, plan: ImportPlan, progress?: (p: ReadingProgress) => void): Promise<Reading>;
  /** Rows that a reading left out because they could not be used, as CSV; the first 10,000. */
  rejectedRows(reading: Id): Promise<string>;
  /** Cancels the reading in progress. */
  cancelOpen(): Promise<void>;
  /**
   * What a shaping of a dataset or of a reading would leave, and what training a model on that would take. Asking again
   * ends the question before with a CancelledError. @throws SettingsError
   */
  preview(source: Id, shaping: Partial<Shaping>, model?: Omit<RecipeInput, 'dataset'>): Promise<Preview>;
  /** Opens a reading, or shapes an opened dataset differently; the file is not read again. */
  reshape(source: Id, shaping: Partial<Shaping>): Promise<DatasetSummary>;
  audit(dataset: Id): Promise<DatasetAudit>;
  /** Every way to divide a dataset into what trains, validates and is tested. */
  splits(dataset: Id): Promise<readonly SplitCard[]>;
  /** Histories of users `from` … `from + count − 1`. */
  histories(dataset: Id, from: number, count: number): Promise<readonly History[]>;
  /** Users whose id contains the text, closest first; a whole number also finds the user at that place, from 1. */
  findUsers(dataset: Id, text: string, count?: number): Promise<readonly UserCard[]>;
  /** Items whose title or id contains the text: closest first, then the most popular; all for an empty text. */
  findItems(
    source: { readonly dataset: Id } | { readonly run: Id },
    text: string,
    count?: number,
  ): Promise<readonly Item[]>;

  /** Keeps an opened dataset in this browser, so that `reopen` needs no file; one that is kept already stays so. */
  keep(dataset: Id): Promise<Keeping>;
  /** Datasets that this browser keeps, the one used last first. */
  keptDatasets(): Promise<readonly KeptDataset[]>;
  /** Opens a kept dataset, shaped as it was last unless said otherwise. @throws SettingsError, SnapshotError */
  reopen(kept: Id, shaping?: Partial<Shaping>): Promise<DatasetSummary>;
  /** Deletes a kept dataset; where it is open it stays so. @throws SettingsError where an unfinished run needs it */
  forgetDataset(kept: Id): Promise<void>;
  /** What this browser stores for this page, and may. */
  storage(): Promise<StorageReport>;

  models(): Promise<readonly ModelCard[]>;
  training(): Promise<TrainingCard>;
  baselines(): Promise<readonly BaselineCard[]>;

  /** What a recipe will cost: parameters, memory, time. Needs no device unless it is to measure. @throws SettingsError */
  estimate(recipe: RecipeInput, options?: EstimateOptions): Promise<Estimate>;
  /**
   * Trains; resolves when the run is finished, paused or stopped. Its checkpoint goes once it is on the shelf; where there is no
   * shelf, or the run could not be put there, it stays until `discard`. @throws SettingsError, DeviceError
   */
  train(recipe: RecipeInput, listen?: Listener, options?: TrainOptions): Promise<RunSummary>;
  /** Pauses after the step in flight and keeps a checkpoint; a run that is not in progress stays as it is. */
  pause(run: Id): Promise<void>;
  /** Goes on where the run stands, to the same bits as if it had never paused. */
  resume(run: Id, listen?: Listener): Promise<RunSummary>;
  /** Makes exactly one step of a paused run, which stays paused; bits as if it had gone on. @throws SettingsError */
  step(run: Id, listen?: Listener): Promise<RunSummary>;
  /**
   * Watches another user from now on, as an index into the validation targets, and answers with their list by the best weights so far
   * (computed on the CPU). @throws SettingsError
   */
  watch(run: Id, user: number): Promise<Watched>;
  /**
   * One small batch from its ids to its gradients, by the references on the CPU with the weights of the run's last
   * checkpoint; trains nothing.
   */
  walk(run: Id): Promise<BatchWalk>;
  /**
   * Ends the run early: its best weights are tested and it is kept. A run in progress ends after the step in flight, the call
   * that trains it answers, and this answers null at once; a paused one, or one that failed and can be resumed, is tested
   * now, which this answers. Any other run stays as it is. @throws SettingsError where the run is not known, DeviceError
   */
  stop(run: Id, listen?: Listener): Promise<RunSummary | null>;
  /** The unfinished run this browser keeps, if there is one. */
  unfinished(): Promise<Unfinished | null>;
  /**
   * Continues the kept run on an opened dataset of the same fingerprint, e.g. after a reload; with `steps: 0` it waits, paused,
   * to be resumed or stopped. @throws SettingsError, SnapshotError, DeviceError
   */
  recover(dataset: Id, listen?: Listener, options?: RecoverOptions): Promise<RunSummary>;
  /** Forgets the kept run. */
  discard(): Promise<void>;
  /** Runs of this session, and finished ones that were kept of earlier ones, the oldest first; then opened snapshots. */
  runs(): Promise<readonly RunSummary[]>;
  /** Names a run; an empty name goes back to its number. @throws SettingsError */
  rename(run: Id, name: string): Promise<RunSummary>;
  /** Takes a run off the list and out of storage; `restore` undoes it for as long as this session lasts. */
  forget(run: Id): Promise<void>;
  restore(run: Id): Promise<RunSummary>;
  /** What is kept of finished runs, and what of it cannot be read. */
  shelf(): Promise<ShelfReport>;
  /** Deletes kept runs that cannot be read. */
  removeDamaged(): Promise<void>;
  /** Paired bootstrap of a metric over the same users, or why these two may not be compared. */
  compare(a: Contender, b: Contender, options?: CompareOptions): Promise<RunComparison>;
  /** Bootstrap intervals of the test metrics at 10. @throws SettingsError where there was no test */
  intervals(of: Contender): Promise<Intervals>;

  /** Ranks every target of a stage; `progress` hears the fraction done, 0 to 1. @throws SettingsError, CancelledError */
  evaluate(target: Recommender, options?: EvaluateOptions, progress?: (done: number) => void): Promise<Metrics>;
  /** History by item ids, oldest first; ids the catalogue lacks are named in the error. @throws SettingsError */
  recommend(by: Recommender, history: readonly string[], options?: RankOptions): Promise<readonly Recommendation[]>;
  /** Leaves out one item after another, of those that can change anything. */
  explain(by: Recommender, history: readonly string[], item: string): Promise<Explanation>;
  /** The ways to look into a run's model that have something to show of it. */
  lenses(run: Id): Promise<readonly LensCard[]>;
  /**
   * What a lens shows of a run's model on a history: of a lens that reads only the model, without one; of one that reads an item, of
   * the last. Null where it has nothing to show. @throws SettingsError
   */
  look(
    run: Id,
    lens: string,
    history?: readonly string[],
    options?: LookOptions,
  ): Promise<readonly LensPicture[] | null>;
  /** Of 48 users drawn by the seed, the one whose last item the two recommenders place most differently. */
  surprise(by: Recommender, beside: Recommender, dataset: Id, seed?: number): Promise<Surprise>;
  /** Whether every item of the dataset is in the run's catalogue, so that its histories can be asked about. */
  knows(run: Id, dataset: Id): Promise<boolean>;
  /** Ends every inquiry of this kind that is being answered; whoever asked it gets a CancelledError. @throws SettingsError */
  cancel(inquiry: Inquiry): Promise<void>;

  /** The run's best weights as a safetensors file; as int8, with the price stated in it. */
  snapshot(run: Id, options?: SnapshotOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** What int8 costs a run trained here, on its validation targets under its own protocol. @throws SettingsError */
  quantizationPrice(run: Id): Promise<QuantizationPrice>;
  /** Opens a snapshot as a run that can recommend. @throws SnapshotError */
  load(snapshot: Uint8Array<ArrayBuffer>): Promise<RunSummary>;
  /** A link that contains the run's model as int8. @throws SnapshotError where it is too large for one */
  modelLink(run: Id, options?: { readonly titles?: boolean; readonly view?: LinkView }): Promise<MadeLink>;
  /** A link that repeats a run of this session, or would start one of this recipe. @throws SettingsError */
  recipeLink(of: { readonly run: Id } | RecipeInput, view?: LinkView): Promise<MadeLink>;
  /** Opens the part of an address from `#` on; a model as a run that can recommend. @throws SnapshotError */
  openLink(hash: string): Promise<OpenedLink>;
  /** What a recipe would train, with every default filled in. @throws SettingsError */
  completed(recipe: RecipeInput): Promise<CompletedRecipe>;

  /** Every kernel against its reference on this adapter; `filter` is the beginning of a name. */
  conformance(filter?: string, report?: (results: readonly ConformanceResult[]) => void): Promise<ConformanceReport>;
  /**
   * One kernel: its variants against its reference on every case, then timed beside one another on this adapter, in rounds of
   * one after another; `progress` hears the fraction done. @throws SettingsError, DeviceError
   */
  kernel(check: KernelCheck, progress?: (done: number) => void): Promise<KernelReport>;
  /** Counts of one training step in the steady state, from instrumentation. */
  counts(recipe: RecipeInput): Promise<StepCounts>;

  /** Every paper that this product draws on, each with the status that its recorded result gives it now. */
  papers(): Promise<readonly PaperCard[]>;
  /** Runs the experiment of a paper; `progress` hears the fraction done, 0 to 1. @throws SettingsError, CancelledError */
  runPaper(paper: string, progress?: (done: number) => void): Promise<PaperRun>;
}
