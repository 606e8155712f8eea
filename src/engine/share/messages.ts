/** What crosses the facade about models that travel: files and links. Plain data. */
import type { Shaping } from '../../data/dataset.ts';
import type { LinkView } from '../../snapshot/link.ts';
import type { StatedScore } from '../../snapshot/manifest.ts';
import type { Storage } from '../../snapshot/storage.ts';
import type { Recipe, RecipeInput, RunSummary } from '../run/messages.ts';

export type { LinkView, StatedScore, Storage };

/** How a model is written to a file. */
export interface SnapshotOptions {
  /** How weights are stored; `f32` when absent. `int8` takes about a quarter of the room. */
  readonly precision?: Storage;
  /** Whether item titles go with the ids; true when absent. */
  readonly titles?: boolean;
}

/** Scores on the same targets before and after the weights went through int8. */
export interface QuantizationPrice {
  readonly stage: 'validation';
  /** Users ranked, of all whose targets there are: fewer where no GPU was free. */
  readonly users: number;
  readonly of: number;
  readonly measuredOn: 'gpu' | 'cpu';
  readonly f32: { readonly hr10: number; readonly ndcg10: number };
  readonly int8: { readonly hr10: number; readonly ndcg10: number };
}

/** What a snapshot says about itself; its author is not known. */
export interface SnapshotFacts {
  readonly weights: Storage;
  readonly items: number;
  readonly titled: boolean;
  readonly scores: readonly StatedScore[];
  readonly bytes: number;
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
