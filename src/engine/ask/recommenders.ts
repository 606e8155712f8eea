import { SettingsError } from '../../core/errors.ts';
import { stretch, type Field, type History } from '../../core/history.ts';
import { Pacer, type Pace } from '../../core/pace.ts';
import { history as historyOf } from '../../data/dataset.ts';
import { query, target, usualRule } from '../../data/split.ts';
import { hidesSeen, type SeenRule } from '../../evaluate/protocol.ts';
import { lastLook } from '../../lenses/attention_weights.ts';
import { probeOf } from '../../recommend/probe.ts';
import { best, leaveOneOut, placeOf, type Ranked } from '../../recommend/rank.ts';
import type { LeftOut, Reader } from '../../recommend/reader.ts';
import type { Steps, Session } from '../../recommend/session.ts';
import type { Steering } from '../../decoders/steering.ts';
import { mostSurprising, sample } from '../../recommend/surprise.ts';
import type { Recommendation, Recommender } from '../run/evaluation_messages.ts';
import type { Id } from '../messages.ts';
import { decodedList, leaningList, type AskedList, type DecodedList } from './decoded.ts';
import type {
  AskedDecoder,
  Explanation,
  ExplainOptions,
  NewItems,
  RankOptions,
  Ranking,
  SteeringPrice,
  Surprise,
} from './messages.ts';
import { steeredBy } from './steered.ts';
import { PLACES, priceOf, pricedTargets, type TwoLists } from './steering_price.ts';
import { beside, codesOfNew } from './new_items.ts';
import type { BaselineFits } from '../run/baseline_fits.ts';
import type { Datasets } from '../data/datasets.ts';
import { askedHistory } from './asked_history.ts';
import { readBy } from './read_history.ts';
import { describer } from './describer.ts';
import { describeItem, indicesOf, unknownOf, type KnownItems } from '../data/items.ts';
import type { AskableModel } from '../run/askable.ts';
import { refusesTitles } from '../run/new_titles.ts';
import type { Runs } from '../run/runs.ts';

/** What leaving out items does, and where the model looked: of the last positions, those that it reads. */
interface Reasons extends LeftOut {
  /** Weight on each when the next one is asked for; null for what has no attention. */
  readonly looked: ArrayLike<number> | null;
}

interface Followed {
  readonly steps: Steps | null;
  readonly scores: ArrayLike<number>;
  /** The score that an item with such codes has; null where items have none. */
  readonly scoreOf: ((codes: ArrayLike<number>) => number) | null;
  /** The list that a decoder makes of what was guessed. @throws SettingsError, CancelledError */
  readonly decoded: (decoder: AskedDecoder | undefined, wish: AskedList) => Promise<DecodedList>;
}

/** Something that scores the catalogue after a history. */
export interface Source {
  /** Null of a baseline. */
  readonly model: AskableModel | null;
  readonly items: KnownItems;
  readonly seen: SeenRule;
  /** The kinds of events that are told apart. */
  readonly kinds: readonly string[];
  /** The values of events that are told apart. */
  readonly levels: readonly number[];
  /** What is read of events beside their items. */
  readonly fields: readonly Field[];
  readonly scores: (history: History, pace: Pace) => Promise<ArrayLike<number>>;
  /** The same, going on from the history that was followed before. */
  readonly followed: (history: History, pace: Pace) => Promise<Followed>;
  readonly reasons: (history: History, item: number, pace: Pace) => Promise<Reasons>;
}

const EXACT: AskedDecoder = { name: 'exact' };

/** @throws SettingsError for a decoder that searches codes */
function baselineList(scores: ArrayLike<number>, { name }: AskedDecoder, wish: AskedList): DecodedList {
  if (name !== EXACT.name)
    throw new SettingsError(`decoder: a baseline has no codes for '${name}', expected ${EXACT.name}`);
  return leaningList(scores, name, wish);
}

/** Users among whom a surprise is sought: about half a second on one core. */
const SAMPLED = 48;

/** Lists and explanations, from runs, snapshots and baselines alike. All rest, and throw CancelledError. */
export class Recommenders {
  private readonly datasets: Datasets;
  private readonly runs: Runs;
  private readonly fits: BaselineFits;
  /** Where the last list stands. One model's: a session holds the states of a whole window. */
  private last: { readonly reader: Reader; readonly session: Session } | null = null;

