import { UNKNOWN_KIND, type Field } from '../core/history.ts';
import type { AuditFacts, Popularity, Repeats, Ties } from './audit_facts.ts';
import { type Dataset, history } from './dataset.ts';
import { distribution, gini } from './distribution.ts';
import { futureInTraining } from './leakage.ts';
import { firstOfEachCopy } from './shaping/duplicates.ts';
import { SHORTEST_HISTORY } from './split.ts';
import { type Warning, warningsAbout } from './warnings.ts';

/** The facts, and what of them makes a number mean less than it seems to. */
export interface DatasetAudit extends AuditFacts {
  readonly warnings: readonly Warning[];
}

/** Share of repeated targets above which seen items are recommended again by default. */
const REPEATS_BEFORE_SEEN_ARE_KEPT = 0.01;
const LONGEST_HISTORY_LENGTH = 100;

/** Recommended history length of a model, in items: min(100, 95th percentile of the lengths). */
export const historyLengthFor = (p95: number): number => Math.min(LONGEST_HISTORY_LENGTH, Math.ceil(p95));

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function popularityOf(dataset: Dataset): Popularity {
  const counts = new Uint32Array(dataset.catalogue.ids.length);
  for (let i = 0; i < dataset.items.length; i++) counts[dataset.items[i]]++;
  counts.sort();
  const head = counts.subarray(-Math.max(1, Math.round(counts.length / 100)));
  const inHead = head.reduce((sum, count) => sum + count, 0);
  return {
    perItem: distribution(counts),
    topPercentShare: share(inHead, dataset.items.length),
    gini: gini(counts),
  };
}

/** Calls `visit` with the history of every user who is evaluated and where it begins. */
function forEachEvaluated(dataset: Dataset, visit: (items: Uint32Array, from: number) => void): void {
  for (let u = 0; u < dataset.users.length; u++) {
    const { items } = history(dataset, u);
    if (items.length >= SHORTEST_HISTORY) visit(items, dataset.offsets[u]);
  }
}

/** Neighbouring events of one user that are equal in `column`, as a share of all neighbours. */
function equalNeighbours({ offsets }: Dataset, column: Uint32Array | Float64Array): number {
  let equal = 0;
  let neighbours = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let i = offsets[u] + 1; i < offsets[u + 1]; i++) {
      neighbours++;
      if (column[i] === column[i - 1]) equal++;
    }
  }
  return share(equal, neighbours);
}

function tiesOf(dataset: Dataset, times: Float64Array, usersEvaluated: number): Ties {
  let lastTwo = 0;
  forEachEvaluated(dataset, ({ length }, from) => {
    if (times[from + length - 1] === times[from + length - 2]) lastTwo++;
  });
  return { adjacent: equalNeighbours(dataset, times), lastTwo: share(lastTwo, usersEvaluated) };
}

function copiesIn(dataset: Dataset): number | null {
  const { times, items, kinds, catalogue } = dataset;
  if (times === null) return null;
  const facts = { timeOf: (i: number) => times[i], kindOf: (i: number) => kinds?.of[i] ?? UNKNOWN_KIND };
  const firsts = firstOfEachCopy(dataset, catalogue.ids.length, facts).reduce((sum, flag) => sum + flag, 0);
  return share(items.length - firsts, items.length);
}

function repeatsOf(dataset: Dataset, usersEvaluated: number): Repeats {
  let targets = 0;
  let justBefore = 0;
  forEachEvaluated(dataset, (items) => {
    const target = items[items.length - 1];
    if (items.indexOf(target) < items.length - 1) targets++;
    if (items[items.length - 2] === target) justBefore++;
  });
  return {
    targets: share(targets, usersEvaluated),
    targetsJustBefore: share(justBefore, usersEvaluated),
    consecutive: equalNeighbours(dataset, dataset.items),
    copies: copiesIn(dataset),
  };
}

function timeRange(times: Float64Array): { from: number; to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (let i = 0; i < times.length; i++) {
    from = Math.min(from, times[i]);
    to = Math.max(to, times[i]);
  }
  return { from, to };
}

/** What is known of its events beside their items. */
export const fieldsOf = ({ kinds, values }: Dataset, timed: boolean): readonly Field[] => [
  ...(timed ? (['times'] as const) : []),
  ...(kinds === undefined ? [] : (['kinds'] as const)),
  ...(values === undefined ? [] : (['values'] as const)),
];

/**
 * Looks at every interaction a few times; nothing is sampled.
 * @param inSeconds whether the times are times, and not plain order numbers, which say nothing across users
 */
export function audit(dataset: Dataset, inSeconds = true): DatasetAudit {
  const { name, fingerprint, offsets, items, times, catalogue } = dataset;
  const users = dataset.users.length;
  const lengths = offsets.subarray(1).map((end, u) => end - offsets[u]);
  lengths.sort();
  const usersEvaluated = lengths.filter((length) => length >= SHORTEST_HISTORY).length;
  const range = times && timeRange(times);
  const length = distribution(lengths);
  const repeats = repeatsOf(dataset, usersEvaluated);
  const facts = {
    name,
    fingerprint,
    interactions: items.length,
    users,
    items: catalogue.ids.length,
    density: share(items.length, users * catalogue.ids.length),
    length,
    usersEvaluated,
    popularity: popularityOf(dataset),
    ties: times && tiesOf(dataset, times, usersEvaluated),
    repeats,
    futureInTraining: inSeconds && times ? futureInTraining(dataset, times) : null,
    time: inSeconds ? range : null,
    orderOnly: range === null || range.from === range.to,
    fields: fieldsOf(dataset, inSeconds && range !== null && range.from !== range.to),
    tieRule: dataset.shaping.ties,
    seen: repeats.targets > REPEATS_BEFORE_SEEN_ARE_KEPT ? ('kept' as const) : ('filtered' as const),
    historyLength: historyLengthFor(length.p95),
  };
  return { ...facts, warnings: warningsAbout(facts) };
}
