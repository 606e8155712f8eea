import { SettingsError } from '../core/errors.ts';
import { history as historyOf } from '../data/dataset.ts';
import type { Split } from '../data/split.ts';
import { baselineNamed } from '../evaluate/baselines/registry.ts';
import type { Scorer } from '../evaluate/baselines/scorer.ts';
import type { SeenRule } from '../evaluate/protocol.ts';
import { attentionMaps, lastLook } from '../lens/attention.ts';
import { nearest, principalPlane } from '../lens/embedding.ts';
import { best, leaveOneOut, placeOf } from '../recommend/rank.ts';
import { mostSurprising, sample } from '../recommend/surprise.ts';
import type {
  EmbeddingMap,
  Explanation,
  Id,
  Item,
  LensData,
  RankOptions,
  Recommendation,
  Recommender,
  SimilarItem,
  Surprise,
} from './api.ts';
import type { Datasets } from './datasets.ts';
import { describeItem, describeItems, indicesOf, unknownOf, type KnownItems } from './items.ts';
import type { Runs } from './runs.ts';

/** Something that scores the catalogue after a history. */
interface Source {
  readonly items: KnownItems;
  readonly seen: SeenRule;
  readonly scores: (history: ArrayLike<number>) => ArrayLike<number>;
  /** The score of one item, where that costs less than all of them. */
  readonly score: (history: ArrayLike<number>, item: number) => number;
  /** Weight on each item of the history when the next one is asked for; null for what has no attention. */
  readonly looked: (history: ArrayLike<number>) => ArrayLike<number> | null;
}

const MOST = 128;
/** Users among whom a surprise is sought: about half a second on one core. */
const SAMPLED = 48;

/** Lists, explanations and lenses, from runs, snapshots and baselines alike. */
export class Recommenders {
  private readonly datasets: Datasets;
  private readonly runs: Runs;
  private readonly fitted = new WeakMap<Split, Map<string, Promise<Scorer>>>();
  /** Where each id stands in a catalogue. */
  private readonly places = new WeakMap<KnownItems, ReadonlyMap<string, number>>();

  constructor(datasets: Datasets, runs: Runs) {
    this.datasets = datasets;
    this.runs = runs;
  }

  async recommend(by: Recommender, ids: readonly string[], options: RankOptions): Promise<Recommendation[]> {
    const { count = 10 } = options;
    if (!Number.isInteger(count) || count < 1 || count > MOST) {
      throw new SettingsError(`recommend: count = ${count}, expected a whole number from 1 to ${MOST}`);
    }
    const source = await this.source(by);
    const history = indicesOf(source.items, ids);
    const hidden = new Set((options.seen ?? source.seen) === 'filtered' ? history : []);
    const describe = this.describer(source.items, options.described);
    return best(source.scores(history), hidden, count).map(({ item, score }, rank) => ({
      ...describe(item),
      rank,
      score,
    }));
  }

  async explain(by: Recommender, ids: readonly string[], id: string): Promise<Explanation> {
    const source = await this.source(by);
    const { items } = source;
    const history = indicesOf(items, ids);
    const [item] = indicesOf(items, [id]);
    const { score, changes } = leaveOneOut((after) => source.score(after, item), [...history]);
    const looked = source.looked(history);
    const contributions = changes.map((change, position) => ({
      position,
      item: describeItem(items, history[position]),
      change,
      looked: looked?.[position] ?? null,
    }));
    return { item: describeItem(items, item), score, contributions };
  }

  embedding(run: Id, described?: Id): EmbeddingMap {
    const { items, reader } = this.runs.model(run);
    const describe = this.describer(items, described);
    return { items: Array.from(items.ids.keys(), describe), ...principalPlane(reader.itemVectors) };
  }

  /** Describes items of a catalogue, as a dataset knows them where it does. */
  private describer(items: KnownItems, described: Id | undefined): (item: number) => Item {
    if (described === undefined) return (item) => describeItem(items, item);
    const better = this.datasets.get(described).items;
    if (better === items) return (item) => describeItem(items, item);
    const places = this.places.get(better) ?? new Map(better.ids.map((id, i) => [id, i]));
    this.places.set(better, places);
    return (item) => {
      const at = places.get(items.ids[item]);
      return at === undefined ? describeItem(items, item) : describeItem(better, at);
    };
  }

  similar(run: Id, id: string, count: number): SimilarItem[] {
    const { items, reader } = this.runs.model(run);
    const [item] = indicesOf(items, [id]);
    return nearest(reader.itemVectors, item, count).map(({ item: other, cosine }) => ({
      item: describeItem(items, other),
      cosine,
    }));
  }

  /** Of a sample of users, the one whose last item the two place most differently. */
  async surprise(by: Recommender, beside: Recommender, dataset: Id, seed: number): Promise<Surprise> {
    const { dataset: data } = this.datasets.get(dataset);
    const [one, other] = [await this.source(by), await this.source(beside)];
    const users = sample(this.datasets.split(dataset).test.users, SAMPLED, seed);
    const place = (source: Source, user: number): number => {
      const known = indicesOf(
        source.items,
        describeItems(source.items, historyOf(data, user)).map(({ id }) => id),
      );
      const before = known.subarray(0, -1);
      const hidden = new Set(source.seen === 'filtered' ? before : []);
      return placeOf(source.scores(before), hidden, known[known.length - 1]);
    };
    const { user, places } = mostSurprising(users, (u) => [place(one, u), place(other, u)]);
    return { index: user, user: data.users[user], place: places[0], besidePlace: places[1], of: users.length };
  }

  /** Whether every item of the dataset is in the run's catalogue, so that its histories can be asked about. */
  knows(run: Id, dataset: Id): boolean {
    const { items } = this.runs.model(run);
    const wanted = this.datasets.get(dataset).items;
    return wanted === items || unknownOf(items, wanted.ids).length === 0;
  }

  inspect(run: string, ids: readonly string[]): LensData {
    const { items, reader } = this.runs.model(run);
    const history = indicesOf(items, ids).slice(-reader.window);
    return { items: describeItems(items, history), attention: attentionMaps(reader, history) };
  }

  private async source(by: Recommender): Promise<Source> {
    if ('run' in by) {
      const { items, seen, reader } = this.runs.model(by.run);
      return {
        items,
        seen,
        scores: (history) => reader.scores(history),
        score: (history, item) => reader.score(history, item),
        looked: (history) => lastLook(attentionMaps(reader, history), history.length),
      };
    }
    const { items } = this.datasets.get(by.dataset);
    const scorer = await this.fit(this.datasets.split(by.dataset), by.baseline);
    const { seen } = this.datasets.audit(by.dataset);
    const scores = (history: ArrayLike<number>): Float64Array => scorer.score(Uint32Array.from(history));
    return { items, seen, scores, score: (history, item) => scores(history)[item], looked: () => null };
  }

  /** A baseline counts through all histories once, not at every question. */
  private fit(split: Split, name: string): Promise<Scorer> {
    const known = this.fitted.get(split) ?? new Map<string, Promise<Scorer>>();
    this.fitted.set(split, known);
    const scorer = known.get(name) ?? baselineNamed(name).fit(split);
    known.set(name, scorer);
    return scorer;
  }
}