  constructor(datasets: Datasets, runs: Runs, fits: BaselineFits) {
    this.datasets = datasets;
    this.runs = runs;
    this.fits = fits;
  }

  async ranking(by: Recommender, ids: readonly string[], options: RankOptions, pace: Pace): Promise<Ranking> {
    const { count = 10, newItems = [] } = options;
    const pacer = new Pacer('recommend', pace);
    const source = await this.source(by, pace);
    const history = await askedHistory(source, ids, options, pacer);
    const describe = await describer(this.datasets, source.items, options.described, pacer);
    const { barred, lean, unknown } = await steeredBy(options.steer, source.items.ids.length, describe, pacer);
    const hidden = new Set([...(hidesSeen(options.seen ?? source.seen) ? history.items : []), ...barred]);
    const coded = await codesOfNew(source.model, newItems, lean !== null, pace);
    const { steps, decoded, scores, scoreOf } = await source.followed(history, pace);
    const { list: found, search } = await decoded(options.decoder, { count, hidden, lean });
    const { fields, kinds, levels, model } = source;
    const all =
      model === null || scoreOf === null ? null : beside(model, newItems, coded, { scores, hidden, scoreOf, describe });
    const described = ({ item, score }: Ranked, rank: number): Recommendation => ({
      ...(all?.at(item) ?? describe(item)),
      ...{ rank, score },
    });
    const list = all === null || coded.length === 0 || search !== null ? found : all.best(count);
    return {
      list: list.map(described),
      newItems: all === null ? [] : all.placed,
      unknownItems: unknown,
      search: search && { ...search, missed: search.missed.map((missed) => described(missed, missed.rank)) },
      ...{ steps, readsTimes: fields.includes('times'), kinds: fields.includes('kinds') ? kinds : null },
      levels: fields.includes('values') ? levels : null,
    };
  }

  async explain(
    by: Recommender,
    ids: readonly string[],
    id: string,
    options: ExplainOptions,
    pace: Pace,
  ): Promise<Explanation> {
    const pacer = new Pacer('explain', pace);
    const source = await this.source(by, pace);
    const { items } = source;
    const history = await askedHistory(source, ids, options, pacer);
    const [item] = await indicesOf(items, [id], pacer);
    const { score, changes, looked } = await source.reasons(history, item, pace);
    const first = history.items.length - changes.length;
    const contributions = Array.from(changes, (change, at) => ({
      position: first + at,
      item: describeItem(items, history.items[first + at]),
      change,
      looked: looked?.[at] ?? null,
    }));
    return { item: describeItem(items, item), score, contributions };
  }

  /** Of a sample of users, the one whose last item the two place most differently. */
  async surprise(by: Recommender, beside: Recommender, dataset: Id, seed: number, pace: Pace): Promise<Surprise> {
    const pacer = new Pacer('surprise', pace);
    const { dataset: data, items, time } = this.datasets.get(dataset);
    const [one, other] = [await this.source(by, pace), await this.source(beside, pace)];
    const users = sample(this.datasets.split(dataset).test.users, SAMPLED, seed);
    const place = async (source: Source, user: number): Promise<number> => {
      const whole = await readBy(source, { data, items, time }, historyOf(data, user), pacer);
      const before = stretch(whole, 0, -1);
      const hidden = new Set(hidesSeen(source.seen) ? before.items : []);
      return placeOf(await source.scores(before, pace), hidden, whole.items[whole.items.length - 1]);
    };
    const { user, places } = await mostSurprising(users, async (u) => [await place(one, u), await place(other, u)]);
    return { index: user, user: data.users[user], place: places[0], besidePlace: places[1], of: users.length };
  }

