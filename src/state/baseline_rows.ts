/** What the list of baselines says where two of them are one; pure. */
import type { Metrics } from '../worker/contract.ts';

interface Named {
  readonly name: string;
  readonly title: string;
}

const POPULAR = 'popularity';
const REPEATED = 'repeat_last';

/** Said where the two are one row. */
export const WHY_ONE = 'the last item may not be recommended';

/**
 * Repeating the last item where it may not be recommended leaves popularity: the same list, so one row and one line.
 *
 * @param same  whether two baselines reached the same
 */
export function joined<T extends Named>(baselines: readonly T[], same: (a: T, b: T) => boolean): T[] {
  const popular = baselines.find(({ name }) => name === POPULAR);
  const repeated = baselines.find(({ name }) => name === REPEATED);
  if (popular === undefined || repeated === undefined || !same(popular, repeated)) return [...baselines];
  const one = { ...popular, title: `${popular.title}, ${repeated.title}` };
  return baselines
    .filter((baseline) => baseline !== repeated)
    .map((baseline) => (baseline === popular ? one : baseline));
}

/** Whether two lists reach the same, in every number that a table shows. */
export const sameMetrics = (a: Metrics, b: Metrics): boolean => means(a) === means(b);

const means = ({ hr, ndcg, mrr, coverage, headShare }: Metrics): string =>
  JSON.stringify([hr, ndcg, mrr, coverage, headShare]);

/** The epoch from which on the model was above popularity for the first time; null while it never was. */
export function passedPopular(
  points: readonly { readonly epoch: number; readonly ndcg10: number }[],
  baselines: readonly (Named & { readonly ndcg10: number })[],
): number | null {
  const level = baselines.find(({ name }) => name === POPULAR)?.ndcg10;
  if (level === undefined) return null;
  return points.find(({ ndcg10 }) => ndcg10 > level)?.epoch ?? null;
}
