import type { Events } from '../events/events.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Scope } from '../nn/scope.ts';
import type { Sees } from '../objectives/objective.ts';
import type { Part } from '../parts/part.ts';
import type { Settings, Values } from '../parts/settings.ts';

/** A way in which the positions of a history tell one another what they have read: what stands in a block beside its MLP. */
export interface Mixer<S extends Settings = Settings> extends Part<S> {
  /** What a position is told of: those up to it, or all of its history. */
  readonly sees: Sees;
  /** Where what it says is linear in some of what it reads, so that one may ask how much a position has from another; null where nowhere. */
  readonly linear: LinearIn | null;
  /** What settings, each in its range, must be to fit a stream of this width, with what they are; null where they fit. */
  misfit(width: number, config: Values<S>): string | null;
  /**
   * What each position is told, before it is brought to the width of the stream: that projection is the block's, which writes
   * it to the stream and only where states are wanted.
   *
   * @param x     (B, T, C), the normalised stream; what is behind the items of a history is padding, which no item sees
   * @param rate  dropout, for mixers that have a place for it
   * @returns     (B, T, E), differentiable; E is the mixer's own
   */
  mix(w: Scope, x: Tensor, events: Events, config: Values<S>, rate: number): Tensor;
}

/**
 * A launch of a mixer of which, all else that it reads being held, row i of `output` is Σ_j M_ij ⊙ v_j: channel c of a position is
 * made of channel c of others.
 */
export interface LinearIn {
  readonly kernel: string;
  /** The input that holds the values v, as columns `from` … of its rows, as many as `output` has. */
  readonly input: string;
  readonly output: string;
  /** @param width  columns of `output` */
  from(width: number): number;
}

export const defineMixer = <S extends Settings>(mixer: Mixer<S>): Mixer<S> => mixer;