  /** What steering costs on the validation targets of some users, beside the same lists without it. */
  async steeringPrice(
    by: Recommender,
    steering: Steering,
    dataset: Id,
    seed: number,
    pace: Pace,
  ): Promise<SteeringPrice> {
    const pacer = new Pacer('price', pace);
    const { dataset: data, items, time } = this.datasets.get(dataset);
    const source = await this.source(by, pace);
    const rule = 'run' in by ? (await this.runs.summarise(by.run)).recipe.protocol.split : usualRule(data);
    const split = this.datasets.split(dataset, rule);
    const describe = await describer(this.datasets, source.items, dataset, pacer);
    const { barred, lean } = await steeredBy(steering, source.items.ids.length, describe, pacer);
    const targets = pricedTargets(split, seed);
    const lists: TwoLists[] = [];
    for (const [n, k] of targets.entries()) {
      const [wanted] = await indicesOf(source.items, [items.ids[target(split, 'validation', k)]], pacer);
      const history = await readBy(source, { data, items, time }, query(split, 'validation', k), pacer);
      const scores = await source.scores(history, { signal: pace.signal });
      const seen = hidesSeen(source.seen) ? history.items : [];
      const hidden = new Set([...seen, ...barred]);
      const free = best(scores, new Set(seen), PLACES);
      const steered = lean === null ? best(scores, hidden, PLACES) : lean(scores, hidden, PLACES);
      lists.push({ target: wanted, free, steered });
      await pacer.rest(n / targets.length);
    }
    return priceOf(lists, data.users.length, pace);
  }

  /** Whether every item of the dataset is in the run's catalogue, so that its histories can be asked about. */
  async knows(run: Id, dataset: Id): Promise<boolean> {
    const { items } = this.runs.model(run);
    const wanted = this.datasets.get(dataset).items;
    return wanted === items || (await unknownOf(items, wanted.ids, new Pacer('knows', {}))).length === 0;
  }

  /** Whether a run can place items that it has never seen. */
  newItems(run: Id): NewItems {
    const model = this.runs.model(run);
    return { refusal: refusesTitles(model), coded: model.reader.codes !== null };
  }

  /** One question at a time goes on from where a model stands; another one meanwhile begins anew. */
  private async follow(reader: Reader, history: History, pace: Pace): Promise<Followed> {
    const session = this.last?.reader === reader ? this.last.session : reader.session();
    this.last = null;
    const steps = await session.follow(history, pace);
    const { state } = session;
    const scores = await session.scores(pace);
    this.last = { reader, session };
    const decoded = (decoder: AskedDecoder = EXACT, wish: AskedList): Promise<DecodedList> =>
      decodedList(reader, state, scores, decoder, wish, pace);
    const { scorer } = reader;
    const scoreOf = reader.codes && ((codes: ArrayLike<number>): number => scorer.scoreOf(state, codes));
    return { steps, decoded, scores, scoreOf };
  }

  /** @throws SettingsError for what is not there, CancelledError */
  async source(by: Recommender, pace: Pace): Promise<Source> {
    if ('run' in by) {
      const model = this.runs.model(by.run);
      const { items, seen, kinds, levels, reader } = model;
      return {
        model,
        items,
        seen,
        kinds,
        levels,
        fields: reader.fields,
        scores: (history, at) => reader.scores(history, at),
        followed: (history, at) => this.follow(reader, history, at),
        reasons: async (history, item, at) => ({
          ...(await reader.leaveOneOut(history, item, at)),
          looked: await lastLook(probeOf(reader, history), at),
        }),
      };
    }
    const { items } = this.datasets.get(by.dataset);
    const { scorer, reads } = await this.fits.of(this.datasets.split(by.dataset), by.baseline, pace);
    const { seen } = this.datasets.audit(by.dataset);
    const score = (history: ArrayLike<number>, item: number): number => scorer.score(Uint32Array.from(history))[item];
    // A copy, since the next question may come before this is read.
    const scores = ({ items: taken }: History) => Promise.resolve(scorer.score(taken).slice());
    return {
      ...{ model: null, items },
      seen,
      kinds: [],
      levels: [],
      fields: [],
      scores,
      followed: async (history) => {
        const found = await scores(history);
        const decoded: Followed['decoded'] = (decoder = EXACT, wish) =>
          Promise.resolve(baselineList(found, decoder, wish));
        return { steps: null, scores: found, scoreOf: null, decoded };
      },
      reasons: (history, item) =>
        Promise.resolve({ ...leaveOneOut((after) => score(after, item), history.items, reads), looked: null }),
    };
  }
}
