import { counted } from '../core/counted.ts';
import { ImportError, SettingsError } from '../core/errors.ts';
import { checked } from '../core/schema.ts';
import { type Dataset, defaultShaping, type Interactions, type Shaping } from './dataset.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Pace, Pacer } from '../core/pace.ts';
import { clean, countOf, type Counts, type Removed } from './shaping/clean.ts';
import { groupRows, historiesOf, shuffleTies, sortByTime, type Histories } from './shaping/histories.ts';
import { layOut } from './shaping/layout.ts';
import { shapingSchema } from './shaping/schema.ts';
import { cutSessions } from './shaping/sessions.ts';

/** Sizes beyond which a page cannot hold a dataset. */
export const limits = { interactions: 100_000_000, users: 10_000_000, items: 10_000_000 } as const;

/** What shaping did, for the person whose file it is: nothing goes away unseen. */
export interface ShapingReport {
  /** Users before their histories were cut into sessions; null where they are not. After it, `users` counts sessions. */
  readonly cut: { readonly users: number } | null;
  /** In the file; users and items that no row names are not counted. */
  readonly before: Counts;
  /** What each step took away, in the order of the steps; steps that were not asked for are absent. */
  readonly removed: readonly Removed[];
  readonly after: Counts;
}

export interface Shaped {
  readonly dataset: Dataset;
  readonly report: ShapingReport;
}

/** @throws SettingsError for what no shaping has, and for a gap where there are no times */
export function checkShaping(shaping: Shaping, hasTimes: boolean): void {
  checked(shapingSchema, shaping, 'shaping');
  if (shaping.sessionGap === null || hasTimes) return;
  throw new SettingsError(
    'shaping: sessionGap needs times, and there are none; match a time column or cut no sessions',
  );
}

function checkLimits({ name, users, catalogue, user, time }: Interactions): void {
  const found = { interactions: user.length, users: users.length, items: catalogue.ids.length };
  for (const key of ['interactions', 'users', 'items'] as const) {
    if (found[key] <= limits[key]) continue;
    const most = limits[key].toLocaleString('en');
    throw new ImportError(
      `${name}: ${found[key].toLocaleString('en')} ${key}, expected at most ${most}; import a part of the file`,
    );
  }
  const bad = time?.findIndex((t) => !Number.isFinite(t)) ?? -1;
  if (bad >= 0) {
    throw new ImportError(`${name}: interaction ${bad + 1} has time ${time?.[bad]}, expected seconds; drop that row`);
  }
}

/** Why what is left is too little to work with, or more sessions than a page can hold; null where it will do. */
export function unfit(before: Counts, after: Counts): string | null {
  return after.users > limits.users ? tooMany(after) : tooLittle(before, after);
}

/** More than there are users in the file, whose number is checked before: histories were cut. */
const tooMany = ({ users }: Counts): string =>
  `${counted(users, 'session')} left, expected at most ${limits.users.toLocaleString('en')}; ` +
  'cut after a longer pause, or raise the minimum interactions';

const countBoth = ({ users, items }: Counts): string => `${counted(users, 'user')} and ${counted(items, 'item')}`;

function tooLittle(before: Counts, after: Counts): string | null {
  if (after.users >= 2 && after.items >= 2) return null;
  if (before.users < 2 || before.items < 2) {
    const sessions =
      before.users === 1 && before.items >= 2 ? ', or cut the one history into sessions by its pauses' : '';
    return `${countBoth(before)} found, expected at least 2 of each; check which columns are user and item${sessions}`;
  }
  return (
    `${countBoth(after)} left of ${countBoth(before)} after cleaning, expected at least 2 of each; ` +
    'lower the minimum interactions'
  );
}

/** Every user's rows in time order, ties by the tie rule: the part of shaping that does not depend on the minimums. */
export async function sortedHistories(
  { user, item, time, users, part }: Interactions,
  { ties, seed }: Pick<Shaping, 'ties' | 'seed'>,
  pacer: Pacer,
): Promise<Histories> {
  let byUser = groupRows(user, users.length);
  await pacer.rest(0);
  if (time) byUser = await sortByTime(byUser, time, pacer);
  const moments = time && { time, ...(part === undefined ? {} : { part }) };
  if (moments && ties === 'seeded shuffle') byUser = await shuffleTies(byUser, moments, seed, pacer);
  return historiesOf(byUser, item);
}

/** The histories to clean: as they are, or cut into sessions. */
export function toClean(sorted: Histories, time: Float64Array | null, { sessionGap }: Shaping, items: number) {
  const sessions = sessionGap === null || time === null ? null : cutSessions(sorted, time, sessionGap);
  const histories = sessions?.histories ?? sorted;
  const users = sessions === null ? null : { users: countOf(sorted, items).users };
  return { histories, ofUser: sessions?.ofUser ?? null, cut: users, before: countOf(histories, items) };
}

/**
 * Turns interactions into histories, and says what that removed. In this order: each user's rows are sorted by time, ties
 * by the tie rule; histories are cut into sessions, and what is said of users holds for sessions from here; duplicates go (copies of a row can only be told from repeats where the file has times); users and items
 * below their minimum go until none is left; each user keeps the last N, which may take items below their minimum again;
 * unused users and items are dropped and the rest numbered in order of first appearance in the file.
 *
 * Throws ImportError beyond `limits` in the file or in the sessions that are left, for a time that is not finite, and
 * when fewer than 2 users or 2 items are left; SettingsError for a rule that is none; CancelledError. Linear in the
 * interactions but for the sort.
 */
export async function shape(
  interactions: Interactions,
  shaping: Partial<Shaping> = {},
  pace: Pace = {},
): Promise<Shaped> {
  const rule: Shaping = { ...defaultShaping, ...shaping };
  checkShaping(rule, interactions.time !== null);
  checkLimits(interactions);
  const pacer = new Pacer('shape', pace);
  const { time, catalogue } = interactions;

  const sorted = await sortedHistories(interactions, rule, pacer);
  await pacer.rest(0.5);
  const items = catalogue.ids.length;
  const { histories: whole, ofUser, before, cut: sessions } = toClean(sorted, time, rule, items);
  const { histories, removed, after } = await clean(whole, interactions, rule, pacer);
  const lacking = unfit(before, after);
  if (lacking !== null) throw new ImportError(`${interactions.name}: ${lacking}`);
  await pacer.rest(0.7);
  const unnamed = { ...layOut(histories, interactions, ofUser), shaping: rule };
  await pacer.rest(0.8);
  const dataset = { ...unnamed, fingerprint: await fingerprintOf(unnamed) };
  return { dataset, report: { cut: sessions, before, removed, after } };
}

/** The dataset alone; see `shape`. */
export async function shapeDataset(
  interactions: Interactions,
  shaping: Partial<Shaping> = {},
  pace: Pace = {},
): Promise<Dataset> {
  return (await shape(interactions, shaping, pace)).dataset;
}
