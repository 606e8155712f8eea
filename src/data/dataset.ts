import type { History } from '../core/history.ts';
import type { GivenCodes } from './given_codes.ts';

/**
 * A dataset: every user's history in time order, and the catalogue it draws from.
 * Items and users are indices from 0 in order of first appearance in the file; ids stay the strings they were.
 */
export interface Catalogue {
  readonly ids: readonly string[];
  /** One title per item where a title column or an item file gave one; empty string where it did not. */
  readonly titles: readonly string[] | null;
  readonly categories: readonly string[] | null;
}

export const tieRules = ['file order', 'seeded shuffle'] as const;
export type TieRule = (typeof tieRules)[number];

export const duplicateRules = ['keep', 'drop repeated rows', 'collapse consecutive'] as const;
export type Duplicates = (typeof duplicateRules)[number];

/** Kinds of events, such as view, cart and purchase, and of which kind each interaction is. */
export interface Kinds {
  /** At most MOST_KINDS, different ones, those of most events in the file first. */
  readonly names: readonly string[];
  /** Of each interaction k + 1 for the kind of place k among the names, UNKNOWN_KIND where nobody knows it. */
  readonly of: Uint8Array;
}

/** How rows became histories; part of the recipe. */
export interface Shaping {
  /** Rows equal in user, item, time and kind of event dropped, or runs of one item collapsed to one. */
  readonly duplicates: Duplicates;
  /** Users and items with fewer interactions are dropped until none is left; 1 keeps all. */
  readonly minimumUser: number;
  readonly minimumItem: number;
  /** Histories are cut where more than this many seconds pass, and each piece is a user of its own; null cuts none. */
  readonly sessionGap: number | null;
  /** Only the last N interactions of each user, or session; null keeps all. */
  readonly lastN: number | null;
  /** What orders events of one user at one time. */
  readonly ties: TieRule;
  /** Seed of the tie shuffle. */
  readonly seed: number;
}

export const defaultShaping: Shaping = {
  duplicates: 'keep',
  minimumUser: 1,
  minimumItem: 1,
  sessionGap: null,
  lastN: null,
  ties: 'file order',
  seed: 0,
};

/** Characters of a dataset's name, which stands in everything that is kept of a run on it. */
export const LONGEST_NAME = 1024;

export interface Dataset {
  readonly name: string;
  readonly users: readonly string[];
  readonly catalogue: Catalogue;
  /** (users + 1): the history of user u is items[offsets[u]] … items[offsets[u + 1] − 1], oldest first. */
  readonly offsets: Uint32Array;
  /** Item index of every interaction. */
  readonly items: Uint32Array;
  /** Seconds since 1970 of every interaction; null where the file has no time. */
  readonly times: Float64Array | null;
  /** Of every interaction: 0 trains, 1 validates, 2 is tested, where the authors of the data divided it. */
  readonly parts?: Uint8Array;
  /** Where the file says of which kind each event is. They are no part of the fingerprint: see `digestOfKinds`. */
  readonly kinds?: Kinds;
  /**
   * What each interaction was worth, such as a rating, NaN where nobody knows; absent where nobody knows any. They are no part of the
   * fingerprint: see `digestOfValues`.
   */
  readonly values?: Float64Array;
  /** Codes of its items from elsewhere; absent where nobody gave any. They are no part of the fingerprint: they have a digest of their own. */
  readonly codes?: GivenCodes;
  readonly shaping: Shaping;
  /** SHA-256, hex, of ids, histories, times, parts and shaping. */
  readonly fingerprint: string;
}

/** Interactions as read, in file order, before any shaping. */
export interface Interactions {
  readonly name: string;
  readonly users: readonly string[];
  readonly catalogue: Catalogue;
  /** Per interaction: index into users, index into catalogue.ids, seconds or null for file order. */
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  readonly time: Float64Array | null;
  /**
   * Which file of a divided benchmark each is of: 0 training, 1 validation, 2 test, ascending, so that the order of the
   * file is that of the parts; absent where nobody divided them.
   */
  readonly part?: Uint8Array;
  /** Absent where no column says of which kind an event is. */
  readonly kinds?: Kinds;
  /** What each was worth, finite, NaN where nobody knows; absent where no column says it of any. */
  readonly values?: Float64Array;
}

/** The interactions from `from` up to `to`, all of one user, as a view. */
export const historyBetween = ({ items, times, kinds, values }: Dataset, from: number, to: number): History => ({
  items: items.subarray(from, to),
  times: times?.subarray(from, to) ?? null,
  kinds: kinds?.of.subarray(from, to) ?? null,
  values: values?.subarray(from, to) ?? null,
});

/** The history of user `u`, oldest first, as a view. */
export const history = (dataset: Dataset, u: number): History =>
  historyBetween(dataset, dataset.offsets[u], dataset.offsets[u + 1]);
