import { Random } from '../core/random.ts';
import { training, type Split } from './split.ts';

/**
 * Training windows: each history's training part cut from its end into pieces of at most `length` items that are read, and
 * `ahead` more. Neighbours overlap by those: where one more is ahead, every item but the first is a target exactly once.
 */
export interface Windows {
  readonly split: Split;
  readonly length: number;
  readonly ahead: number;
  /** Per window: which history of the training part, and the half-open range [from, to) of it, to − from ≥ 2. */
  readonly user: Uint32Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

export function trainingWindows(split: Split, length: number, ahead: number): Windows {
  const pieces: { user: number; from: number; to: number }[] = [];
  for (let user = 0; user < split.training.users.length; user++) {
    for (let to = training(split, user).items.length; to >= 2; to -= length) {
      const from = Math.max(0, to - length - ahead);
      pieces.push({ user, from, to });
      if (from === 0) break;
    }
  }
  return {
    split,
    length,
    ahead,
    user: Uint32Array.from(pieces, (piece) => piece.user),
    from: Uint32Array.from(pieces, (piece) => piece.from),
    to: Uint32Array.from(pieces, (piece) => piece.to),
  };
}

/** Items of a window that are read: all but those ahead. */
export const itemsRead = ({ from, to, ahead }: Windows, window: number): number => to[window] - from[window] - ahead;

/** The order of the windows in one epoch: a permutation keyed by (seed, epoch), so that any epoch can be resumed. */
export function epochOrder(windows: Windows, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from(windows.user.keys());
  return new Random(seed, `order of epoch ${epoch}`).shuffle(order);
}
