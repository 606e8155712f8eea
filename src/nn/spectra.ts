import type { Random } from '../core/random.ts';

/** Where the eigenvalues of a diagonal system begin. */
export type Spectrum = 'legs' | 'inverse' | 'linear' | 'real' | 'random';

/** −Re A and Im A of each state; those of a pair of conjugates once, with the imaginary part that is not negative. */
export interface Eigenvalues {
  readonly rates: readonly number[];
  readonly frequencies: readonly number[];
}

const along = (count: number, value: (n: number) => number): readonly number[] =>
  Array.from({ length: count }, (_, n) => value(n));

/**
 * The eigenvalues that S4D begins with, N states in conjugate pairs being 2N of a system:
 *
 *   legs     those of the normal part of HiPPO-LegS, see `legsFrequencies`    inverse  −½ + i (2N/π)(2N/(2n + 1) − 1)
 *   linear   −½ + iπn                                                        real     −(n + 1)
 *   random   −½·e^x + iz, x and z of N(0, 1)
 *
 * @param random  asked by `random` alone
 * @see Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893; the random one is what they are compared with here
 */
export function eigenvalues(spectrum: Spectrum, states: number, random: Random): Eigenvalues {
  const half = along(states, () => 0.5);
  switch (spectrum) {
    case 'legs':
      return { rates: half, frequencies: legsFrequencies(states) };
    case 'inverse': {
      const size = 2 * states;
      return { rates: half, frequencies: along(states, (n) => (size / Math.PI) * (size / (2 * n + 1) - 1)) };
    }
    case 'linear':
      return { rates: half, frequencies: along(states, (n) => Math.PI * n) };
    case 'real':
      return { rates: along(states, (n) => n + 1), frequencies: along(states, () => 0) };
    case 'random': {
      const drawn = (): readonly number[] => along(states, () => random.normal());
      return { rates: drawn().map((x) => Math.exp(x) / 2), frequencies: drawn() };
    }
  }
}

/**
 * HiPPO-LegS of 2N states is A with A_nk = −√((2n+1)(2k+1)) below its diagonal and −(n + 1) on it; with P_n = √(n + ½) A + PPᵀ is normal,
 * −½ plus a skew-symmetric S with S_nk = −½√((2n+1)(2k+1)) below its diagonal. Along an eigenvector of S to iμ the sums of √(2n+1)·v_n turn by
 * the factors (iμ − n − ½) / (iμ + n + ½), and must end at minus what they begin with. So the positive μ are the roots of
 *
 *   Σ_n arctan(μ / (n + ½)) = π (m + ½),   n = 0 … 2N − 1, m = 0 … N − 1
 *
 * whose left side rises from 0 to πN. Found by halving an interval.
 *
 * @returns  (N), the largest first
 */
export function legsFrequencies(states: number): readonly number[] {
  const size = 2 * states;
  const turned = (mu: number): number => {
    let sum = 0;
    for (let n = 0; n < size; n++) sum += Math.atan(mu / (n + 0.5));
    return sum;
  };
  return along(states, (n) => {
    const wanted = Math.PI * (states - n - 0.5);
    let [low, high] = [0, size * size];
    for (let halvings = 0; halvings < 80; halvings++) {
      const middle = (low + high) / 2;
      if (turned(middle) < wanted) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
}
