import { counted } from '../core/counted.ts';
import { Pacer } from '../core/pace.ts';
import type { Branch } from '../decoders/decoder.ts';
import { search } from '../decoders/search.ts';
import { branches as branchesOf, prefixTree } from '../events/prefixes.ts';
import type { Codes } from './codes.ts';
import type { Lens } from './lens.ts';
import { mark, type Tree } from './picture.ts';

const WIDTH = 8;

/** The branches that were kept in each slot. */
type Kept = readonly (readonly Branch[])[];

export const lens: Lens = {
  name: 'beam',
  title: 'The beam of a list',
  says: `How a list is searched for by codes: slot after slot the ${WIDTH} best branches are kept, and what goes on from the others is lost. The number of a branch is ln P of its codes.`,
  source:
    'Beam search over the tree of the catalogue’s codes; Rajput et al. 2023, arXiv:2305.05065, section 3.2, held to the catalogue',
  reads: 'history',
  needs: 'guesses',
  async look(probe, pace) {
    const pacer = new Pacer('look', pace);
    const { guesser, scorer, hidden } = probe;
    if (guesser === null) return null;
    const state = await probe.state(pace);
    const wish = { count: WIDTH, hidden };
    const beams = { width: WIDTH, groups: 1, penalty: 0 };
    const { branches } = await pacer.through(search({ state, scorer, guesser }, wish, beams));
    const first = await probe.next(pace);
    return [treeOf(branches, sentenceOf(guesser.codes, branches, hidden, first))];
  },
};

/** The branches of all slots, those of the first slot first. */
function treeOf(branches: Kept, sentence: string): Tree {
  const all = branches.flat();
  const before = branches.map((_, slot) => branches.slice(0, slot - 1).reduce((sum, kept) => sum + kept.length, 0));
  const parents = branches.flatMap((kept, slot) => kept.map(({ parent }) => (slot === 0 ? -1 : before[slot] + parent)));
  return {
    ...{ kind: 'tree', title: `Beam of width ${WIDTH}`, sentence },
    parents: Int32Array.from(parents),
    numbers: {
      ...{ quantity: 'ln P', unit: 'number' },
      rows: {
        ...{ of: 'codes', label: 'code' },
        words: all.map(({ code }) => `code ${code}`),
        items: all.map(({ item }) => item),
      },
      columns: { of: 'words', label: 'of the codes so far', words: ['ln P'] },
      values: Float32Array.from(all, ({ sum }) => sum),
    },
  };
}

function sentenceOf(codes: Codes, branches: Kept, hidden: ReadonlySet<number>, first: number): string {
  const kept = branches.reduce((sum, each) => sum + each.length, 0);
  const dropped = droppedBySlot(codes, branches, hidden);
  const all = dropped.reduce((sum, count) => sum + count, 0);
  const most = dropped.indexOf(Math.max(...dropped));
  const where = branches.length === 1 || all === 0 ? '' : `, most in slot ${most + 1} (${dropped[most]})`;
  const lost = all === 0 ? 'none of those' : `${all.toLocaleString('en')} others`;
  const begin = `Over ${counted(codes.slots, 'slot')} the beam keeps ${counted(kept, 'branch', 'branches')} and drops ${lost} that items go on with${where}.`;
  if (hidden.has(first)) return `${begin} No item is left to recommend.`;
  const slot = lostAt(codes, branches, first);
  const exact = `${mark(first)}, the first of the whole catalogue,`;
  if (slot === null) return `${begin} ${exact} is in it.`;
  const code = codes.values[first * codes.slots + slot];
  return `${begin} ${exact} is not in it: its code of slot ${slot + 1}, ${code}, was dropped.`;
}

/** Of each slot, how many branches went on from those that were kept before and were not kept. */
function droppedBySlot(codes: Codes, branches: Kept, hidden: ReadonlySet<number>): readonly number[] {
  const levels = prefixTree(codes);
  let prefixes: readonly number[] = [0];
  return levels.map((level, slot) => {
    const children = branchesOf(level, slot === 0 ? 1 : levels[slot - 1].codes.length);
    const last = slot === levels.length - 1;
    const from = prefixes;
    const possible = from.flatMap((prefix) => children[prefix]).filter((place) => !last || !hidden.has(place));
    if (!last) {
      prefixes = branches[slot].map(({ parent, code }) => {
        const siblings = children[from[Math.max(0, parent)]];
        return siblings.find((place) => level.codes[place] === code) ?? 0;
      });
    }
    return possible.length - branches[slot].length;
  });
}

/** The slot in which the way to an item was dropped; null where the item was found. */
function lostAt({ slots, values }: Codes, branches: Kept, item: number): number | null {
  let at = -1;
  for (const [slot, kept] of branches.entries()) {
    const code = values[item * slots + slot];
    const last = slot === slots - 1;
    const parent = at;
    at = kept.findIndex((branch) => branch.parent === parent && (last ? branch.item === item : branch.code === code));
    if (at < 0) return slot;
  }
  return null;
}
