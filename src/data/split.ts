import { ImportError } from '../core/errors.ts';
import type { History } from '../core/history.ts';
import { Random } from '../core/random.ts';
import { coldShareOf, splitRules, type ColdShare, type SplitRule } from '../core/split_rules.ts';
import { chosen } from '../core/words.ts';
import { byItem, countHeldOut } from './by_item.ts';
import { historyBetween, type Dataset } from './dataset.ts';
import { asPublished } from './published.ts';

/** How histories are divided into what trains, what chooses the best weights and what is tested; see `split`. */
export { splitRules, type SplitRule };

/** Which target is asked for: 'validation' chooses the model, 'test' is looked at once. */
export const stages = ['validation', 'test'] as const;
export type Stage = (typeof stages)[number];

/** Interactions a user needs under leave-one-out: one to train on, one to validate, one to test. */
export const SHORTEST_HISTORY = 3;

/** Share of the interactions, or of the users, that validate, and as many again that are tested. */
export const HELD_OUT = 0.1;

/** Beginnings of histories: part k is dataset.items[offsets[users[k]]] … dataset.items[ends[k] − 1], oldest first. */
export interface Beginnings {
  /** Indices into dataset.users, ascending; a user of several targets is there once for each, with growing ends. */
  readonly users: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * What trains, and whom each stage asks. A stage knows the beginning of a history, at least one item; its target is the
 * item that stands where the beginning ends. Nothing is copied: the functions below give views of the dataset.
 */
export interface Split {
  readonly dataset: Dataset;
  readonly rule: SplitRule;
  /** Beginnings of the histories of `trained`. */
  readonly training: Beginnings;
  readonly validation: Beginnings;
  readonly test: Beginnings;
  /** Where validation and test begin, in the unit of the dataset's times; null but for a split by time. */
  readonly cuts: { readonly validation: number; readonly test: number } | null;
  /** What training reads: the dataset, or what a split by item leaves of its histories. */
  readonly trained: Dataset;
  /** Items that a split by item keeps from training, ascending; empty for any other. */
  readonly heldOut: Uint32Array;
}

/**
 * - 'leave-one-out': of every history of at least three interactions the last is the test target, the one before it the
 *   validation target, the rest trains. Shorter histories are left out of training and evaluation alike.
 * - 'by time': what happened in the first 80 % of all interactions trains. Of each user the first item in the next 10 %
 *   validates and the first item in the last 10 % is tested, after everything this user did before it. Nothing that
 *   trains is later than a target: the global temporal split, with one target a user (Gusak et al., RecSys 2025).
 * - 'by user': the last items of a tenth of the users validate and those of another tenth are tested; only the other
 *   users train, with all they did: strong generalization (Marlin 2004; Liang et al., WWW 2018). Refused once histories
 *   are cut into sessions: the sessions of one person would be on both sides.
 * - 'by item': a drawn share of the items trains nobody. The last item of a history is tested where it is one of half of these, the
 *   one before it validates where it is one of the other half; what is before both trains, without them. See `byItem`.
 * - 'as published': the parts that the dataset comes with. What trains is the beginning of every history; every
 *   interaction of the other two parts is a target, after everything before it, so that a user may have several.
 *   Where no part validates, the last training interaction of each history with at least three does, and trains nobody.
 *
 * Throws ImportError where a part would be empty, SettingsError for a rule that there is not.
 */
export function split(dataset: Dataset, rule: SplitRule = 'leave-one-out'): Split {
  return { dataset, rule, trained: dataset, heldOut: NONE, ...chosen('split', rule, divide)(dataset) };
}

const NONE = new Uint32Array(0);

export type Parts = Pick<Split, 'training' | 'validation' | 'test' | 'cuts'>;

const holding =
  (share: ColdShare) =>
  (dataset: Dataset): Parts & Partial<Split> =>
    byItem(dataset, share, SHORTEST_HISTORY);

const divide: Readonly<Record<SplitRule, (dataset: Dataset) => Parts & Partial<Split>>> = {
  'leave-one-out': leaveOneOut,
  'by time': byTime,
  'by user': byUser,
  'by item, 5 %': holding(5),
  'by item, 10 %': holding(10),
  'by item, 20 %': holding(20),
  'by item, 40 %': holding(40),
  'as published': asPublished,
};

/** The rule where nobody names one: as published where the dataset comes divided and can be asked so, else leave-one-out. */
export function usualRule(dataset: Dataset): SplitRule {
  if (dataset.parts === undefined) return 'leave-one-out';
  try {
    return split(dataset, 'as published').rule;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    return 'leave-one-out';
  }
}

function leaveOneOut(dataset: Dataset): Parts {
  const { offsets, name } = dataset;
  const lengths = offsets.subarray(1).map((end, u) => end - offsets[u]);
  const users = indicesWhere(lengths, (length) => length >= SHORTEST_HISTORY);
  if (users.length === 0) {
    const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
    throw new ImportError(
      `${name}: the longest history has ${longest} interactions, expected one of at least ${SHORTEST_HISTORY} ` +
        '(to train, validate and test); check which column is the user, or add data',
    );
  }
  const without = (last: number): Beginnings => ({ users, ends: users.map((u) => offsets[u + 1] - last) });
  return { training: without(2), validation: without(2), test: without(1), cuts: null };
}

function byTime(dataset: Dataset): Parts {
  const { offsets, times, name } = dataset;
  if (times === null) {
    throw new ImportError(`${name}: there are no times, expected them for a split by time; choose another split`);
  }
  const ascending = times.slice().sort();
  const timeAt = (share: number): number => ascending[Math.floor(share * ascending.length)];
  const cuts = { validation: timeAt(1 - 2 * HELD_OUT), test: timeAt(1 - HELD_OUT) };

  /** Where each user's first interaction at `cut` or later stands. */
  const firstsFrom = (cut: number): Uint32Array =>
    offsets.subarray(1).map((end, u) => lowerBound(times, offsets[u], end, cut));
  const [validated, tested] = [firstsFrom(cuts.validation), firstsFrom(cuts.test)];
  const parts = {
    training: beginnings(validated, (end, u) => end > offsets[u]),
    validation: beginnings(validated, (end, u) => end > offsets[u] && end < tested[u]),
    test: beginnings(tested, (end, u) => end > offsets[u] && end < offsets[u + 1]),
  };
  for (const [part, { users }] of Object.entries(parts)) {
    if (users.length > 0) continue;
    throw new ImportError(
      `${name}: a split by time leaves nobody for ${part}, expected users who are active before and after ` +
        'four fifths of the time; choose another split',
    );
  }
  return { ...parts, cuts };
}

function byUser(dataset: Dataset): Parts {
  const { offsets, users, name, shaping } = dataset;
  if (shaping.sessionGap !== null) {
    throw new ImportError(
      `${name}: histories are cut into sessions, so a split by user would train on some sessions of a person and test ` +
        'others; leave one out or split by time, or cut no sessions',
    );
  }
  const lengths = offsets.subarray(1).map((end, u) => end - offsets[u]);
  const askable = indicesWhere(lengths, (length) => length >= 2);
  const tenth = Math.max(1, Math.round(HELD_OUT * askable.length));
  if (askable.length < 3 * tenth) {
    throw new ImportError(
      `${name}: ${askable.length} of ${users.length} users have two interactions or more, expected at least 3 for a ` +
        'split by user; choose another split, or add data',
    );
  }
  const order = new Random(0, 'data/split by user').shuffle(askable.slice());
  const asked = new Map<number, Stage>();
  for (const u of order.subarray(0, tenth)) asked.set(u, 'test');
  for (const u of order.subarray(tenth, 2 * tenth)) asked.set(u, 'validation');
  const ends = offsets.subarray(1);
  const beforeLast = ends.map((end) => end - 1);
  return {
    training: beginnings(ends, (_, u) => !asked.has(u)),
    validation: beginnings(beforeLast, (_, u) => asked.get(u) === 'validation'),
    test: beginnings(beforeLast, (_, u) => asked.get(u) === 'test'),
    cuts: null,
  };
}

/** Of all users those that belong to a part; `ends[u]` is where user u's beginning ends. */
function beginnings(ends: Uint32Array, belongs: (end: number, u: number) => boolean): Beginnings {
  const users = indicesWhere(ends, belongs);
  return { users, ends: users.map((u) => ends[u]) };
}

function indicesWhere(values: Uint32Array, holds: (value: number, index: number) => boolean): Uint32Array {
  const found = new Uint32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (holds(values[i], i)) found[count++] = i;
  return found.slice(0, count);
}

/** The first place from `from` to `end` whose value is at least `least`; `end` where there is none. Values ascend. */
function lowerBound(values: Float64Array, from: number, end: number, least: number): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

const beginning = (dataset: Dataset, { users, ends }: Beginnings, k: number): History =>
  historyBetween(dataset, dataset.offsets[users[k]], ends[k]);

/** What history number `k` of the training part teaches. At least one item. */
export const training = (split: Split, k: number): History => beginning(split.trained, split.training, k);

/** What is known when target number `k` of the stage is to be ranked; under leave-one-out the test knows the validation target. */
export const query = (split: Split, stage: Stage, k: number): History => beginning(split.dataset, split[stage], k);

/** The item that comes next. */
export const target = (split: Split, stage: Stage, k: number): number => split.dataset.items[split[stage].ends[k]];

/** How many targets of the stage each user who is asked has, in the order of the targets; null where all have one. */
export function targetsOfEach(split: Split, stage: Stage): Uint32Array | null {
  const { users } = split[stage];
  const first = (u: number, k: number): boolean => k === 0 || users[k - 1] !== u;
  const starts = indicesWhere(users, first);
  if (starts.length === users.length) return null;
  return starts.map((start, k) => (k + 1 < starts.length ? starts[k + 1] : users.length) - start);
}

/** Users who have a target of the stage. */
export const usersAsked = (split: Split, stage: Stage): number =>
  targetsOfEach(split, stage)?.length ?? split[stage].users.length;

/** How many of so many items a rule lets train. */
export function itemsTrained(rule: SplitRule, items: number): number {
  const share = coldShareOf(rule);
  return share === null ? items : items - countHeldOut(items, share);
}

/** Targets of a stage that never occur in training. */
export function coldTargets(split: Split, stage: Stage): number {
  const popularity = trainingPopularity(split);
  return split[stage].ends.reduce((sum, end) => sum + (popularity[split.dataset.items[end]] === 0 ? 1 : 0), 0);
}

/** How often each item occurs in training. (items) */
export function trainingPopularity(split: Split): Uint32Array {
  const popularity = new Uint32Array(split.dataset.catalogue.ids.length);
  const { items, offsets } = split.trained;
  const { users, ends } = split.training;
  for (let k = 0; k < users.length; k++) for (let at = offsets[users[k]]; at < ends[k]; at++) popularity[items[at]]++;
  return popularity;
}
