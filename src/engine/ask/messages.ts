/** What crosses the facade about recommendations: lists and reasons. Plain data. */
import type { SeenRule } from '../../evaluate/protocol.ts';
import type { AnyValues, Settings } from '../../parts/settings.ts';
import type { Item } from '../data/messages.ts';
import type { Steps } from '../../recommend/session.ts';
import type { Steering } from '../../decoders/steering.ts';
import type { Interval } from '../../evaluate/bootstrap.ts';
import type { Id } from '../messages.ts';
import type { Recommendation } from '../run/evaluation_messages.ts';

export type { Steering, Steps };

/** When each item of a history was taken, in seconds from one beginning for all of them; null where nobody knows. */
export type Times = readonly (number | null)[];

/** Of which kind each event of a history was; null where nobody knows, and one that the model does not know counts as that. */
export type EventKinds = readonly (string | null)[];

/** What each event of a history was worth, in the unit of the data that trained; null where nobody knows. */
export type EventValues = readonly (number | null)[];

export interface ExplainOptions {
  /** For a model that reads them; without them nobody knows when any item was taken. */
  readonly times?: Times;
  /** For a model that reads them; without them nobody knows of which kind any event was. */
  readonly kinds?: EventKinds;
  /** For a model that reads them; without them nobody knows what any event was worth. */
  readonly values?: EventValues;
}

export interface RankOptions extends ExplainOptions {
  /** How many, at most 128; 10 when absent. */
  readonly count?: number;
  /** Whether items of the history may be recommended; the run's protocol decides when absent. */
  readonly seen?: SeenRule;
  /** How the list is made of what a model guesses; the whole catalogue is scored when absent. */
  readonly decoder?: AskedDecoder;
  /** What the list is held to and leans to, whoever recommends; by categories also where codes are searched. */
  readonly steer?: Steering;
  /** Items that the model has never seen, to be placed beside those that it has: of a model whose codes were made of text; at most 16. */
  readonly newItems?: readonly NewItem[];
  /** A dataset that may know more of the items than a model's file does: categories, and how often they were taken. */
  readonly described?: Id;
}

/** An item that a model of codes has never seen, by what is written on it. */
export interface NewItem {
  readonly title: string;
  readonly category?: string;
}

/** Where a new item stands among the whole catalogue and the other new ones. */
export interface PlacedItem extends Recommendation {
  /** The codes that it gets. */
  readonly codes: readonly number[];
  /** Items of the catalogue that have the same codes, which nothing tells it from: at most 3 of them. */
  readonly alike: readonly Item[];
  /** Words of its title that stand in no title the codes were made of. */
  readonly unknown: readonly string[];
}

/** Whether a run can place items that it has never seen. */
export interface NewItems {
  /** Why it cannot, as a sentence; null where it can. */
  readonly refusal: string | null;
  /** Whether it knows items by codes at all. */
  readonly coded: boolean;
}

/** A decoder by its name, and what is set of it; the rest is usual. */
export interface AskedDecoder {
  readonly name: string;
  readonly values?: AnyValues;
}

/** A way to make a list of what a model guesses. */
export interface DecoderCard {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly source: string;
  readonly settings: Settings;
}

/** A list that was searched for, beside the exact one of the same length. */
export interface Search {
  readonly decoder: string;
  /** Of each item of the list its place in the exact one, from 0. */
  readonly places: readonly number[];
  /** Items of the exact list that were not found. */
  readonly missed: readonly Recommendation[];
}

/** A list, and what it took to read the history that it follows. */
export interface Ranking {
  /** New items are in it where the whole catalogue was scored: no search knows them. */
  readonly list: readonly Recommendation[];
  /** The new items that were asked about, in order. */
  readonly newItems: readonly PlacedItem[];
  /** Ids of the steering that are no items of the catalogue: they change nothing. */
  readonly unknownItems: readonly string[];
  /** Null where the whole catalogue was scored. */
  readonly search: Search | null;
  /** Null where nothing is read position by position, as by a baseline. */
  readonly steps: Steps | null;
  /** Whether the model reads when items were taken: without times it is asked as if nobody knew. */
  readonly readsTimes: boolean;
  /** The kinds of events that the model tells apart; null where it reads none. */
  readonly kinds: readonly string[] | null;
  /** The values of events that the model tells apart, ascending: one counts as the last that is not above it; null where it reads none. */
  readonly levels: readonly number[] | null;
}

/** What lists of a dataset's items can be steered by. */
export interface SteeringCard {
  /** Those of the items, of the most items first. */
  readonly categories: readonly { readonly name: string; readonly items: number }[];
  /** How much a list leans. */
  readonly settings: Settings;
}

/** What steering costs: lists of ten after the histories of some users, without it and with it. */
export interface SteeringPrice {
  /** Who were asked for, one validation target each. */
  readonly users: number;
  /** Of so many. */
  readonly ofUsers: number;
  readonly free: ListMetrics;
  readonly steered: ListMetrics;
  /** NDCG@10 with steering less NDCG@10 without it, user by user. */
  readonly difference: Interval;
}

interface ListMetrics {
  readonly hr10: number;
  readonly ndcg10: number;
}

/** How the score of one item changes when one item of the history is left out. */
export interface Explanation {
  readonly item: Item;
  readonly score: number;
  /** Of each item that the score depends on: what lies before a model's window changes nothing and is not listed. */
  readonly contributions: readonly {
    readonly position: number;
    readonly item: Item;
    /** Score with the item in the history, less the score without it. */
    readonly change: number;
    /** Share of the last position's attention on the item, the mean over all heads; null without attention. */
    readonly looked: number | null;
  }[];
}

/** The user of a sample whose last item two recommenders place most differently. */
export interface Surprise {
  readonly index: number;
  readonly user: string;
  /** Places of the last item, from 0. */
  readonly place: number;
  readonly besidePlace: number;
  /** Users in the sample. */
  readonly of: number;
}
