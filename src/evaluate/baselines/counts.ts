import type { Pacer } from '../../core/pace.ts';
import { trainingPopularity, type Split } from '../../data/split.ts';
import { byPopularity } from '../popularity.ts';
import { floorOf, type Floor } from './scorer.ts';
import { countTransitions, joinHistories, type Joined, type TransitionRule, type Transitions } from './transitions.ts';

/** What baselines count in the training histories of a split: each thing once, when it is first asked for. */
export class Counts {
  readonly split: Split;
  private known: { readonly popularity: Uint32Array; readonly order: Uint32Array } | null = null;
  private joined: Joined | null = null;
  /** Only the last: transitions of a large dataset take hundreds of MiB. */
  private last: { readonly rule: TransitionRule; readonly transitions: Transitions } | null = null;

  constructor(split: Split) {
    this.split = split;
  }

  /** (items) how often each occurs. */
  get popularity(): Uint32Array {
    return this.popular.popularity;
  }

  /** Scores by popularity alone, in [0, factor). */
  floor(factor: number): Floor {
    const { popularity, order } = this.popular;
    return floorOf(popularity, order, factor);
  }

  /** See `countTransitions`. Throws CancelledError. */
  async transitions(rule: TransitionRule, pacer: Pacer): Promise<Transitions> {
    const { last } = this;
    if (last?.rule.window === rule.window && last.rule.backward === rule.backward) return last.transitions;
    this.last = null; // two of them may not fit
    this.joined ??= await joinHistories(this.split, pacer);
    const transitions = await countTransitions(this.joined, rule, pacer);
    this.last = { rule, transitions };
    return transitions;
  }

  /** Gives up what takes most memory; it is counted again where it is asked for. */
  forget(): void {
    this.last = null;
    this.joined = null;
  }

  private get popular(): { readonly popularity: Uint32Array; readonly order: Uint32Array } {
    if (this.known !== null) return this.known;
    const popularity = trainingPopularity(this.split);
    return (this.known = { popularity, order: byPopularity(popularity) });
  }
}
