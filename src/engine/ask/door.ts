import type { Item } from '../data/messages.ts';
import type { Inquiry } from '../inquiries.ts';
import type { Id } from '../messages.ts';
import type { Recommendation, Recommender } from '../run/evaluation_messages.ts';
import type { ListsOptions, ListsReport } from './lists_messages.ts';
import type { LensCard, LensPicture, LookOptions } from './look_messages.ts';
import type {
  DecoderCard,
  Explanation,
  ExplainOptions,
  NewItems,
  RankOptions,
  Ranking,
  Steering,
  SteeringCard,
  SteeringPrice,
  Surprise,
} from './messages.ts';

/** Questions to whoever recommends: lists, reasons, a look inside. */
export interface AskDoor {
  /** Items whose title or id contains the text: closest first, then the most popular; all for an empty text. */
  findItems(
    source: { readonly dataset: Id } | { readonly run: Id },
    text: string,
    count?: number,
  ): Promise<readonly Item[]>;
  /** Whether every item of the dataset is in the run's catalogue, so that its histories can be asked about. */
  knows(run: Id, dataset: Id): Promise<boolean>;

  /**
   * History by item ids, oldest first, and when each was taken among the options; ids the catalogue lacks are named in the
   * error. @throws SettingsError
   */
  recommend(by: Recommender, history: readonly string[], options?: RankOptions): Promise<readonly Recommendation[]>;
  /** The same list, and what it took to read the history: what was read for the list before is not read again. */
  ranking(by: Recommender, history: readonly string[], options?: RankOptions): Promise<Ranking>;
  /**
   * Lists for all users of a dataset, or for some, after their whole histories, as a file that comes in pieces: `receive` is given one after
   * another, and the next is made once it has answered. `progress` hears the fraction done. @throws SettingsError, CancelledError, DeviceError
   */
  lists(
    by: Recommender,
    dataset: Id,
    options: ListsOptions,
    receive: (piece: Uint8Array<ArrayBuffer>) => void | Promise<void>,
    progress?: (done: number) => void,
  ): Promise<ListsReport>;
  /** The ways in which a run's model can be asked for a list, the exact one first. */
  decoders(run: Id): Promise<readonly DecoderCard[]>;
  /** What lists of a dataset's items can be steered by. */
  steering(dataset: Id): Promise<SteeringCard>;
  /**
   * What steering costs on the validation targets of 200 users of the dataset, drawn by the seed, under the protocol of the run,
   * or the usual one of the dataset where a baseline recommends; `progress` hears the fraction done. @throws SettingsError, CancelledError
   */
  steeringPrice(
    by: Recommender,
    steer: Steering,
    dataset: Id,
    seed?: number,
    progress?: (done: number) => void,
  ): Promise<SteeringPrice>;
  /** Whether a run can place items that it has never seen, by their titles; `ranking` places them. */
  newItems(run: Id): Promise<NewItems>;
  /** Leaves out one item after another, of those that can change anything. */
  explain(by: Recommender, history: readonly string[], item: string, options?: ExplainOptions): Promise<Explanation>;
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

  /** Ends every inquiry of this kind that is being answered; whoever asked it gets a CancelledError. @throws SettingsError */
  cancel(inquiry: Inquiry): Promise<void>;
}
