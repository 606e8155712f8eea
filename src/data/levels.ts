import { MOST_LEVELS } from '../core/history.ts';
import type { Split } from './split.ts';

/**
 * The values that a model tells apart, ascending: those of the events that train, where they are MOST_LEVELS at most, as ratings are;
 * else where as many equal parts of these events begin: of n known values in order those of number ⌊l · n / MOST_LEVELS⌋, l from 0, each
 * once. None where nobody knows any.
 *
 * They depend on the order of values alone, so that neither the unit nor a few very large ones matter.
 */
export function levelsOf(split: Split): readonly number[] {
  const levels = known.get(split) ?? levelsIn(split);
  known.set(split, levels);
  return levels;
}

/** Sorted once for a split: every estimate asks for them. */
const known = new WeakMap<Split, readonly number[]>();

function levelsIn(split: Split): readonly number[] {
  const sorted = knownOf(split).sort();
  const different = [...firstOnes(sorted)];
  if (different.length <= MOST_LEVELS) return different;
  const begins = Array.from({ length: MOST_LEVELS }, (_, l) => sorted[Math.floor((l * sorted.length) / MOST_LEVELS)]);
  return begins.filter((value, l) => value !== begins[l - 1]);
}

/** The known values of the events that train. */
function knownOf(split: Split): Float64Array {
  const { trained, training: part } = split;
  const { offsets, values } = trained;
  if (values === undefined) return new Float64Array(0);
  const most = part.users.reduce((sum, u, k) => sum + part.ends[k] - offsets[u], 0);
  const found = new Float64Array(most);
  let count = 0;
  for (let k = 0; k < part.users.length; k++) {
    for (let i = offsets[part.users[k]]; i < part.ends[k]; i++)
      if (!Number.isNaN(values[i])) found[count++] = values[i];
  }
  return found.subarray(0, count);
}

/** Of ascending values each once, at most one more than may be told apart. */
function* firstOnes(sorted: Float64Array): Generator<number> {
  let found = 0;
  for (let i = 0; i < sorted.length && found <= MOST_LEVELS; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    found++;
    yield sorted[i];
  }
}
