import { baselineNamed } from '../evaluate/baselines/registry.ts';
import type { SeenRule } from '../evaluate/protocol.ts';
import { attentionMaps } from '../lens/attention.ts';
import { SettingsError } from '../core/errors.ts';
import { best, leaveOneOut } from '../recommend/rank.ts';
import type { Explanation, LensData, RankOptions, Recommendation, Recommender } from './api.ts';
import type { Datasets } from './datasets.ts';
import { describeItem, describeItems, indicesOf, type KnownItems } from './items.ts';
import type { Runs } from './runs.ts';

/** Something that scores the catalogue after a history. */
interface Source {
  readonly items: KnownItems;
  readonly seen: SeenRule;
  readonly scores: (history: ArrayLike<number>) => ArrayLike<number>;
}

const MOST = 128;

/** Lists, explanations and lenses, from runs, snapshots and baselines alike. */
export class Recommenders {
  private readonly datasets: Datasets;
  private readonly runs: Runs;

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
    return best(source.scores(history), hidden, count).map(({ item, score }, rank) => ({
      ...describeItem(source.items, item),
      rank,
      score,
    }));
  }

  async explain(by: Recommender, ids: readonly string[], id: string): Promise<Explanation> {
    const { items, scores } = await this.source(by);
    const history = indicesOf(items, ids);
    const [item] = indicesOf(items, [id]);
    const { score, changes } = leaveOneOut(scores, [...history], item);
    const contributions = changes.map((change, position) => ({
      position,
      item: describeItem(items, history[position]),
      change,
    }));
    return { item: describeItem(items, item), score, contributions };
  }

  inspect(run: string, ids: readonly string[]): LensData {
    const { items, reader } = this.runs.model(run);
    const history = indicesOf(items, ids).slice(-reader.window);
    return { items: describeItems(items, history), attention: attentionMaps(reader, history) };
  }

  private async source(by: Recommender): Promise<Source> {
    if ('run' in by) {
      const { items, seen, reader } = this.runs.model(by.run);
      return { items, seen, scores: (history) => reader.scores(history) };
    }
    const { items } = this.datasets.get(by.dataset);
    const scorer = await baselineNamed(by.baseline).fit(this.datasets.split(by.dataset));
    const { seen } = this.datasets.audit(by.dataset);
    return { items, seen, scores: (history) => scorer.score(Uint32Array.from(history)) };
  }
}
