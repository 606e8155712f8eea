import { counted } from '../core/counted.ts';
import { percent } from '../core/percent.ts';
import { Random } from '../core/random.ts';
import type { Codes } from '../events/codes.ts';
import { mark, type Tree } from './picture.ts';
import { byCodes, scoreOf, sharedBy, type Pair } from './siblings.ts';

/** Paths that are drawn below each, by how many paths lie above it: the largest. */
const WIDEST = [8, 4, 2] as const;
/** Pairs of siblings that are looked at for each path, at most. */
const MOST = 20;
/** Draws for each pair that is wanted, after which there are no more. */
const DRAWS = 4;

/** First codes that items share, and siblings below them: items that share these and no more. */
export interface Path {
  /** The path that it goes on from, which stands before it; −1 where that is none. */
  readonly parent: number;
  /** Its codes behind those of that path. */
  readonly codes: readonly number[];
  readonly pairs: readonly Pair[];
}

/** Items from a place to another, in the order of their codes. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The paths of the catalogue's codes below which items part, the largest first; of each some pairs of siblings, drawn by a seed. */
export function* siblingPaths(codes: Codes, seed: number): Generator<void, Path[]> {
  const random = new Random(seed, 'sibling paths');
  const order = yield* byCodes(codes);
  const paths: Path[] = [];
  function* grow(stretch: Stretch, above: number, parent: number, depth: number): Generator<void, void> {
    const parted = partsOf(codes, order, stretch, above).filter(({ shared }) => shared < codes.slots);
    const largest = parted.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from).slice(0, WIDEST[depth]);
    for (const part of largest) {
      const pairs = pairsOf(codes, order, part, random);
      yield;
      const first = order[part.from] * codes.slots;
      const row =
        paths.push({ parent, codes: [...codes.values.subarray(first + above, first + part.shared)], pairs }) - 1;
      if (depth + 1 < WIDEST.length) yield* grow(part, part.shared, row, depth + 1);
    }
  }
  yield* grow({ from: 0, to: order.length }, 0, -1, 0);
  return paths;
}

/** What a stretch whose items share `above` codes parts into by the next one, and how many codes the items of each part share. */
function partsOf(
  codes: Codes,
  order: Uint32Array,
  { from, to }: Stretch,
  above: number,
): (Stretch & { readonly shared: number })[] {
  const parts = [];
  let start = from;
  for (let at = from + 1; at <= to; at++) {
    if (at < to && sharedBy(codes, order[start], order[at]) > above) continue;
    parts.push({ from: start, to: at, shared: sharedBy(codes, order[start], order[at - 1]) });
    start = at;
  }
  return parts;
}

function pairsOf(
  codes: Codes,
  order: Uint32Array,
  { from, to, shared }: Stretch & { readonly shared: number },
  random: Random,
): Pair[] {
  const found = new Map<string, Pair>();
  for (let draw = 0; draw < DRAWS * MOST && found.size < MOST; draw++) {
    const [a, b] = [order[from + random.below(to - from)], order[from + random.below(to - from)]].sort((x, y) => x - y);
    if (sharedBy(codes, a, b) === shared) found.set(`${a} ${b}`, { shared, a, b });
  }
  // The first and the last of a stretch part where it does, so that no path is without a pair.
  const [a, b] = [order[from], order[to - 1]].sort((x, y) => x - y);
  return found.size === 0 ? [{ shared, a, b }] : [...found.values()];
}

/** The paths as a tree, the thicker the more often siblings below them are turned. @param places  of the pairs of all paths: (pairs, 2, users) */
export function treeOfPaths(paths: readonly Path[], places: Float64Array, users: number): Tree {
  let first = 0;
  const turned = paths.map(({ pairs }) => {
    const sum = pairs.reduce((total, _, i) => total + scoreOf(places, first + i, users).turned, 0);
    first += pairs.length;
    return sum / pairs.length;
  });
  return {
    ...{ kind: 'tree', title: 'Order turned, path by path', sentence: sentenceOf(paths, turned, users) },
    parents: Int32Array.from(paths, ({ parent }) => parent),
    numbers: {
      ...{ quantity: 'users with the rarer order', unit: 'share' },
      rows: { of: 'codes', label: 'codes', words: paths.map(wordOf), items: paths.map(() => null) },
      columns: { of: 'words', label: 'of siblings below', words: ['users with the rarer order'] },
      values: Float32Array.from(turned),
    },
  };
}

const wordOf = ({ codes }: Pick<Path, 'codes'>): string => codes.map((code) => `code ${code}`).join(', ');

function sentenceOf(paths: readonly Path[], turned: readonly number[], users: number): string {
  const most = turned.indexOf(Math.max(...turned));
  const least = turned.indexOf(Math.min(...turned));
  const below = (row: number): string => {
    const [{ a, b }] = paths[row].pairs;
    return `below ${wordOf({ codes: wholeOf(paths, row) })}, as ${mark(a)} and ${mark(b)} are`;
  };
  const begin = `Of siblings ${below(most)}, the order is turned for ${percent(turned[most])} of ${counted(users, 'user')}`;
  if (turned[most] === turned[least]) return `${begin}, and below no path that is drawn more or less often.`;
  const fewest = turned.filter((share) => share === turned[least]).length - 1;
  const alike = fewest === 0 ? '' : `, as below ${counted(fewest, 'other path')}`;
  return `${begin}, the most of any path that is drawn; ${below(least)}, for ${percent(turned[least])}, the fewest${alike}.`;
}

/** All codes of a path. */
function wholeOf(paths: readonly Path[], row: number): readonly number[] {
  const { parent, codes } = paths[row];
  return parent < 0 ? codes : [...wholeOf(paths, parent), ...codes];
}
