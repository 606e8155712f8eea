import { branches as branchesOf, openPrefixes, prefixTree, type PrefixLevel } from '../events/prefixes.ts';
import { rowsOf, type Guesser } from '../recommend/guesser.ts';
import type { Ranked } from '../recommend/rank.ts';
import type { AskedByCodes, Branch, Decoded, Wish } from './decoder.ts';

/** How a beam is kept. */
export interface Beams {
  /** Branches that are kept in each slot, by all groups together. */
  readonly width: number;
  readonly groups: number;
  /** Nats that a branch loses for each branch of an earlier group that chose its code in this slot. */
  readonly penalty: number;
}

/** A branch, and where it stands in the tree of the catalogue's codes. */
interface Grown extends Branch {
  /** Among the prefixes of its length. */
  readonly prefix: number;
  /** Among the branches of its group that it could go on from. */
  readonly row: number;
}

/** The branches of a group, with a row of states for each. */
interface Group {
  readonly kept: readonly Grown[];
  readonly states: Float64Array;
  /** The place of the first among the branches of all groups. */
  readonly first: number;
}

const ROOT: Grown = { parent: -1, code: -1, sum: 0, item: null, prefix: 0, row: 0 };

/**
 * Beam search over the tree of the catalogue's codes: in each slot every group keeps its best branches. Only codes that some item goes on
 * with are looked at, so that nothing outside the catalogue can be listed, and none that only hidden items go on with; of items that share all
 * codes the first of the catalogue is ahead.
 * Vijayakumar et al. 2016, arXiv:1610.02424, with Hamming diversity; one group is plain beam search.
 */
export function* search({ state, guesser }: AskedByCodes, wish: Wish, beams: Beams): Generator<void, Decoded> {
  const levels = prefixTree(guesser.codes);
  const open = openPrefixes(levels, wish.hidden);
  let groups: readonly Group[] = Array.from({ length: beams.groups }, () => ({
    kept: [ROOT],
    states: state,
    first: -1,
  }));
  const branches: Branch[][] = [];
  for (const [slot, level] of levels.entries()) {
    const last = slot === levels.length - 1;
    const most = Math.ceil((last ? Math.max(beams.width, wish.count) : beams.width) / beams.groups);
    const children = branchesOf(level, slot === 0 ? 1 : levels[slot - 1].codes.length);
    const used = new Map<number, number>();
    const [all, next]: [Grown[], Group[]] = [[], []];
    for (const group of groups) {
      const lost = ({ code }: Branch): number => beams.penalty * (used.get(code) ?? 0);
      const kept = grownFrom(group, guesser, slot, level, children, last)
        .filter(({ prefix }) => open[slot][prefix] === 1)
        .sort((a, b) => b.sum - lost(b) - (a.sum - lost(a)) || a.prefix - b.prefix)
        .slice(0, most);
      yield;
      const rows = rowsOf(
        group.states,
        guesser.width,
        kept.map(({ row }) => row),
      );
      const states = last
        ? rows
        : yield* guesser.further(
            slot,
            rows,
            kept.map(({ code }) => code),
          );
      next.push({ kept, states, first: all.length });
      all.push(...kept);
      for (const { code } of kept) used.set(code, (used.get(code) ?? 0) + 1);
    }
    branches.push(all);
    groups = next;
  }
  return { list: listOf(branches[levels.length - 1], wish.count), branches };
}

/** Every branch of the catalogue that goes on from one of a group. */
function grownFrom(
  { kept, states, first }: Group,
  { width, guess }: Guesser,
  slot: number,
  { codes }: PrefixLevel,
  children: readonly (readonly number[])[],
  last: boolean,
): Grown[] {
  return kept.flatMap(({ prefix: before, sum }, row) => {
    const guesses = guess(slot, states.subarray(row * width, (row + 1) * width));
    const parent = first < 0 ? -1 : first + row;
    return children[before].map((prefix) => {
      const code = codes[prefix];
      return { parent, code, sum: sum + guesses[code], item: last ? prefix : null, prefix, row };
    });
  });
}

/** The best items among branches, each once. */
function listOf(branches: readonly Branch[], count: number): Ranked[] {
  const sums = new Map(branches.flatMap(({ item, sum }) => (item === null ? [] : [[item, sum] as const])));
  return [...sums]
    .map(([item, score]) => ({ item, score }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, count);
}
