import { counted } from '../core/counted.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { percent } from '../core/percent.ts';
import type { Probe } from '../recommend/probe.ts';
import type { Lens } from './lens.ts';
import type { Picture, Strip } from './picture.ts';
import { siblingPaths, treeOfPaths } from './sibling_paths.ts';
import { siblingPairs, siblingsOf, type Pair, type Siblings } from './siblings.ts';

const SEED = 1;
/** Users of whom a correlation says something. */
const FEWEST = 10;

export const lens: Lens = {
  name: 'siblings',
  title: 'How far siblings can be reordered',
  says: 'Items that begin with the same codes, over users of the data: how much their places in the lists of the whole catalogue go together, and for how many users the order of two of them is turned. Codes that are shared are scored once for all items that have them, so that a tree of codes moves siblings together; below which codes it does so most is drawn as a tree.',
  source:
    'Spearman’s rank correlation over users of the places of two items, by the codes they share; the limit of decoding a tree that Latte, arXiv:2605.06331, describes',
  reads: 'users',
  needs: 'guesses',
  async look(probe, pace) {
    const pacer = new Pacer('look', pace);
    await pacer.rest(0);
    const { codes, users } = probe;
    if (codes === null || probe.guesser === null || users.length < FEWEST) return null;
    const pairs = await pacer.through(siblingPairs(codes, SEED));
    if (pairs.length === 0) return null;
    const paths = await pacer.through(siblingPaths(codes, SEED));
    const below = paths.flatMap((path) => path.pairs);
    const places = await placesOf(probe, [...pairs, ...below], pacer, pace);
    const pictures = picturesOf(siblingsOf(pairs, places, users.length), users.length);
    const ofPaths = places.subarray(2 * pairs.length * users.length);
    return paths.length === 0 ? pictures : [...pictures, treeOfPaths(paths, ofPaths, users.length)];
  },
};

/** Places from 0 of both items of each pair in the list of each user: (pairs, 2, users). */
async function placesOf(probe: Probe, pairs: readonly Pair[], pacer: Pacer, pace: Pace): Promise<Float64Array> {
  const { users } = probe;
  const places = new Float64Array(2 * pairs.length * users.length);
  for (const [user, history] of users.entries()) {
    const place = placesBy(await probe.scores(history, { signal: pace.signal }));
    for (const [at, { a, b }] of pairs.entries()) {
      places[2 * at * users.length + user] = place[a];
      places[(2 * at + 1) * users.length + user] = place[b];
    }
    await pacer.rest((user + 1) / users.length);
  }
  return places;
}

/** The place of each item by its score, from 0; of equal ones the first of the catalogue is ahead. */
function placesBy(scores: Float64Array): Uint32Array {
  const order = Uint32Array.from(scores, (_, item) => item).sort((a, b) => scores[b] - scores[a] || a - b);
  const places = new Uint32Array(scores.length);
  for (const [place, item] of order.entries()) places[item] = place;
  return places;
}

const words = ({ shared }: Siblings): string => (shared === 0 ? 'share none' : `share the first ${shared}`);

function picturesOf(found: readonly Siblings[], users: number): readonly Picture[] {
  const most = found[found.length - 1];
  const none = found[0];
  const apart = (of: (each: Siblings) => string): string =>
    none === most ? '' : `, and ${of(none)} of pairs that ${words(none)}`;
  const strip = (
    title: string,
    sentence: string,
    quantity: string,
    unit: 'share' | 'number',
    of: (each: Siblings) => number,
  ): Strip => ({
    ...{ kind: 'strip', title, sentence },
    numbers: {
      ...{ quantity, unit },
      rows: {
        of: 'words',
        label: 'codes shared',
        words: found.map(
          (each) => `${each.shared === 0 ? 'none' : `first ${each.shared}`}: ${counted(each.pairs, 'pair')}`,
        ),
      },
      columns: { of: 'words', label: 'over users', words: [quantity] },
      values: Float32Array.from(found, of),
    },
  });
  const pairs = `${counted(most.pairs, 'pair')} of items that ${words(most)} ${most.shared === 1 ? 'code' : 'codes'}`;
  const figure = ({ correlation }: Siblings): string => correlation.toFixed(2);
  return [
    strip(
      'Rank correlation',
      `Over ${counted(users, 'user')} the places of ${pairs} go together by ${figure(most)}${apart(figure)}.`,
      ...(['rank correlation', 'number', ({ correlation }: Siblings) => correlation] as const),
    ),
    strip(
      'Order turned',
      `Of ${pairs} the order is turned for ${percent(most.turned)} of ${counted(users, 'user')}${apart(({ turned }) => `for ${percent(turned)}`)}; 50 % would be a toss.`,
      ...(['users with the rarer order', 'share', ({ turned }: Siblings) => turned] as const),
    ),
  ];
}
