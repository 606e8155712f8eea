import type { Expectation, Recipe } from './experiment.ts';
import type { PaperRecord, SeedValues } from './record.ts';

export const statuses = ['passes', 'fails', 'stale', 'not yet'] as const;
/** `not yet` without a recorded experiment; `stale` where a record is of another recipe or of other sources, or not whole. */
export type PaperStatus = (typeof statuses)[number];

/** An expectation beside what came out. */
export interface Check {
  readonly says: string;
  /** The measure: its mean, or of the seed that fits the expectation worst. */
  readonly measured: number;
  /** What it is held against there. */
  readonly bound: number;
  readonly is: Expectation['is'];
  readonly holds: boolean;
}

export interface Verdict {
  readonly status: PaperStatus;
  /** One sentence. */
  readonly reason: string;
  /** Empty where the status is neither `passes` nor `fails`. */
  readonly checks: readonly Check[];
}

/** What a verdict needs to know of the experiment as it is now. */
export interface Current {
  readonly recipe: Recipe;
  readonly hash: string;
}

/**
 * Computes a verdict from raw values and nothing else.
 *
 * @param digest  of the record's own values, computed anew
 */
export function verdictOf(current: Current, record: PaperRecord, digest: string): Verdict {
  const { recipe, hash } = current;
  if (record.digest !== digest) return stale('The recorded values were changed after they were measured.');
  if (record.hash !== hash) return stale('The recipe or the sources of its parts have changed since it was measured.');
  const lacking = lackingOf(recipe, record);
  if (lacking !== null) return stale(lacking);
  const checks = recipe.expectations.map((expectation) => checkOf(expectation, record.seeds));
  const failed = checks.filter(({ holds }) => !holds).length;
  if (failed === 0) return { status: 'passes', reason: 'Everything came out as expected.', checks };
  return { status: 'fails', reason: `${failed} of ${checks.length} expectations did not come out.`, checks };
}

const stale = (reason: string): Verdict => ({ status: 'stale', reason, checks: [] });

/** What the record lacks of the recipe, as a sentence; null where it is whole. */
function lackingOf({ seeds, measures }: Recipe, record: PaperRecord): string | null {
  const given = record.seeds.map(({ seed }) => seed);
  const absent = seeds.filter((seed) => !given.includes(seed));
  if (absent.length > 0) return `The record lacks seed ${absent.join(', ')}.`;
  if (given.length > seeds.length) return `The record has ${given.length} seeds, and the recipe ${seeds.length}.`;
  for (const { seed, values } of record.seeds) {
    const missing = Object.keys(measures).find((name) => !Number.isFinite(values[name]));
    if (missing !== undefined) return `The record lacks ${missing} of seed ${seed}.`;
  }
  return null;
}

function checkOf(expectation: Expectation, seeds: readonly SeedValues[]): Check {
  const { says, measure, is, than, margin, of } = expectation;
  const pairs = seeds.map(({ values }) => ({
    measured: values[measure],
    bound: (than === null ? 0 : values[than]) + margin,
  }));
  const slack = (pair: (typeof pairs)[number]): number =>
    is === 'at least' ? pair.measured - pair.bound : pair.bound - pair.measured;
  const judged =
    of === 'every seed'
      ? pairs.reduce((worst, pair) => (slack(pair) < slack(worst) ? pair : worst))
      : { measured: mean(pairs.map((pair) => pair.measured)), bound: mean(pairs.map((pair) => pair.bound)) };
  return { says, is, ...judged, holds: slack(judged) >= 0 };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
