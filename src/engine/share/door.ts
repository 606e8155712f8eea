import type { Id } from '../messages.ts';
import type { RecipeInput, RunSummary } from '../run/messages.ts';
import type { QuantizationPrice, SnapshotOptions } from '../run/snapshot_messages.ts';
import type {
  CompletedRecipe,
  ForeignWeights,
  LinkView,
  MadeLink,
  OnePageExport,
  OnePageOptions,
  OnnxExport,
  OnnxOptions,
  OpenedLink,
  ProjectExport,
  ProjectOf,
  Repository,
  RepositoryFiles,
  RepositoryOptions,
  TablesExport,
  TablesOptions,
} from './messages.ts';

/** Models and recipes on their way out and in: files and links. */
export interface ShareDoor {
  /** The run's best weights as a safetensors file; as int8, with the price stated in it. */
  snapshot(run: Id, options?: SnapshotOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** What int8 costs a run trained here, on its validation targets under its own protocol. @throws SettingsError */
  quantizationPrice(run: Id): Promise<QuantizationPrice>;
  /**
   * The run's best weights in one page of HTML that recommends by itself, without any network; as int8 when no precision is named.
   * @throws SettingsError where its file is too large for a page
   */
  onePage(run: Id, options?: OnePageOptions): Promise<OnePageExport>;
  /**
   * The run's best weights as an ONNX file, which was run and gave the model's own lists and logits; `progress` hears the fraction of that done.
   * @throws SettingsError where the model cannot be exported or the file says anything else
   */
  onnx(run: Id, options?: OnnxOptions, progress?: (done: number) => void): Promise<OnnxExport>;
  /**
   * The run as a project in PyTorch that goes on where it stands, with the interactions themselves; `progress` hears the fraction done.
   * @throws SettingsError where a part of it has no PyTorch text or its data are not open
   */
  project(of: ProjectOf, progress?: (done: number) => void): Promise<ProjectExport>;
  /**
   * The run's best weights as a folder as the hub of Hugging Face has them: model.safetensors, config.json and a card with how it was measured. Opened again it is the
   * same model to the bit. @throws SettingsError, SnapshotError
   */
  repository(run: Id, options?: RepositoryOptions, progress?: (done: number) => void): Promise<Repository>;
  /** The same folder file by file, for whoever puts it elsewhere. @throws SettingsError, SnapshotError */
  repositoryFiles(run: Id, options?: RepositoryOptions): Promise<RepositoryFiles>;
  /**
   * A dataset after shaping, as RecBole's atomic files or as Parquet, a split marked where one is named. Read here again without shaping it has the fingerprint that is told.
   * @throws SettingsError, ImportError where it cannot be split so, CancelledError
   */
  tables(dataset: Id, options: TablesOptions, progress?: (done: number) => void): Promise<TablesExport>;
  /** Whether a file is to be opened as a model: an archive that holds one, or a pickle, which `load` refuses by name. */
  holdsModel(file: Blob): Promise<boolean>;
  /** Opens a snapshot, or a zip archive that holds one, as a run that can recommend. @throws SnapshotError */
  load(snapshot: Uint8Array<ArrayBuffer>): Promise<RunSummary>;

  /**
   * Weights of another program as a run that can recommend, and be saved as a model file: GRU4Rec of RecBole, and projects that were ejected here.
   * @throws SnapshotError for what is another model than ours, naming what differs, and for a pickle; SettingsError
   */
  importWeights(given: ForeignWeights): Promise<RunSummary>;

  /** A link that contains the run's model as int8. @throws SnapshotError where it is too large for one */
  modelLink(run: Id, options?: { readonly titles?: boolean; readonly view?: LinkView }): Promise<MadeLink>;
  /** A link that repeats a run of this session, or would start one of this recipe. @throws SettingsError */
  recipeLink(of: { readonly run: Id } | RecipeInput, view?: LinkView): Promise<MadeLink>;
  /** Opens the part of an address from `#` on; a model as a run that can recommend. @throws SnapshotError */
  openLink(hash: string): Promise<OpenedLink>;
  /** What a recipe would train, with every default filled in. @throws SettingsError */
  completed(recipe: RecipeInput): Promise<CompletedRecipe>;
}
