/** What one must know of a result before one believes its figures, as sentences. */
import { asked, type Asked } from './asked.ts';

/** A result, as far as it tells how much it can mean. */
export interface Result extends Asked {
  readonly hr: { readonly '10': number };
  /** Targets by how often they occur in training; those with `from` 0 never do. */
  readonly byPopularity: readonly { readonly from: number; readonly users: number }[];
}

/** Below this number of users a hit rate near 0.2 is uncertain by ± 0.04, more than good recommenders differ. */
const FEW = 400;

/**
 * 95 % interval of a share of `count` draws (Wilson 1927), which holds for few draws and for shares near 0 and 1 too:
 * (p + z²/2n ± z √(p (1 − p) / n + z²/4n²)) / (1 + z²/n), z = 1.96.
 */
export function shareInterval(share: number, count: number): { readonly low: number; readonly high: number } {
  const z = 1.96;
  const scale = 1 + z ** 2 / count;
  const middle = (share + z ** 2 / (2 * count)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))) / scale;
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** That a figure rests on few users, and within which width it is known; null where they are enough. */
export function fewAsked(result: Result): string | null {
  if (result.users >= FEW) return null;
  const share = result.hr['10'];
  const { low, high } = shareInterval(share, result.users);
  return (
    `Few were asked, ${asked(result)}: HR@10 ${share.toFixed(4)} may as well be ${low.toFixed(2)} to ${high.toFixed(2)} ` +
    `(95 % interval, ${(high - low).toFixed(2)} wide). Only a comparison user by user tells recommenders apart.`
  );
}

/** Targets that never occur in training, and all targets. */
export const coldTargets = ({ byPopularity }: Pick<Result, 'byPopularity'>): { cold: number; all: number } => ({
  cold: byPopularity.reduce((sum, { from, users }) => sum + (from === 0 ? users : 0), 0),
  all: byPopularity.reduce((sum, { users }) => sum + users, 0),
});

/** That some targets cannot be learned; null where all can. */
export function coldWords({ cold, all }: { readonly cold: number; readonly all: number }): string | null {
  if (cold === 0) return null;
  if (cold === all) {
    return (
      `None of the ${all.toLocaleString('en')} targets occurs in training: what tells items by their text alone can place ` +
      'them; to whatever tells them by ids or counts they are misses, but for chance.'
    );
  }
  const share = cold / all;
  const percent = `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
  return (
    `${cold.toLocaleString('en')} of ${all.toLocaleString('en')} targets (${percent}) never occur in training: ` +
    'whatever tells items by ids or counts cannot learn them, so that they are misses, but for chance.'
  );
}

/** All that there is to say, most important first. */
export const cautionsOf = (result: Result): readonly string[] =>
  [fewAsked(result), coldWords(coldTargets(result))].filter((said) => said !== null);
