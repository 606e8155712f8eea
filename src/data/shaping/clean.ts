import { UNKNOWN_KIND } from '../../core/history.ts';
import type { Interactions, Shaping } from '../dataset.ts';
import type { Pacer } from '../../core/pace.ts';
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

/** Interactions, and the users and items they name. `catalogue` is the number of items of the file. */
export function countOf({ offsets, items }: Histories, catalogue: number): Counts {
  const used = new Uint8Array(catalogue);
  for (let i = 0; i < items.length; i++) used[items[i]] = 1;
  let users = 0;
  for (let u = 0; u + 1 < offsets.length; u++) if (offsets[u + 1] > offsets[u]) users++;
  return { interactions: items.length, users, items: used.reduce((sum, flag) => sum + flag, 0) };
}

/** Histories cleaned as `shaping` says, with what each step removed. */
export async function clean(
  sorted: Histories,
  { time, kinds, catalogue: { ids } }: Pick<Interactions, 'time' | 'kinds' | 'catalogue'>,
  shaping: Shaping,
  pacer: Pacer,
): Promise<Cleaned> {
  const catalogue = ids.length;
  const removed = new Map<ShapingStep, Counts>();
  let histories = sorted;
  let counts = countOf(sorted, catalogue);
  const apply = async (step: ShapingStep, kept: Uint8Array): Promise<void> => {
    histories = keepOnly(histories, kept);
    const now = countOf(histories, catalogue);
    const earlier = removed.get(step) ?? { interactions: 0, users: 0, items: 0 };
    removed.set(step, {
      interactions: earlier.interactions + counts.interactions - now.interactions,
      users: earlier.users + counts.users - now.users,
      items: earlier.items + counts.items - now.items,
    });
    counts = now;
    await pacer.rest(0.6);
  };

  if (shaping.duplicates === 'drop repeated rows' && time) {
    const { rows } = histories;
    const facts = { timeOf: (i: number) => time[rows[i]], kindOf: (i: number) => kinds?.of[rows[i]] ?? UNKNOWN_KIND };
    await apply('duplicates', firstOfEachCopy(histories, catalogue, facts));
  }
  // Removing an item can bring two equal neighbours together, and collapsing them can take a user below the minimum.
  const collapse = shaping.duplicates === 'collapse consecutive';
  let settled: number;
  do {
    settled = counts.interactions;
    if (collapse) await apply('duplicates', firstOfEachRun(histories));
    if (shaping.minimumUser > 1 || shaping.minimumItem > 1) {
      await apply('minimum interactions', coreOf(histories, catalogue, shaping));
    }
  } while (collapse && counts.interactions !== settled);
  if (shaping.lastN !== null) await apply('last N', lastOfEach(histories, shaping.lastN));
  return { histories, removed: [...removed].map(([step, gone]) => ({ step, ...gone })), after: counts };
}
