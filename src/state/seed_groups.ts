/** Runs of the table that differ in their seed only, as one. */
import { studentInterval, type Spread } from '../core/student.ts';
import type { RankingMetric } from '../worker/contract.ts';
import type { Row, RunRow } from './compare_rows.ts';
import { exceptSeed } from './seeds.ts';

export interface SeedGroup {
  readonly kind: 'seeds';
  readonly key: string;
  /** Finished and tested, of two seeds or more. */
  readonly members: readonly RunRow[];
  /** The members with a seed each: of several with one seed, which are one run made again, the last. */
  readonly seeds: readonly RunRow[];
}

/** The rows in their order, with a group before the first of its members and these right behind it. */
export function withSeedGroups(rows: readonly Row[]): readonly (Row | SeedGroup)[] {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows) {
    if (!isMember(row)) continue;
    const key = exceptSeed(row.run.recipe);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const placed = new Set<string>();
  return rows.flatMap((row): readonly (Row | SeedGroup)[] => {
    if (!isMember(row)) return [row];
    const key = exceptSeed(row.run.recipe);
    const members = groups.get(key) ?? [];
    const seeds = [...new Map(members.map((member) => [member.run.recipe.seed, member])).values()];
    if (seeds.length < 2) return [row];
    if (placed.has(key)) return [];
    placed.add(key);
    return [{ kind: 'seeds', key, members, seeds }, ...members];
  });
}

const isMember = (row: Row): row is RunRow =>
  row.kind === 'run' && row.run.phase === 'finished' && row.run.test !== null;

/** The mean over the seeds of a test metric at 10, with the 95 % interval of other seeds. */
export const overSeeds = ({ seeds }: SeedGroup, metric: RankingMetric): Spread =>
  studentInterval(seeds.flatMap(({ run }) => run.test?.[metric]['10'] ?? []));
