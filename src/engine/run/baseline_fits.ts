import type { Pace } from '../../core/pace.ts';
import type { Split } from '../../data/split.ts';
import { Counts } from '../../evaluate/baselines/counts.ts';
import { baselineNamed } from '../../evaluate/baselines/registry.ts';
import type { Scorer } from '../../evaluate/baselines/scorer.ts';

/** A baseline that has counted through all histories. */
export interface FittedBaseline {
  readonly counts: Counts;
  readonly scorer: Scorer;
  /** How many of the last items of a history its scores depend on. */
  readonly reads: number;
}

/** Interactions above which only the baseline asked last stays: its counts may fill hundreds of MiB. */
const LARGE = 5_000_000;

/** Baselines of a session, each fitted once for everything that asks it. */
export class BaselineFits {
  private readonly known = new WeakMap<
    Split,
    { readonly counts: Counts; readonly fitted: Map<string, FittedBaseline> }
  >();

  /** @throws SettingsError for a name there is not; CancelledError */
  async of(split: Split, name: string, pace: Pace): Promise<FittedBaseline> {
    const baseline = baselineNamed(name);
    const known = this.known.get(split) ?? { counts: new Counts(split), fitted: new Map<string, FittedBaseline>() };
    this.known.set(split, known);
    const { counts, fitted } = known;
    const before = fitted.get(baseline.name);
    if (before !== undefined) return before;
    const made = { counts, scorer: await baseline.fit(counts, pace), reads: baseline.reads };
    if (split.dataset.items.length > LARGE) {
      fitted.clear();
      counts.forget();
    }
    fitted.set(baseline.name, made);
    return made;
  }
}
