import { counted } from '../core/counted.ts';
import { Pacer } from '../core/pace.ts';
import { branches, prefixTree, type PrefixLevel } from '../events/prefixes.ts';
import type { Codes } from './codes.ts';
import type { Lens } from './lens.ts';
import type { Tree } from './picture.ts';

/** Items that are drawn one by one. */
const MOST = 64;
/** Codes that are drawn one below the other before the items. */
const DEEPEST = 3;
/** Of a larger catalogue, how many branches are drawn of each, by the number of levels. */
const WIDEST = [[MOST], [8, 8], [8, 4, 2], [8, 2, 2, 2]] as const;

export const lens: Lens = {
  name: 'code_tree',
  title: 'The tree of the codes',
  says: 'The catalogue by its codes, slot after slot, down to the items; the number of a branch is how many items it holds. Of a large catalogue the largest branches are drawn.',
  source: 'The prefixes of the items’ codes as a trie; Rajput et al. 2023, arXiv:2305.05065, figure 3',
  reads: 'model',
  needs: 'codes',
  async look({ codes }, pace) {
    const pacer = new Pacer('look', pace);
    return codes === null ? null : [await pacer.through(treeOf(codes))];
  },
};

/** A branch that is drawn. */
interface Drawn {
  readonly parent: number;
  readonly word: string;
  readonly item: number | null;
  readonly count: number;
}

function* treeOf(codes: Codes): Generator<void, Tree> {
  yield;
  const levels = prefixTree(beginning(codes, Math.min(codes.slots, DEEPEST + 1)));
  yield;
  const counts = countsOf(levels);
  yield;
  const rows = drawnOf(levels, counts, codes.slots);
  return {
    ...{ kind: 'tree', title: 'Codes as a tree', sentence: sentenceOf(codes, rows) },
    parents: Int32Array.from(rows, ({ parent }) => parent),
    numbers: {
      ...{ quantity: 'items', unit: 'number' },
      rows: {
        ...{ of: 'codes', label: 'code' },
        words: rows.map(({ word }) => word),
        items: rows.map(({ item }) => item),
      },
      columns: { of: 'words', label: 'of the branch', words: ['items'] },
      values: Float32Array.from(rows, ({ count }) => count),
    },
  };
}

/** The first codes of every item. */
const beginning = ({ slots, size, values }: Codes, count: number): Codes => ({
  ...{ slots: count, size },
  values: values.filter((_, at) => at % slots < count),
});

/** Of each level, how many items each beginning has. */
function countsOf(levels: readonly PrefixLevel[]): readonly Uint32Array[] {
  const counts = levels.map(({ codes }) => new Uint32Array(codes.length));
  counts[levels.length - 1].fill(1);
  for (let level = levels.length - 1; level > 0; level--) {
    for (const [place, beginning] of levels[level].before.entries())
      counts[level - 1][beginning] += counts[level][place];
  }
  return counts;
}

/** The branches that are drawn, each before those that go on from it, the largest first. */
function drawnOf(levels: readonly PrefixLevel[], counts: readonly Uint32Array[], slots: number): readonly Drawn[] {
  const whole = counts[levels.length - 1].length <= MOST;
  const children = levels.map((level, at) => branches(level, at === 0 ? 1 : levels[at - 1].codes.length));
  const rows: Drawn[] = [];
  const grow = (level: number, from: number, parent: number): void => {
    const count = counts[level];
    const sorted = [...children[level][from]].sort((a, b) => count[b] - count[a] || a - b);
    for (const place of whole ? sorted : sorted.slice(0, WIDEST[levels.length - 1][level])) {
      const last = level === levels.length - 1;
      const code = `code ${levels[level].codes[place]}`;
      const word = last && slots > levels.length ? `${code} and ${slots - levels.length} more` : code;
      const row = rows.push({ parent, word, item: last ? place : null, count: count[place] }) - 1;
      if (!last) grow(level + 1, place, row);
    }
  };
  grow(0, 0, -1);
  return rows;
}

function sentenceOf({ slots, size, values }: Codes, rows: readonly Drawn[]): string {
  const items = values.length / slots;
  const having = new Uint32Array(size);
  for (let at = 0; at < values.length; at += slots) having[values[at]]++;
  const used = having.reduce((sum, count) => sum + Number(count > 0), 0);
  const most = having.reduce((a, b) => Math.max(a, b), 0);
  const begin = `Of ${counted(size, 'first code')}, ${used} ${used === 1 ? 'is' : 'are'} used; the largest branch, code ${having.indexOf(most)}, holds ${most.toLocaleString('en')} of ${counted(items, 'item')}.`;
  const drawn = rows.filter(({ item }) => item !== null).length;
  const left = items - drawn;
  if (left === 0) return begin;
  return `${begin} Drawn are ${drawn} items, the first of the largest branches; ${left.toLocaleString('en')} more are left out.`;
}
