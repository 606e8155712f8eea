import type { Id } from '../messages.ts';
import type { Keeping, KeptDataset, StorageReport } from './kept_messages.ts';
import type {
  Correction,
  DatasetAudit,
  DatasetSummary,
  FileFormat,
  FirstLines,
  GivenCodesCard,
  History,
  IdList,
  ImportPlan,
  InputFiles,
  NamedBlob,
  OpenOptions,
  Reading,
  ReadingProgress,
  Shaping,
  SplitCard,
  UserCard,
  WorldCard,
} from './messages.ts';

/** Datasets: opened or simulated, shaped, audited, kept. */
export interface DataDoor {
  /** The simulated worlds, each with what is to be found in it. */
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
  /** Opens a reading, or shapes an opened dataset differently; the file is not read again. */
  reshape(source: Id, shaping: Partial<Shaping>): Promise<DatasetSummary>;
  /**
   * Codes of its items as somebody has published them, item to tokens such as `<a_12>` (docs/formats.md): runs of models that know items by codes take
   * these, unless they name a tokenizer. Held as long as the dataset is open. @throws SettingsError
   */
  giveCodes(dataset: Id, file: { readonly name: string; readonly text: string }): Promise<GivenCodesCard>;
  /** Takes back the codes that a dataset was given, so that runs make their own again. */
  takeBackCodes(dataset: Id): Promise<void>;
  /**
   * Ids in a file of any kind that is imported, such as users to recommend to, or items that may be listed with what is in stock.
   * @throws ImportError
   */
  readIds(file: File | NamedBlob, of: 'users' | 'items'): Promise<IdList>;
  /** What a dataset says of itself before any model: lengths, popularity, ties, leakage, with warnings. */
  audit(dataset: Id): Promise<DatasetAudit>;
  /** Every way to divide a dataset into what trains, validates and is tested. */
  splits(dataset: Id): Promise<readonly SplitCard[]>;
  /** Histories of users `from` … `from + count − 1`. */
  histories(dataset: Id, from: number, count: number): Promise<readonly History[]>;
  /** Users whose id contains the text, closest first; a whole number also finds the user at that place, from 1. */
  findUsers(dataset: Id, text: string, count?: number): Promise<readonly UserCard[]>;

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
}
