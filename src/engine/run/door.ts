import type { InputFiles, Shaping } from '../data/messages.ts';
import type { Id } from '../messages.ts';
import type { Tokenized, TokenizeOptions } from './code_messages.ts';
import type { CompareOptions, Contender, Intervals, RunComparison, ShelfReport } from './compare_messages.ts';
import type { BringOptions, BroughtEncoder, EncodedItems, EncoderCard } from './encoder_messages.ts';
import type { EvaluateOptions, Metrics, Recommender } from './evaluation_messages.ts';
import type {
  Ended,
  Estimate,
  EstimateOptions,
  Listener,
  MoreEpochs,
  Preview,
  RecipeInput,
  RecoverOptions,
  RunSummary,
  TrainOptions,
  Unfinished,
  Watched,
} from './messages.ts';
import type { BaselineCard, ModelCard, PartCard, TrainingCard } from './model_messages.ts';
import type { SweepGrid, SweepRun, SweepTable } from './sweep_messages.ts';
import type { BatchWalk } from './walk_messages.ts';

/** Runs: what can be trained and what it costs, training, finished runs, how good they are. */
export interface RunDoor {
  /** The models that can be trained, each with its settings, presets and source. */
  models(): Promise<readonly ModelCard[]>;
  /** What may be set of training, whatever the model. */
  training(): Promise<TrainingCard>;
  /** Recommenders without training. */
  baselines(): Promise<readonly BaselineCard[]>;
  /** Ways to make codes for items, with their settings. */
  tokenizers(): Promise<readonly PartCard[]>;
  /**
   * Takes the files of a text encoder in ONNX: model.onnx, tokenizer.json and what sentence-transformers writes beside them. They are looked at, not run, and kept
   * where there is room. @throws SettingsError where they are not understood, or are not what `sha256` names
   */
  bringEncoder(files: InputFiles, options?: BringOptions): Promise<BroughtEncoder>;
  /** The encoders that are here, kept ones first. */
  encoders(): Promise<readonly EncoderCard[]>;
  /** Removes an encoder, with its files where they are kept. */
  forgetEncoder(encoder: Id): Promise<void>;
  /**
   * Vectors of the items of a dataset by an encoder that is here, as a source for codes: afterwards `vectors` may be `encoder`, or what the answer
   * says. `progress` hears how many texts are read, and of how many. What was cancelled goes on when it is asked for again. @throws SettingsError, CancelledError
   */
  encode(dataset: Id, encoder: Id, progress?: (read: number, of: number) => void): Promise<EncodedItems>;
  /** Makes codes for the items of a dataset and trains nothing on them; `progress` hears the fraction done. @throws SettingsError, DeviceError, CancelledError */
  tokenize(dataset: Id, options?: TokenizeOptions, progress?: (done: number) => void): Promise<Tokenized>;

  /**
   * What a shaping of a dataset or of a reading would leave, and what training a model on that would take, or why it
   * cannot be trained on it. Asking again ends the question before with a CancelledError. @throws SettingsError
   */
  preview(source: Id, shaping: Partial<Shaping>, model?: Omit<RecipeInput, 'dataset'>): Promise<Preview>;
  /** What a recipe will cost: parameters, memory, time. Needs no device unless it is to measure. @throws SettingsError */
  estimate(recipe: RecipeInput, options?: EstimateOptions): Promise<Estimate>;

  /**
   * Trains; resolves when the run is finished, paused or stopped. Its checkpoint stays: for `goOn` once it is on the shelf; where there
   * is no shelf, or the run could not be put there, as unfinished until `settle` or `discard`. @throws SettingsError, DeviceError
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
  /** The kept run is not unfinished any more: where it was saved by other means than the shelf. */
  settle(): Promise<void>;
  /** The last run that was over, if it is still kept with all that training it takes: until another one begins. */
  ended(): Promise<Ended | null>;
  /**
   * Trains that one for so many more epochs, as another run, to the bits of one that had them from the beginning. One that ended because
   * nothing improved goes on without early stopping. @throws SettingsError where it cannot, as `ended` says; SnapshotError, DeviceError
   */
  goOn(what: MoreEpochs, listen?: Listener, options?: RecoverOptions): Promise<RunSummary>;

  /** Runs of this session, and finished ones that were kept of earlier ones, the oldest first; then opened snapshots. */
  runs(): Promise<readonly RunSummary[]>;
  /** Names a run; an empty name goes back to its number. @throws SettingsError */
  rename(run: Id, name: string): Promise<RunSummary>;
  /** Takes a run off the list and out of storage; `restore` undoes it for as long as this session lasts. */
  forget(run: Id): Promise<void>;
  /** Brings a run back that was taken off the list. */
  restore(run: Id): Promise<RunSummary>;
  /** What is kept of finished runs, and what of it cannot be read. */
  shelf(): Promise<ShelfReport>;
  /** Deletes kept runs that cannot be read. */
  removeDamaged(): Promise<void>;

  /** Ranks every target of a stage; `progress` hears the fraction done, 0 to 1. @throws SettingsError, CancelledError */
  evaluate(target: Recommender, options?: EvaluateOptions, progress?: (done: number) => void): Promise<Metrics>;
  /** Paired bootstrap of a metric over the same users, or why these two may not be compared. */
  compare(a: Contender, b: Contender, options?: CompareOptions): Promise<RunComparison>;
  /** Bootstrap intervals of the test metrics at 10. @throws SettingsError where there was no test */
  intervals(of: Contender): Promise<Intervals>;

  /**
   * Which setting of a grid is best, of the runs in the text of a file of results, and what is still to be trained for it.
   * @throws SettingsError for a recipe that cannot be trained, before anything is; CancelledError
   */
  sweep(grid: SweepGrid, results?: string): Promise<SweepTable>;
  /** A run of this session as it stands among the `runs` of such a file. @throws SettingsError where it was not tested */
  sweepRun(run: Id): Promise<SweepRun>;
}
