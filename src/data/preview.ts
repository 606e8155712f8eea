import type { Interactions, Shaping } from './dataset.ts';
import { quantile, type Bar } from './distribution.ts';
import { type Pace, Pacer } from '../core/pace.ts';
import { checkShaping, toClean, unfit } from './shape.ts';
import { SHORTEST_HISTORY } from './split.ts';
import { activity, gaps, lengthBars, lengthsOf, popularityCurve } from './shaping/charts.ts';
import type { Gap, Period, Popular } from './shaping/charts.ts';
import { clean, type Counts, type Removed } from './shaping/clean.ts';
import type { Histories } from './shaping/histories.ts';

/** What a shaping would leave, without making the dataset. */
export interface ShapingPreview {
  /** Users before their histories were cut into sessions; null where they are not. After it, `users` counts sessions. */
  readonly cut: { readonly users: number } | null;
  readonly before: Counts;
  /** What each step takes away; steps that are not asked for are absent. */
  readonly removed: readonly Removed[];
  readonly after: Counts;
  /** Why what is left will not do; null where it will. */
  readonly lacking: string | null;
  /** Interactions per user. */
  readonly averageLength: number;
  readonly p95Length: number;
  /** Users with at least three interactions: those that can be trained on, validated and tested. */
  readonly usersEvaluated: number;
  /** Interactions per cell of the users × items table. */
  readonly density: number;
  /** Users by the length of their histories. */
  readonly lengths: readonly Bar[];
  readonly popularity: readonly Popular[];
  /** Null where there are no times in seconds. */
  readonly activity: readonly Period[] | null;
  readonly gaps: readonly Gap[] | null;
}

export interface Previewed {
  readonly preview: ShapingPreview;
  /** Interactions of every user that is left, ascending. */
  readonly lengths: Uint32Array;
}

/**
 * Counts what `shaping` would leave of `sorted`, the histories of `interactions` (see `sortedHistories`).
 * @param inSeconds whether the times are seconds since 1970, not order numbers
 * Throws SettingsError as `shape`; CancelledError.
 */
export async function previewShaping(
  interactions: Interactions,
  sorted: Histories,
  shaping: Shaping,
  inSeconds: boolean,
  pace: Pace = {},
): Promise<Previewed> {
  checkShaping(shaping, inSeconds);
  const pacer = new Pacer('preview', pace);
  const { time, catalogue } = interactions;
  const items = catalogue.ids.length;
  const { histories: whole, before, cut: sessions } = toClean(sorted, time, shaping, items);
  await pacer.rest(0.1);
  const { histories, removed, after } = await clean(whole, interactions, shaping, pacer);
  const lengths = lengthsOf(histories);
  const popularity = popularityCurve(histories, items);
  await pacer.rest(0.8);
  const seconds = inSeconds ? time : null;
  const preview = {
    cut: sessions,
    before,
    removed,
    after,
    lacking: unfit(before, after),
    averageLength: after.users === 0 ? 0 : after.interactions / after.users,
    p95Length: quantile(lengths, 0.95),
    usersEvaluated: lengths.filter((length) => length >= SHORTEST_HISTORY).length,
    density: after.users === 0 ? 0 : after.interactions / (after.users * after.items),
    lengths: lengthBars(lengths),
    popularity,
    activity: seconds && activity(histories, seconds),
    gaps: seconds && gaps(histories, seconds),
  };
  return { preview, lengths };
}
