/** What crosses the facade about what travels by link. Plain data. */
import type { Shaping } from '../../data/dataset.ts';
import type { SplitRule } from '../../data/split.ts';
import type { Mark } from '../../exchange/marks.ts';
import type { ExchangeFormat } from '../../exchange/tables.ts';
import type { TextFile } from '../../exchange/weights/items_file.ts';
import type { LinkView } from '../../snapshot/link.ts';
import type { SeenRule } from '../../evaluate/protocol.ts';
import type { AnyValues } from '../../parts/settings.ts';
import type { Id } from '../messages.ts';
import type { Recipe, RecipeInput, RunSummary } from '../run/messages.ts';
import type { SnapshotOptions } from '../run/snapshot_messages.ts';
import type { SweepGrid } from '../run/sweep_messages.ts';

export type { LinkView, Mark, ExchangeFormat };

/** How an ONNX file agrees with the model that it was made of, in double precision here and in single there. */
export interface OnnxAgreement {
  /** What ran the file. */
  readonly runtime: string;
  readonly histories: number;
  /** Items of each list that were compared. */
  readonly places: number;
  /** The largest difference of two logits, of the largest logit of the same history. */
  readonly difference: number;
}

export interface OnnxOptions {
  /** Reads one item after another, and is given what it told of those before; it reads whole histories when absent. */
  readonly streaming?: boolean;
  /** Tells the places and scores of so many best items beside the logits; none when absent. */
  readonly top?: number;
  /** Whether item titles go with the ids; true when absent. */
  readonly titles?: boolean;
}

/** A model in a page that recommends by itself: docs/exchange.md says what it holds. */
export interface OnePageExport {
  readonly html: Uint8Array<ArrayBuffer>;
  /** Of the model's file in it; the rest is the program. */
  readonly modelBytes: number;
}

/** How the model's file is made that goes into a page. */
export type OnePageOptions = Pick<SnapshotOptions, 'precision' | 'titles'>;

/** A model as an ONNX file: docs/onnx.md says what it reads and says. */
export interface OnnxExport {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Names of what it reads, and of what it tells. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly verified: OnnxAgreement;
}

/**
 * What is ejected: a run of this session or a model that is open, on the open dataset that it was trained on unless another is
 * named; or the unfinished run that is kept, on its data; or all runs of a sweep, none of which has begun.
 */
export type ProjectOf =
  | { readonly run: Id; readonly dataset?: Id }
  | { readonly unfinished: Id }
  | { readonly sweep: SweepGrid };

/** A run as a project in PyTorch: docs/eject.md says what is in it. */
export interface ProjectExport {
  /** A zip archive of one folder. */
  readonly zip: Uint8Array<ArrayBuffer>;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Where it goes on, and whether with the moments of Adam. */
  readonly epoch: number;
  readonly step: number;
  readonly moments: boolean;
}

export interface RepositoryOptions {
  /** Whether item titles go with the ids; true when absent. */
  readonly titles?: boolean;
  /** As of a snapshot: whether all that training it again takes goes with it. */
  readonly receipt?: boolean;
  /** What the card says of the licence of the data, a line of up to 200 characters; "not stated" when absent. */
  readonly dataLicence?: string;
}

/** A model as a folder of the hub: docs/exchange.md says what is in it. */
export interface Repository {
  /** A zip archive of one folder. */
  readonly zip: Uint8Array<ArrayBuffer>;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** README.md. */
  readonly card: string;
}

/** The same folder file by file. */
export interface RepositoryFiles {
  readonly files: readonly { readonly path: string; readonly content: Uint8Array<ArrayBuffer> }[];
  readonly card: string;
}

/** Weights that somebody trained elsewhere, and what no state dict says. */
export interface ForeignWeights {
  /** A safetensors file, or a zip archive that holds one. */
  readonly weights: Uint8Array<ArrayBuffer>;
  /** A file of the items in the order of their rows: a list of ids, or of ids and titles, in JSON, or items.csv of a project. */
  readonly items: TextFile;
  /** run.json of a project in PyTorch that was ejected here, which says model and settings. */
  readonly run?: TextFile;
  /** The model whose names in PyTorch they have, as in such a project. When absent, and without `run`, it is known by its names. */
  readonly model?: string;
  /** Settings that no shape says, such as `length` and `heads`; usual when absent. */
  readonly config?: AnyValues;
  /** Whether items of the history are recommended; `filtered` when absent. */
  readonly seen?: SeenRule;
  /** What the data are called. */
  readonly name?: string;
}

export interface TablesOptions {
  /** RecBole's atomic files, the same divided into training, validation and test, or Parquet. */
  readonly format: ExchangeFormat;
  /** The split that is marked in a column, or told by files; none when absent, which files of a benchmark must not be. */
  readonly split?: SplitRule;
}

/** A dataset, after shaping, as files that other programs read: docs/exchange.md says what is in them. */
export interface TablesExport {
  /** The name of the data, as that of files may be. */
  readonly name: string;
  /** A zip archive of one folder. */
  readonly zip: Uint8Array<ArrayBuffer>;
  readonly files: readonly { readonly path: string; readonly rows: number; readonly bytes: number }[];
  /** What names the data to whoever reads the files here and shapes nothing. */
  readonly fingerprint: string;
  /** Whether that is this dataset but for how it was shaped: the same users, items, histories and numbers. */
  readonly equal: boolean;
  /** Whether users and items are numbered there as here. */
  readonly sameNumbers: boolean;
  /** What the split makes of the interactions; null where none was named. */
  readonly marked: Readonly<Record<Mark, number>> | null;
  /** Interactions that are in no file, since their histories neither train nor are asked. */
  readonly left: number;
}

/** A link that was made: everything after the address of the page, from `#` on. */
export interface MadeLink {
  readonly hash: string;
  /** Bytes of the file inside; 0 for a recipe. */
  readonly bytes: number;
}

/** A recipe as a link carries it: names this version knows, values in their ranges, but the dataset is still to be opened. */
export interface SharedRecipe {
  readonly data:
    | { readonly world: string; readonly title: string; readonly seed: number }
    /** `fingerprint`: its first 16 hex digits; `guessed` as in a recipe. */
    | { readonly name: string; readonly fingerprint: string; readonly guessed?: true };
  readonly shaping: Partial<Shaping>;
  readonly input: Omit<RecipeInput, 'dataset'>;
  /** First 16 hex digits of the SHA-256 of the completed recipe; see `completed`. */
  readonly digest: string;
  /** What the sender's run scored on its test targets; null where it had not been tested. */
  readonly scored: SharedScore | null;
}

export interface SharedScore {
  readonly hr10: number;
  readonly ndcg10: number;
  readonly users: number;
  readonly epochs: number;
}

/** What a link held. */
export type OpenedLink =
  | { readonly kind: 'model'; readonly view: LinkView; readonly run: RunSummary }
  | { readonly kind: 'recipe'; readonly view: LinkView; readonly recipe: SharedRecipe };

/** A recipe with every default filled in, and what tells it from others. */
export interface CompletedRecipe {
  readonly recipe: Recipe;
  readonly digest: string;
}
