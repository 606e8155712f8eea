import type { Random } from '../../core/random.ts';

/** Sizes of a process in which several threads, each in a category of its own, are woven into one history. */
export interface Weave {
  readonly categories: number;
  readonly perCategory: number;
  readonly threads: number;
  /** P(i) of an event that belongs to no thread; sums to less than 1, and the rest is shared by the threads evenly. */
  readonly noise: Float64Array;
}

/** The item after `item` in its category, the first one after the last. */
export const successor = ({ perCategory }: Weave, item: number): number =>
  item - (item % perCategory) + ((item + 1) % perCategory);

const perThread = ({ noise, threads }: Weave): number => (1 - noise.reduce((sum, p) => sum + p, 0)) / threads;

/**
 * A person with threads in some categories, each at some item:
 *   P(next = i) = noise_i + Σ_threads [i = successor of the thread's last item] · (1 − Σ noise) / threads.
 * The last event says little of the next one: what matters lies some events back.
 */
export class Weaver {
  /** Last item of each thread by its category. */
  private readonly lasts: Map<number, number>;
  private readonly share: number;
  private readonly weave: Weave;

  constructor(weave: Weave, random: Random) {
    this.weave = weave;
    const { categories, perCategory, threads } = weave;
    const chosen = new Set<number>();
    while (chosen.size < threads) chosen.add(random.below(categories));
    this.lasts = new Map([...chosen].map((category) => [category, category * perCategory + random.below(perCategory)]));
    this.share = perThread(weave);
  }

  probabilities(): Float64Array {
    const probabilities = this.weave.noise.slice();
    for (const last of this.lasts.values()) probabilities[successor(this.weave, last)] += this.share;
    return probabilities;
  }

  take(item: number): void {
    const category = Math.floor(item / this.weave.perCategory);
    const last = this.lasts.get(category);
    if (last !== undefined && item === successor(this.weave, last)) this.lasts.set(category, item);
  }
}

/**
 * P(next = i | h) for who does not know which categories have threads nor where they began: the exact posterior predictive.
 * With s the first item of category c, uniform, the items of h in c are as likely as
 *   r_c(s) = Π_k (noise_k + share · [k continues the thread]) / noise_k
 * times what they are without a thread; R_c is its mean over s, and of all sets of threads, each as likely before,
 *   P(c has a thread | h) = R_c · e_{t−1}(R without c) / e_t(R),   e_t the sum of the products of t of them.
 */
export function woven(weave: Weave, history: readonly number[]): Float64Array {
  const { categories, perCategory, threads, noise } = weave;
  const share = perThread(weave);
  const likelihood = new Float64Array(noise.length).fill(1); // by the item that a thread began with
  const lasts = Int32Array.from(noise.keys()); // and where it is now, if it did
  for (const item of history) {
    const from = item - (item % perCategory);
    for (let first = from; first < from + perCategory; first++) {
      if (successor(weave, lasts[first]) !== item) continue;
      likelihood[first] *= (noise[item] + share) / noise[item];
      lasts[first] = item;
    }
  }
  const total = (category: number): number =>
    likelihood.subarray(category * perCategory, (category + 1) * perCategory).reduce((sum, r) => sum + r, 0);
  const totals = Array.from({ length: categories }, (_, category) => total(category));
  const all = products(totals, threads);
  const probabilities = noise.slice();
  totals.forEach((_, category) => {
    const others = products(totals.toSpliced(category, 1), threads - 1);
    for (let first = category * perCategory; first < (category + 1) * perCategory; first++) {
      // P(a thread began here | h) = R_c · e_{t−1} / e_t · r_c(s) / Σ r_c; factors 1 / perCategory cancel.
      probabilities[successor(weave, lasts[first])] += (share * likelihood[first] * others) / all;
    }
  });
  return probabilities;
}

/** e_t: the sum of the products of t of the values, over all choices of t. */
function products(values: readonly number[], t: number): number {
  const sums = new Float64Array(t + 1);
  sums[0] = 1;
  for (const value of values) for (let k = t; k > 0; k--) sums[k] += value * sums[k - 1];
  return sums[t];
}
