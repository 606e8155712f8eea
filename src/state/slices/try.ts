/** A history and what is recommended after it. */
import type {
  AskedDecoder,
  Explanation,
  Item,
  NewItem,
  PlacedItem,
  Recommendation,
  Search,
  Steering,
  SteeringPrice,
  Steps,
} from '../../worker/contract.ts';

export interface HistoryEntry extends Item {
  /** Tells entries of the same item apart; new for each entry. */
  readonly key: number;
  /** Kept in its place, but left out of what is asked. */
  readonly muted: boolean;
  /** Seconds since 1970 at which the user took it; null for an item that was added or moved, and where nobody knows. */
  readonly time: number | null;
  /** Of which kind the user's own event was; null for an item that was added, and where nobody knows. */
  readonly kind: string | null;
  /** What the user's own event was worth, as a rating; null for an item that was added, and where nobody knows. */
  readonly value: number | null;
}

/** Place, from 0, of each item id. */
export type Places = Readonly<Record<string, number>>;

/** A ranked list beside the one before it. */
export interface RankedList {
  /** The first ten. */
  readonly items: readonly Recommendation[];
  /** Of the first hundred; of a list that was searched for, of the first ten. */
  readonly places: Places;
  /** The lowest score of those. */
  readonly floor: number;
  /** The places before the last change, and what was first; null at first. */
  readonly before: Places | null;
  readonly first: Item | null;
  /** What was found of the exact list and what was not; null where the whole catalogue was scored. */
  readonly search: Search | null;
  /** Where the items that were typed stand. */
  readonly newItems: readonly PlacedItem[];
  /** Ids of the rules that are no items. */
  readonly unknownItems: readonly string[];
  /** What it took to read the history; null where nothing is read position by position. */
  readonly steps: Steps | null;
  /** Whether who recommends reads when items were taken. */
  readonly readsTimes: boolean;
  /** The kinds of events that who recommends tells apart; null where none are read. */
  readonly kinds: readonly string[] | null;
  /** The values of events that who recommends tells apart, ascending; null where none are read. */
  readonly levels: readonly number[] | null;
}

/** Which of the two lists. */
export type ListName = 'run' | 'baseline';

/** What an edit changes, and undo brings back. */
export interface Trial {
  /** Whose history it is or was before it was edited; null for one that was built. */
  readonly user: { readonly index: number; readonly name: string } | null;
  readonly history: readonly HistoryEntry[];
  /** What the user really took after the history as it was; null where nobody knows. */
  readonly taken: Item | null;
}

/** What can be had back beside a trial: the history it was edited from, and the items that were typed. */
export interface Remembered extends Trial {
  readonly own: Trial | null;
  /** Items that the run asked has never seen, to be placed in its list. */
  readonly newItems: readonly NewItem[];
}

export interface TrySlice extends Remembered {
  /** The run asked; null asks the baseline alone. */
  readonly asked: string | null;
  /** Somebody chose who is asked, so a run that ends does not change that. */
  readonly askedByHand: boolean;
  /** How the list of the run asked is made; null scores the whole catalogue. */
  readonly decoder: Required<AskedDecoder> | null;
  /** What both lists are held to and lean to; nothing where it is empty. */
  readonly steer: Steering;
  /** What that costs: the fraction that is worked out so far, then the answer; null where nobody asked. */
  readonly steeringPrice: number | SteeringPrice | null;
  readonly baseline: string;
  /** What was really taken is not told yet, so that one can guess. */
  readonly guessing: boolean;
  /** The run asked knows the dataset's items: users and baselines can stand beside it. */
  readonly shared: boolean;
  /** The history was emptied on purpose. */
  readonly emptied: boolean;
  readonly past: readonly Remembered[];
  readonly future: readonly Remembered[];
  readonly runList: RankedList | null;
  readonly baselineList: RankedList | null;
  /** Lists to compare with instead of those before the last change. */
  readonly pinned: Readonly<Record<ListName, Places | null>> | null;
  /** Whose place in which list is being explained. */
  readonly explaining: { readonly list: ListName; readonly item: string } | null;
  /** Null until it is worked out. */
  readonly explanation: Explanation | null;
  /** Why the last users were picked, or what the last paste found. */
  readonly remark: string | null;
}

/** The part of the try slice that belongs to one dataset. */
export const freshTry: TrySlice = {
  asked: null,
  askedByHand: false,
  decoder: null,
  steer: {},
  steeringPrice: null,
  baseline: 'popularity',
  guessing: false,
  shared: true,
  user: null,
  history: [],
  emptied: false,
  taken: null,
  own: null,
  newItems: [],
  past: [],
  future: [],
  runList: null,
  baselineList: null,
  pinned: null,
  explaining: null,
  explanation: null,
  remark: null,
};
