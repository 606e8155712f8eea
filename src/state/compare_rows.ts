/** The rows of the run table, from what is known of the runs; pure. */
import { valueText } from '../core/value.ts';
import type { Metrics, Recipe, RunSummary, StatedProtocol } from '../worker/contract.ts';
import { joined, sameMetrics } from './baseline_rows.ts';
import { changesBetween, type Change, type Settings } from './choice_changes.ts';
import type { ContenderKey } from './slices/compare.ts';

export interface RunRow {
  readonly kind: 'run';
  readonly key: ContenderKey;
  readonly run: RunSummary;
  /** Against the run before it in the group; null for the first. */
  readonly changes: readonly Change[] | null;
}

export interface BaselineRow {
  readonly kind: 'baseline';
  readonly key: ContenderKey;
  readonly title: string;
  readonly metrics: Metrics;
}

export type Row = RunRow | BaselineRow;

/** Runs that may be compared with each other: one dataset, one protocol. */
export interface Group {
  readonly key: string;
  readonly dataset: string;
  readonly protocol: StatedProtocol;
  readonly rows: readonly Row[];
}

/** Groups in the order of their latest runs, the latest first; in each the runs by age, then the baselines. */
export function groupsOf(runs: readonly RunSummary[]): Group[] {
  const own = runs.filter(({ snapshot }) => snapshot === null);
  const keyed = new Map<string, RunSummary[]>();
  for (const run of own) {
    const key = `${run.recipe.dataset.fingerprint} ${run.recipe.protocol.hash}`;
    keyed.set(key, [...(keyed.get(key) ?? []), run]);
  }
  const groups = [...keyed].map(([key, members]): Group => {
    const { dataset, protocol } = members[0].recipe;
    const rows = members.map((run, i): RunRow => ({
      kind: 'run',
      key: run.id,
      run,
      changes: i === 0 ? null : recipeChanges(members[i - 1].recipe, run.recipe),
    }));
    return { key, dataset: dataset.name, protocol, rows: [...rows, ...baselineRows(members)] };
  });
  return groups.reverse();
}

/** Baselines do not depend on the run: those of the latest one that was tested beside them. */
function baselineRows(runs: readonly RunSummary[]): BaselineRow[] {
  const last = runs.findLast(({ baselines }) => baselines.length > 0);
  if (last === undefined) return [];
  const rows = joined(last.baselines, (a, b) => sameMetrics(a.metrics, b.metrics));
  return rows.map(({ name, title, metrics }) => ({
    kind: 'baseline',
    key: `${last.id}/${name}`,
    title,
    metrics,
  }));
}

/** Keys of rows that are there. Baselines are those of the run that was tested last, so their keys change with it. */
export function stillTicked(ticked: readonly ContenderKey[], groups: readonly Group[]): readonly ContenderKey[] {
  const still = ticked.flatMap((key) => {
    const group = groups.find(({ rows }) => rows.some((row) => row.key === key || row.key === runOf(key)));
    const same = (row: Row): boolean =>
      row.key === key || (row.kind === 'baseline' && key.includes('/') && baselineOf(row.key) === baselineOf(key));
    return group?.rows.find(same)?.key ?? [];
  });
  return [...new Set(still)];
}

const runOf = (key: ContenderKey): string => key.split('/')[0];
const baselineOf = (key: ContenderKey): string | undefined => key.split('/')[1];

/**
 * What one would compare first: the last two runs that were tested, under the protocol that was used last; of a single one
 * and the baseline that it was compared with. Empty where there are not two.
 */
export function proposal(groups: readonly Group[]): readonly ContenderKey[] {
  const tested = groups[0]?.rows.filter((row) => metricsOfRow(row) !== null) ?? [];
  const runs = tested.flatMap((row) => (row.kind === 'run' ? [row] : [])).slice(-2);
  const rivals = tested.filter(({ kind }) => kind === 'baseline');
  const chosen = runs[0]?.run.againstBaseline?.baseline;
  const rival = rivals.find(({ key }) => baselineOf(key) === chosen) ?? rivals.at(0);
  const two = runs.length === 1 && rival !== undefined ? [...runs, rival] : runs;
  return two.length === 2 ? two.map(({ key }) => key) : [];
}

/** The test metrics of a row; null where it was not tested. */
export const metricsOfRow = (row: Row): Metrics | null => (row.kind === 'run' ? row.run.test : row.metrics);

export const titleOfRow = (row: Row): string => (row.kind === 'run' ? row.run.name : row.title);

/** Best validation NDCG@10; null before the first validation. */
export const bestValidation = ({ validation }: RunSummary): number | null =>
  validation.length === 0 ? null : Math.max(...validation.map(({ ndcg10 }) => ndcg10));

/** What differs between two recipes on one dataset, a line a setting. */
export const recipeChanges = (before: Recipe, now: Recipe): Change[] =>
  changesBetween(settingsOf(before), settingsOf(now));

/** Every setting of a recipe as text. */
export const settingsOf = ({ model, config, training, seed }: Recipe): Settings =>
  new Map(Object.entries({ model, ...config, ...training, seed }).map(([name, value]) => [name, valueText(value)]));

/** Names of settings that are not the same in all recipes. */
export function differingSettings(recipes: readonly Recipe[]): string[] {
  const settings = recipes.map(settingsOf);
  const names = [...new Set(settings.flatMap((map) => [...map.keys()]))];
  return names.filter((name) => new Set(settings.map((map) => map.get(name))).size > 1);
}
