import type { Interactions, Shaping } from '../dataset.ts';
import { coreOf } from './core.ts';
import { firstOfEachCopy, firstOfEachRun } from './duplicates.ts';
import { type Histories, keepOnly, lastOfEach } from './histories.ts';

export interface Counts {
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
}

export type ShapingStep = 'duplicates' | 'minimum interactions' | 'last N';

/** What one step took away. */
export interface Removed extends Counts {
  readonly step: ShapingStep;
}

export interface Cleaned {
  readonly histories: Histories;
  /** In the order of the steps. */
  readonly removed: readonly Removed[];
  readonly after: Counts;
}

/** Interactions, and the users and items they name. */
export function countOf({ offsets, rows }: Histories, { item, catalogue }: Interactions): Counts {
  const used = new Uint8Array(catalogue.ids.length);
  for (const row of rows) used[item[row]] = 1;
  let users = 0;
  for (let u = 0; u + 1 < offsets.length; u++) if (offsets[u + 1] > offsets[u]) users++;
  return { interactions: rows.length, users, items: used.reduce((sum, flag) => sum + flag, 0) };
}

/** Histories cleaned as `shaping` says, with what each step removed. */
export function clean(sorted: Histories, interactions: Interactions, shaping: Shaping): Cleaned {
  const { item, time, catalogue } = interactions;
  const items = catalogue.ids.length;
  const removed = new Map<ShapingStep, Counts>();
  let histories = sorted;
  let counts = countOf(sorted, interactions);
  const apply = (step: ShapingStep, kept: Uint8Array): void => {
    histories = keepOnly(histories, kept);
    const now = countOf(histories, interactions);
    const earlier = removed.get(step) ?? { interactions: 0, users: 0, items: 0 };
    removed.set(step, {
      interactions: earlier.interactions + counts.interactions - now.interactions,
      users: earlier.users + counts.users - now.users,
      items: earlier.items + counts.items - now.items,
    });
    counts = now;
  };

  if (shaping.duplicates === 'drop repeated rows' && time) {
    apply('duplicates', firstOfEachCopy(histories, item, items, time));
  }
  // Removing an item can bring two equal neighbours together, and collapsing them can take a user below the minimum.
  for (let settled = -1; settled !== counts.interactions;) {
    settled = counts.interactions;
    if (shaping.duplicates === 'collapse consecutive') apply('duplicates', firstOfEachRun(histories, item));
    if (shaping.minimumUser > 1 || shaping.minimumItem > 1) {
      apply('minimum interactions', coreOf(histories, item, items, shaping));
    }
  }
  if (shaping.lastN !== null) apply('last N', lastOfEach(histories, shaping.lastN));
  return { histories, removed: [...removed].map(([step, gone]) => ({ step, ...gone })), after: counts };
}
