import { SettingsError } from '../core/errors.ts';
import { TopList } from '../core/top_list.ts';
import { unknownWord } from '../core/words.ts';
import type { Settings } from '../parts/settings.ts';
import { best, type Ranked } from '../recommend/rank.ts';

/** How much a list leans, in units of the spread of the scores, so that it means the same to whatever scores. */
export const steeringSettings = {
  popularity: {
    usual: 0,
    minimum: -2,
    maximum: 2,
    step: 0.1,
    help: 'Standard deviations of the scores that an item gains for each standard deviation of ln(1 + times taken)',
    raised: 'Raised: more of what many take. Below 0: more of what few take.',
  },
  diversity: {
    usual: 0,
    minimum: 0,
    maximum: 2,
    step: 0.1,
    help: 'Standard deviations of the scores that an item loses for each item of its category above it in the list',
    raised: 'Raised: a list of more categories.',
  },
} as const satisfies Settings;

/** What a list is held to and leans to, whatever made the scores. */
export interface Steering {
  /** The only categories that may be listed; any where there are none. */
  readonly only?: readonly string[];
  /** Categories that may not be listed. */
  readonly without?: readonly string[];
  /** Ids of the only items that may be listed, such as those in stock; any where it is absent, none where it is empty. */
  readonly onlyItems?: readonly string[];
  /** Ids of items that may not be listed. */
  readonly withoutItems?: readonly string[];
  readonly popularity?: number;
  readonly diversity?: number;
}

/** What is known of each item that steering goes by. */
export interface ItemFacts {
  readonly ids: readonly string[];
  readonly categories: readonly (string | null)[];
  /** How often each was taken. */
  readonly counts: ArrayLike<number>;
}

/** Whether scores are changed, and not only who may be listed. */
export const leans = ({ popularity = 0, diversity = 0 }: Steering): boolean => popularity !== 0 || diversity !== 0;

/** Items that may not be listed. @throws SettingsError for a category that there is not */
export function barred({ ids, categories }: ItemFacts, steering: Steering): ReadonlySet<number> {
  const { only = [], without = [], onlyItems, withoutItems = [] } = steering;
  const known = new Set(categories);
  known.delete(null);
  for (const name of [...only, ...without]) {
    if (known.size === 0) throw new SettingsError(`steer: the items have no categories, so that '${name}' is none`);
    if (!known.has(name)) throw unknownWord('category', name, [...known].map(String));
  }
  const out = new Set<number>();
  const [wanted, unwanted] = [new Set<string | null>(only), new Set<string | null>(without)];
  const allowed = onlyItems && new Set(onlyItems);
  const blocked = new Set(withoutItems);
  for (const [item, category] of categories.entries()) {
    const byCategory = unwanted.has(category) || (wanted.size > 0 && !wanted.has(category));
    if (byCategory || blocked.has(ids[item]) || allowed?.has(ids[item]) === false) out.add(item);
  }
  return out;
}

/** Ids of a rule that are no items: such a rule says nothing about what may be listed. */
export function unknownItems(
  { ids }: Pick<ItemFacts, 'ids'>,
  { onlyItems = [], withoutItems = [] }: Steering,
): string[] {
  const known = new Set(ids);
  return [...new Set([...onlyItems, ...withoutItems])].filter((id) => !known.has(id));
}

/**
 * A list that leans: s′ᵢ = sᵢ + p·σ(s)·zᵢ, with zᵢ = (ln(1 + cᵢ) − mean) / deviation over the catalogue, and each place goes to the
 * item with the largest s′ᵢ − d·σ(s)·(items of its category above). An item without a category is alike to none. Maximal marginal
 * relevance, Carbonell & Goldstein 1998, with being of one category as the similarity, counted.
 * @throws SettingsError where nothing is known to lean by
 */
export function leaning(
  scores: ArrayLike<number>,
  hidden: ReadonlySet<number>,
  count: number,
  facts: ItemFacts,
  { popularity = 0, diversity = 0 }: Steering,
): Ranked[] {
  const spread = deviation(finite(scores));
  const leant = popularity === 0 ? scores : plusPopularity(scores, facts.counts, popularity * spread);
  return diversity === 0
    ? best(leant, hidden, count)
    : spreadOut(leant, hidden, count, facts.categories, diversity * spread);
}

const finite = (scores: ArrayLike<number>): Float64Array => Float64Array.from(scores).filter(Number.isFinite);

const meanOf = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function deviation(values: Float64Array): number {
  if (values.length === 0) return 0;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
}

function plusPopularity(scores: ArrayLike<number>, counts: ArrayLike<number>, weight: number): Float64Array {
  const logarithms = Float64Array.from(counts, (count) => Math.log1p(count));
  const unit = deviation(logarithms);
  if (unit === 0) {
    throw new SettingsError(
      'steer.popularity: nobody knows how often items were taken, as of a model from a file; open its data, or leave it 0',
    );
  }
  const mean = meanOf(logarithms);
  return Float64Array.from(scores, (score, item) => score + (weight * (logarithms[item] - mean)) / unit);
}

/** Of items of one category only the best that is left can come next, so that the heads of the categories compete. */
function spreadOut(
  scores: ArrayLike<number>,
  hidden: ReadonlySet<number>,
  count: number,
  categories: readonly (string | null)[],
  penalty: number,
): Ranked[] {
  const places = Math.min(count, scores.length);
  const queues = new Map<string | null, TopList>();
  for (let item = 0; item < scores.length; item++) {
    if (hidden.has(item)) continue;
    const category = categories[item];
    const queue = queues.get(category) ?? new TopList(places);
    queues.set(category, queue);
    queue.offer(item, scores[item]);
  }
  if (queues.size === 1 && queues.has(null)) {
    throw new SettingsError('steer.diversity: the items have no categories, so that none can be too many; leave it 0');
  }
  const waiting = [...queues].map(([category, queue]) => ({
    alike: category !== null,
    queue: queue.ranked(),
    taken: 0,
  }));
  const list: Ranked[] = [];
  while (list.length < places) {
    let next: Ranked | null = null;
    let from = waiting[0];
    for (const each of waiting) {
      const head = each.queue.at(each.taken);
      if (head === undefined) continue;
      const score = head.score - (each.alike ? penalty * each.taken : 0);
      if (next !== null && (score < next.score || (score === next.score && head.item > next.item))) continue;
      next = { item: head.item, score };
      from = each;
    }
    if (next === null) break;
    from.taken++;
    list.push(next);
  }
  return list;
}
