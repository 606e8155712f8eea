import { training, type Split } from '../data/split.ts';
import { SparseRows, type Sparse } from './sparse.ts';

/** Items of a history that count as near one another. */
const REACH = 5;
/** Pairs between two yields, and rows. */
const PIECE = 2 ** 16;
const AT_ONCE = 256;

/**
 * How much more often two items stand near one another in the histories that train than by chance, none less than 0:
 *
 *   A[i, j] = max(0, ln(n_ij · n / (n_i · n_j))),   n_ij the places where at most 5 items lie between i and j
 *
 * Positive pointwise mutual information, whose factors are word vectors: Levy & Goldberg 2014. A is symmetric; an item that trains
 * nobody has an empty row.
 */
export function* cooccurrences(split: Split): Generator<void, Sparse> {
  const items = split.dataset.catalogue.ids.length;
  const near = Array.from({ length: items }, () => new Map<number, number>());
  let work = 0;
  for (let user = 0; user < split.training.users.length; user++) {
    const { items: history } = training(split, user);
    for (let t = 0; t < history.length; t++) {
      for (let s = Math.max(0, t - REACH); s < t; s++) {
        count(near, history[s], history[t]);
        count(near, history[t], history[s]);
      }
    }
    work += history.length * REACH;
    if (work < PIECE) continue;
    work = 0;
    yield;
  }
  return yield* information(near);
}

const count = (near: readonly Map<number, number>[], i: number, j: number): void =>
  void near[i].set(j, (near[i].get(j) ?? 0) + 1);

function* information(near: readonly ReadonlyMap<number, number>[]): Generator<void, Sparse> {
  const totals = near.map((row) => [...row.values()].reduce((sum, n) => sum + n, 0));
  const total = totals.reduce((sum, n) => sum + n, 0);
  yield;
  const rows = new SparseRows();
  for (const [i, row] of near.entries()) {
    const more = [...row].map(([j, n]) => [j, Math.log((n * total) / (totals[i] * totals[j]))] as const);
    rows.add(more.filter(([, value]) => value > 0).sort(([a], [b]) => a - b));
    if (i % AT_ONCE === 0) yield;
  }
  return rows.matrix(near.length);
}
